import { readFileSync } from 'node:fs';
import type { JsonMap } from '../../src/contracts/pact-file.ts';
import type { World } from '../../src/contracts/provider.ts';
import type { StateSource } from '../../src/contracts/provider-states.ts';

const read = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../fixtures/requests/${name}.json`, import.meta.url), 'utf8')) as object;

export const orderPath = '/v1/productOrderingManagement/productOrder';
export const provide = read('etherway-fibre-provide');

async function placeOrder(world: World, body: object): Promise<JsonMap> {
  const answer = await fetch(`${world.baseUrl}${orderPath}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.token()}`,
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
export const testStates: StateSource = {
  async prepare({ name, params }, world) {
    if (name === 'an order has been placed') return placeOrder(world, { ...provide, ...params });
    if (name === 'an order is complete') {
      const values = await placeOrder(world, { ...provide, ...params });
      await world.control.post('~/clock/advance', { until: 'completion' });
      return values;
    }
    if (name === 'a state that breaks') throw new Error('it broke');
    return undefined;
  },
};
