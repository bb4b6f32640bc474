import { Act } from '../parts/act.tsx';
import { useApi } from '../shell/sandbox.ts';
import { MiniTimeline } from './mini-timeline.tsx';

interface FaultCard {
  readonly title: string;
  readonly text: string;
  readonly steps: readonly string[];
  readonly client: string;
  readonly fault: { readonly operation: string; readonly times: number; readonly [member: string]: unknown };
}

/** Ready-made faults of the wire: counted, never by chance. Others: POST …/faults. */
const faults: readonly FaultCard[] = [
  {
    title: 'Callback endpoint down',
    text: 'Your listener answers 503 to the next five attempts, then it is well again and the queue drains in order.',
    steps: ['Milestone reached', 'Attempt 1: 503', 'Backoff on the virtual clock', 'Attempt 6: delivered'],
    client: 'gets every event once the endpoint is back, oldest first, with the same ids.',
    fault: { operation: 'callback', status: 503, times: 5 },
  },
  {
    title: 'Callbacks twice',
    text: 'The next three callbacks are delivered twice, as at-least-once delivery does one day.',
    steps: ['Milestone reached', 'Delivered', 'Delivered again, same id'],
    client: 'takes each event id once.',
    fault: { operation: 'callback', duplicate: true, times: 3 },
  },
  {
    title: 'Callbacks out of order',
    text: 'The next two callbacks overtake each other.',
    steps: ['Milestone 1', 'Milestone 2', 'Callback 2', 'Callback 1'],
    client: 'trusts the times in the events, not the order of their arrival.',
    fault: { operation: 'callback', reorder: true, times: 2 },
  },
  {
    title: 'Token endpoint down',
    text: 'The next three requests for a token are answered 503.',
    steps: ['Token: 503', 'Token: 503', 'Token: 503', 'Token: 200'],
    client: 'waits and tries again instead of giving up.',
    fault: { operation: 'token', status: 503, times: 3 },
  },
  {
    title: 'Placing an order fails twice',
    text: 'The gateway answers 503 to the next two orders; the third is taken.',
    steps: ['Order: 503', 'Order: 503', 'Order: 201'],
    client: 'tries again without placing the order twice.',
    fault: { operation: 'createProductOrder', status: 503, times: 2 },
  },
  {
    title: 'Connection lost after the order is taken',
    text: 'The answer to the next order never arrives: the connection is reset after its headers.',
    steps: ['Order placed', 'Connection reset', 'Was it taken?'],
    client: 'looks for the order by its external id before it sends it again.',
    fault: { operation: 'createProductOrder', reset: 'afterHeaders', times: 1 },
  },
  {
    title: 'Slow quotes',
    text: 'The next three quotes take eight seconds each.',
    steps: ['Quote asked', '8 seconds', 'Quote answered'],
    client: 'has a timeout of its own, and says what it waits for.',
    fault: { operation: 'createQuote', delayMs: 8000, times: 3 },
  },
];

export function FaultCards() {
  const api = useApi();
  return (
    <div class="cards">
      {faults.map(({ title, text, steps, client, fault }) => (
        <article class="card" key={title}>
          <h3>{title}</h3>
          <p class="card-text">{text}</p>
          <MiniTimeline steps={steps.map((text) => ({ text }))} />
          <p class="card-client">
            <strong>Your client:</strong> {client}
          </p>
          <div class="card-end">
            <Act
              tone="primary"
              call={{ method: 'POST', path: api('/faults'), body: fault }}
              saying={() => `Set: ${title}`}
            >
              Break it
            </Act>
          </div>
        </article>
      ))}
    </div>
  );
}
