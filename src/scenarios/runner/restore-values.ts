import { readBodyFile } from '#scenarios/language/body-files';
import type { Setup } from '#scenarios/language/scenario';
import { applyEdits, substitute, valueAt } from '#scenarios/language/values';
import { saveValues } from './perform-call.ts';
import type { ScenarioRun } from './scenario-run.ts';

/**
 * Restores the values that were saved when the sandbox was prepared: orders and services are found by the external id
 * in their body.
 */
export async function restoreValues(run: ScenarioRun): Promise<void> {
  const { assets = [], orders = [] } = run.loaded.scenario;
  const placed = await run.driver.orders();
  const services = await run.driver.assets();
  // Of several orders with one external id the latest is meant.
  const orderOf = (setup: Setup) => placed.findLast(({ externalId }) => externalId === findExternalId(run, setup));
  for (const setup of assets) {
    const leftServices = services.filter(({ orderId }) => orderId === orderOf(setup)?.id);
    saveValues(run, leftServices.length === 1 ? leftServices[0] : leftServices, setup.save, 'assets');
  }
  for (const setup of orders) {
    const order = orderOf(setup);
    if (!order) continue;
    run.newestOrderId = order.id;
    saveValues(run, order, setup.save, 'orders');
  }
}

function findExternalId({ loaded, saved }: ScenarioRun, { body, set: edits, without }: Setup): unknown {
  const bodyFile = typeof body === 'string' ? readBodyFile(body, loaded.folder) : { value: body };
  return 'refused' in bodyFile
    ? undefined
    : substitute(valueAt(applyEdits(bodyFile.value, edits, without), 'externalId'), saved);
}
