import type { ApiSchemas } from '../control/schemas.ts';
import { Popover } from '../parts/popover.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount, formatDateTime, humanize } from '../parts/words.ts';
import { encodePath, Link, pageUrl } from './router.tsx';
import { useClock } from './sandbox.ts';

export const clockModeLabel = ({ mode, rate }: ApiSchemas['Clock']): string =>
  mode === 'scaled' ? `×${rate}` : mode === 'real' ? 'Real' : 'Frozen';

/** Virtual date and time, how it moves, and what waits for it. */
export function ClockDisplay() {
  const clock = useClock();
  if (!clock) return <span class="clock-face" />;
  const waitingText =
    clock.mode === 'frozen' && clock.waiting > 0 ? ` – ${formatCount(clock.waiting, 'item')} waiting` : '';
  return (
    <span class="clock-face">
      <time dateTime={clock.now} title={`Virtual time, ${clock.now}`}>
        {formatDateTime(clock.now)}
      </time>
      <Popover
        label={`Clock ${clockModeLabel(clock)}${waitingText}: what is next`}
        class={`badge ${clock.mode}`}
        side="start"
        button={clockModeLabel(clock) + waitingText}
      >
        {clock.next ? (
          <NextDueItem next={clock.next} waiting={clock.waiting} />
        ) : (
          <p>Nothing is due. Orders schedule their own steps.</p>
        )}
      </Popover>
    </span>
  );
}

function NextDueItem({
  next,
  waiting,
}: {
  readonly next: NonNullable<ApiSchemas['Clock']['next']>;
  readonly waiting: number;
}) {
  return (
    <>
      <p class="popover-title">Next of {formatCount(waiting, 'item')} due</p>
      <p>
        <strong>{next.milestone ?? next.text ?? humanize(next.kind)}</strong>
        <br />
        <Time virtualTime={next.at} />
      </p>
      <p>
        {next.orderId ? (
          <Link to={pageUrl(encodePath('orders', next.orderId))}>Order {next.orderId}</Link>
        ) : (
          <Link to={pageUrl('orders')}>See the orders</Link>
        )}
      </p>
    </>
  );
}
