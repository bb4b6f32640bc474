import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { MiniTimeline } from './mini-timeline.tsx';

interface FaultInjectionExample {
  readonly title: string;
  readonly text: string;
  readonly steps: readonly string[];
  readonly clientBehaviour: string;
  readonly faultInjection: { readonly operation: string; readonly times: number; readonly [member: string]: unknown };
}

/** Ready-made fault injections: counted, never random. For others: POST …/fault-injections. */
const faultInjectionExamples: readonly FaultInjectionExample[] = [
  {
    title: 'Callback endpoint down',
    text: 'Your listener answers 503 to the next five attempts, then it works again and the queue drains in order.',
    steps: ['Milestone reached', 'Attempt 1: 503', 'Backoff on the virtual clock', 'Attempt 6: delivered'],
    clientBehaviour: 'gets every event once the endpoint is back, oldest first, with the same ids.',
    faultInjection: { operation: 'callback', status: 503, times: 5 },
  },
  {
    title: 'Callbacks twice',
    text: 'The next three callbacks are delivered twice, as at-least-once delivery allows.',
    steps: ['Milestone reached', 'Delivered', 'Delivered again, same id'],
    clientBehaviour: 'processes each event id once.',
    faultInjection: { operation: 'callback', duplicate: true, times: 3 },
  },
  {
    title: 'Callbacks out of order',
    text: 'The next two callbacks arrive in reverse order.',
    steps: ['Milestone 1', 'Milestone 2', 'Callback 2', 'Callback 1'],
    clientBehaviour: 'relies on the times in the events, not on the order in which they arrive.',
    faultInjection: { operation: 'callback', reorder: true, times: 2 },
  },
  {
    title: 'Token endpoint down',
    text: 'The next three token requests are answered with 503.',
    steps: ['Token: 503', 'Token: 503', 'Token: 503', 'Token: 200'],
    clientBehaviour: 'waits and retries instead of giving up.',
    faultInjection: { operation: 'token', status: 503, times: 3 },
  },
  {
    title: 'Placing an order fails twice',
    text: 'The gateway answers 503 to the next two orders; the third is accepted.',
    steps: ['Order: 503', 'Order: 503', 'Order: 201'],
    clientBehaviour: 'retries without placing the order twice.',
    faultInjection: { operation: 'createProductOrder', status: 503, times: 2 },
  },
  {
    title: 'Connection lost after the order is accepted',
    text: 'The answer to the next order never arrives: the connection is reset after its headers.',
    steps: ['Order placed', 'Connection reset', 'Was it accepted?'],
    clientBehaviour: 'looks for the order by its external id before it sends it again.',
    faultInjection: { operation: 'createProductOrder', reset: 'afterHeaders', times: 1 },
  },
  {
    title: 'Slow quotes',
    text: 'The next three quotes take eight seconds each.',
    steps: ['Quote requested', '8 seconds', 'Quote answered'],
    clientBehaviour: 'applies its own timeout and reports what it is waiting for.',
    faultInjection: { operation: 'createQuote', delayMs: 8000, times: 3 },
  },
];

/** A card per ready-made fault injection. */
export function FaultInjectionCards() {
  const apiPath = useSandboxApiPath();
  return (
    <div class="cards">
      {faultInjectionExamples.map(({ title, text, steps, clientBehaviour, faultInjection }) => (
        <article class="card" key={title}>
          <h3>{title}</h3>
          <p class="card-text">{text}</p>
          <MiniTimeline steps={steps.map((text) => ({ text }))} />
          <p class="card-client">
            <strong>Your client:</strong> {clientBehaviour}
          </p>
          <div class="card-end">
            <ActionButton
              tone="primary"
              call={{ method: 'POST', path: apiPath('/fault-injections'), body: faultInjection }}
              successMessage={() => `Injected: ${title}`}
            >
              Inject
            </ActionButton>
          </div>
        </article>
      ))}
    </div>
  );
}
