import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, pageUrl } from '../context/router.tsx';
import type { ApiSchemas } from '../control/schemas.ts';
import { describeAdvance } from '../models/advance-summary.ts';
import { callbackMarkState, deliveryStatusText, undeliveredReason } from '../models/event-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { formatCount, formatDateTime, formatInstantsInText, humanize } from '../parts/format.ts';
import { Mark, markForState, StateLabel } from '../parts/state-label.tsx';
import { Time } from '../parts/time.tsx';
import { hasSeveralItems, type TimelineNode, timelineNodes } from './timeline-nodes.ts';

interface TimelineProps {
  readonly timeline: ApiSchemas['Timeline'];
  readonly events: readonly ApiSchemas['Event'][];
  readonly clock: ApiSchemas['Clock'] | undefined;
}

/** How many past nodes are rendered at first; the others are behind a button. */
const initialPastCount = 60;
const pastCountStep = 500;

/** The timeline from the first acknowledgement to what is still to come: past solid, now a line, future outlined. */
export function Timeline({ timeline, events, clock }: TimelineProps) {
  const [shownCount, setShownCount] = useState(initialPastCount);
  const nodes = timelineNodes(timeline.past, events);
  const severalItems = hasSeveralItems(timeline);
  const hiddenCount = Math.max(0, nodes.length - shownCount);
  return (
    <section class="timeline" aria-label="Timeline">
      <h3>Timeline</h3>
      {hiddenCount > 0 && (
        <button type="button" class="button small" onClick={() => setShownCount(shownCount + pastCountStep)}>
          Show {Math.min(hiddenCount, pastCountStep).toLocaleString('en-GB')} of{' '}
          {formatCount(hiddenCount, 'earlier entry', 'earlier entries')}
        </button>
      )}
      <ol>
        {nodes.slice(hiddenCount).map((node) => (
          <PastNode node={node} severalItems={severalItems} key={node.key} />
        ))}
        <li class="now-line">
          <span>Now{clock && `: ${formatDateTime(clock.now)}`}</span>
          {clock?.mode === 'frozen' && <span class="muted"> (frozen clock)</span>}
        </li>
        {timeline.future.map((entry, index) => (
          <FutureNode
            entry={entry}
            severalItems={severalItems}
            orderId={timeline.orderId}
            key={`${index}.${entry.kind}`}
          />
        ))}
      </ol>
      {timeline.future.length === 0 && <p class="muted timeline-end">Nothing more is planned for this order.</p>}
    </section>
  );
}

/** The customer's own name of the item, when an order has several. */
function ItemTag({
  entry,
  severalItems,
}: {
  readonly entry: ApiSchemas['TimelineEntry'];
  readonly severalItems: boolean;
}) {
  return severalItems && entry.itemId !== undefined ? <span class="tag">{entry.itemId}</span> : null;
}

function PastNode({ node, severalItems }: { readonly node: TimelineNode; readonly severalItems: boolean }) {
  const { entry, title, detail, state, notes, event, failed } = node;
  return (
    <li class={failed ? 'node past failed' : 'node past'}>
      <details open={failed}>
        <summary>
          <span class="node-title">{formatInstantsInText(title)}</span>
          <ItemTag entry={entry} severalItems={severalItems} />
          {detail && <span class="node-more">{formatInstantsInText(detail)}</span>}
          {state && <StateLabel state={state} />}
          <span class="node-time">
            <Time virtualTime={entry.at} short />
          </span>
        </summary>
        <dl class="facts">
          <NodeFact name="Virtual time" value={`${formatDateTime(entry.at)} London (${entry.at})`} />
          <NodeFact name="Kind" value={humanize(entry.kind.replaceAll('-', ' '))} />
          <NodeFact name="Item" value={entry.itemId} />
          <NodeFact name="Text" value={entry.text} />
        </dl>
      </details>
      {notes.map((note) => (
        <p class="node-text" key={note}>
          {formatInstantsInText(note)}
        </p>
      ))}
      <NodeCallback entry={entry} event={event} />
    </li>
  );
}

function NodeFact({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface FutureNodeProps {
  readonly entry: ApiSchemas['TimelineEntry'];
  readonly severalItems: boolean;
  readonly orderId: string;
}

function FutureNode({ entry, severalItems, orderId }: FutureNodeProps) {
  const apiPath = useSandboxApiPath();
  const title = entry.milestone ?? entry.text ?? humanize(entry.kind);
  const detail = entry.text !== undefined && entry.text !== title ? entry.text : undefined;
  return (
    <li class="node future">
      <details>
        <summary>
          <span class="node-title">{formatInstantsInText(title)}</span>
          <ItemTag entry={entry} severalItems={severalItems} />
          {detail && <span class="node-more">{formatInstantsInText(detail)}</span>}
          <span class="node-time">
            due <Time virtualTime={entry.at} short />
          </span>
        </summary>
        <div class="actions">
          <ActionButton<ApiSchemas['Advance']>
            call={{
              method: 'POST',
              path: apiPath('/clock/advance'),
              body: entry.milestone ? { until: { orderId, milestone: entry.milestone } } : { to: entry.at },
            }}
            successMessage={describeAdvance}
          >
            Advance the clock to this point
          </ActionButton>
        </div>
      </details>
      {entry.because && <p class="node-text because">{formatInstantsInText(entry.because)}</p>}
    </li>
  );
}

interface NodeCallbackProps {
  readonly entry: ApiSchemas['TimelineEntry'];
  /** The event with its attempts; until it is loaded the entry gives the gist. */
  readonly event: ApiSchemas['Event'] | undefined;
}

/** The callback of a milestone and its outcome, also when none was sent. */
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
  return `${deliveryStatusText(deliveryStatus)}${attemptsText}${result ? `, ${result}` : ''}${reason ? `: ${formatInstantsInText(reason)}` : ''}`;
}
