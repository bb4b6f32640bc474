import type { Egress } from '#runtime/egress/egress';
import type { ListenerCheck } from './listener-report.ts';
import type { ListenerSandbox } from './listener-sandbox.ts';

const endStateTitle = 'knows the final state of every order';

/** Reads the customer's own view of each order, and compares it with the order in the sandbox. */
export async function compareProbe(
  egress: Egress,
  probeUrl: string | undefined,
  listenerSandbox: ListenerSandbox,
  timeoutMs: number,
): Promise<ListenerCheck> {
  const name = 'end-state';
  if (probeUrl === undefined) {
    const detail = 'no probe URL (--probe), so the final states were not compared';
    return { name, title: endStateTitle, outcome: 'not-seen', detail };
  }
  const differing: string[] = [];
  const orders = listenerSandbox.orders();
  for (const { orderId, externalId, state } of orders) {
    const view = await probeOrder(egress, fillProbeUrl(probeUrl, orderId, externalId), timeoutMs);
    const difference =
      'error' in view ? view.error : compareProbedOrder(view, state, listenerSandbox.events(orderId).length);
    if (difference !== undefined) differing.push(`order ${orderId} (${externalId}): ${difference}`);
  }
  if (differing.length === 0)
    return { name, title: endStateTitle, outcome: 'passed', detail: `${orders.length} orders compared` };
  const more = differing.length > 5 ? `\nand ${differing.length - 5} more` : '';
  return { name, title: endStateTitle, outcome: 'failed', detail: differing.slice(0, 5).join('\n') + more };
}

function fillProbeUrl(probeUrl: string, orderId: string, externalId: string): string {
  return probeUrl
    .replaceAll('{orderId}', encodeURIComponent(orderId))
    .replaceAll('{externalId}', encodeURIComponent(externalId));
}

interface ProbedOrder {
  readonly state?: unknown;
  readonly events?: unknown;
}

async function probeOrder(
  egress: Egress,
  url: string,
  timeoutMs: number,
): Promise<ProbedOrder | { readonly error: string }> {
  const headers = { accept: 'application/json', 'accept-encoding': 'identity' };
  const outcome = await egress.send({
    url,
    method: 'GET',
    headers,
    body: '',
    timeoutMs,
    timeoutName: '--callback-timeout',
  });
  if ('failure' in outcome) return { error: `the probe failed: ${outcome.error}` };
  try {
    const view: unknown = JSON.parse(outcome.body);
    if (typeof view === 'object' && view !== null) return view;
  } catch {
    // Reported below.
  }
  return { error: 'the probe did not answer with a JSON object' };
}

function compareProbedOrder(view: ProbedOrder, state: string, events: number): string | undefined {
  if (String(view.state).toLowerCase() !== state.toLowerCase()) {
    return `the listener has state "${String(view.state)}", the order has state "${state}"`;
  }
  const counted = Array.isArray(view.events) ? view.events.length : view.events;
  if (typeof counted !== 'number' || counted === events) return undefined;
  const what = counted > events ? 'some were counted twice' : 'some were lost';
  return `the listener counts ${counted} events, there were ${events}: ${what}`;
}
