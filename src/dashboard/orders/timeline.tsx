import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { State } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { counted, fullTime, inWords, readably } from '../parts/words.ts';
import { sayAdvance } from '../shell/advance-words.ts';
import { useApi } from '../shell/sandbox.ts';
import { NodeCallback } from './node-callback.tsx';
import { hasSeveralItems, type TimelineNode, timelineNodes } from './timeline-nodes.ts';

type Entry = Schemas['TimelineEntry'];

interface TimelineProps {
  readonly timeline: Schemas['Timeline'];
  readonly events: readonly Schemas['Event'][];
  readonly clock: Schemas['Clock'] | undefined;
}

/** Nodes of the past that are in the page at first; an order of a long life keeps the rest behind a button. */
const mostPast = 60;
const morePast = 500;

/** From the first acknowledgement down to what is still to come: past solid, now a line, future outlined. */
export function Timeline({ timeline, events, clock }: TimelineProps) {
  const [shown, show] = useState(mostPast);
  const nodes = timelineNodes(timeline.past, events);
  const several = hasSeveralItems(timeline);
  const hidden = Math.max(0, nodes.length - shown);
  return (
    <section class="timeline" aria-label="Timeline">
      <h3>Timeline</h3>
      {hidden > 0 && (
        <button type="button" class="button small" onClick={() => show(shown + morePast)}>
          Show {Math.min(hidden, morePast).toLocaleString('en-GB')} of{' '}
          {counted(hidden, 'earlier entry', 'earlier entries')}
        </button>
      )}
      <ol>
        {nodes.slice(hidden).map((node) => (
          <PastNode node={node} several={several} key={node.key} />
        ))}
        <li class="now-line">
          <span>Now{clock && `: ${fullTime(clock.now)}`}</span>
          {clock?.mode === 'frozen' && <span class="muted"> the clock is frozen</span>}
        </li>
        {timeline.future.map((entry, at) => (
          <FutureNode entry={entry} several={several} orderId={timeline.orderId} key={`${at}.${entry.kind}`} />
        ))}
      </ol>
      {timeline.future.length === 0 && <p class="muted timeline-end">Nothing more is planned for this order.</p>}
    </section>
  );
}

/** The customer's own name of the item, where an order has several. */
function ItemTag({ entry, several }: { readonly entry: Entry; readonly several: boolean }) {
  return several && entry.itemId !== undefined ? <span class="tag">{entry.itemId}</span> : null;
}

function PastNode({ node, several }: { readonly node: TimelineNode; readonly several: boolean }) {
  const { entry, title, more, state, notes, event, failed } = node;
  return (
    <li class={failed ? 'node past failed' : 'node past'}>
      <details open={failed}>
        <summary>
          <span class="node-title">{readably(title)}</span>
          <ItemTag entry={entry} several={several} />
          {more && <span class="node-more">{readably(more)}</span>}
          {state && <State state={state} />}
          <span class="node-time">
            <When at={entry.at} short />
          </span>
        </summary>
        <dl class="facts">
          <Fact name="Virtual time" value={`${fullTime(entry.at)} London (${entry.at})`} />
          <Fact name="Kind" value={inWords(entry.kind.replaceAll('-', ' '))} />
          <Fact name="Item" value={entry.itemId} />
          <Fact name="Told" value={entry.text} />
        </dl>
      </details>
      {notes.map((note) => (
        <p class="node-text" key={note}>
          {readably(note)}
        </p>
      ))}
      <NodeCallback entry={entry} event={event} />
    </li>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface FutureNodeProps {
  readonly entry: Entry;
  readonly several: boolean;
  readonly orderId: string;
}

function FutureNode({ entry, several, orderId }: FutureNodeProps) {
  const api = useApi();
  const title = entry.milestone ?? entry.text ?? inWords(entry.kind);
  const more = entry.text !== undefined && entry.text !== title ? entry.text : undefined;
  return (
    <li class="node future">
      <details>
        <summary>
          <span class="node-title">{readably(title)}</span>
          <ItemTag entry={entry} several={several} />
          {more && <span class="node-more">{readably(more)}</span>}
          <span class="node-time">
            planned <When at={entry.at} short />
          </span>
        </summary>
        <div class="actions">
          <Act<Schemas['Advance']>
            call={{
              method: 'POST',
              path: api('/clock/advance'),
              body: entry.milestone ? { until: { orderId, milestone: entry.milestone } } : { to: entry.at },
            }}
            saying={sayAdvance}
          >
            Move the clock to here
          </Act>
        </div>
      </details>
      {entry.because && <p class="node-text because">{readably(entry.because)}</p>}
    </li>
  );
}
