import { callbackMarkState, callbackStatusText, undeliveredReason } from '../callbacks/event-words.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { Mark, markForState } from '../parts/state.tsx';
import { formatInstantsIn } from '../parts/words.ts';
import { encodePath, Link, pageUrl } from '../shell/router.tsx';

interface NodeCallbackProps {
  readonly entry: ApiSchemas['TimelineEntry'];
  /** The event itself, with its attempts; the entry says the gist where it is not read yet. */
  readonly event: ApiSchemas['Event'] | undefined;
}

/** Every milestone says what became of its callback, also when none was sent. */
export function NodeCallback({ entry, event }: NodeCallbackProps) {
  const { eventId, callback } = entry;
  const deliveryStatus = event ?? callback;
  if (eventId === undefined || deliveryStatus === undefined) return null;
  return (
    <p class="node-callback">
      <Link to={pageUrl(encodePath('callbacks', eventId))}>
        <Mark kind={markForState(callbackMarkState(deliveryStatus))} />
        <span>{event?.eventType ?? 'Callback'}</span>
        <span class="muted">{describeDelivery(deliveryStatus, event?.attempts ?? [])}</span>
      </Link>
    </p>
  );
}

function describeDelivery(
  deliveryStatus: Pick<ApiSchemas['Event'], 'state' | 'reason'>,
  attempts: readonly ApiSchemas['Attempt'][],
): string {
  const last = attempts.at(-1);
  const result = last?.status ?? last?.error;
  const attemptsText = attempts.length > 1 ? ` after ${attempts.length} attempts` : '';
  const reason = deliveryStatus.state === 'delivered' ? undefined : undeliveredReason(deliveryStatus);
  return `${callbackStatusText(deliveryStatus)}${attemptsText}${result ? `, ${result}` : ''}${reason ? `: ${formatInstantsIn(reason)}` : ''}`;
}
