import type { JsonMap } from '#contracts/pact/pact-file';
import type { ProviderSandbox } from '#contracts/verify/contract-provider';
import type { StateProvider } from '#contracts/verify/provider-states';
import { orderPath, sampleOrder } from './sample-orders.ts';

export const provide: object = sampleOrder('etherway-fibre-provide');

async function placeOrder(sandbox: ProviderSandbox, body: object): Promise<JsonMap> {
  const answer = await fetch(`${sandbox.baseUrl}${orderPath}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.token()}`,
      'apigw-tracking-header': 'state',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`the order was answered with ${answer.status}`);
  const { id } = (await answer.json()) as { readonly id: string };
  return { orderId: id };
}

/** Provider states of hand-written contracts, without scenario files. */
export const testProviderStates: StateProvider = {
  async prepare({ name, params }, sandbox) {
    if (name === 'an order has been placed') return placeOrder(sandbox, { ...provide, ...params });
    if (name === 'an order is complete') {
      const values = await placeOrder(sandbox, { ...provide, ...params });
      await sandbox.control.post('~/clock/advance', { until: 'completion' });
      return values;
    }
    if (name === 'a state that breaks') throw new Error('it broke');
    return undefined;
  },
};
