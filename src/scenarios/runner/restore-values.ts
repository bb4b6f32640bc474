import { readBodyFile } from '#scenarios/language/body-files';
import type { Setup } from '#scenarios/language/scenario';
import { applyEdits, substitute, valueAt } from '#scenarios/language/values';
import { saveValues } from './perform-call.ts';
import type { ScenarioRun } from './scenario-run.ts';

/**
 * The values that a world saved when it was prepared, by whomever: orders and services are found again by the external id
 * that their body gave them.
 */
export async function restoreValues(run: ScenarioRun): Promise<void> {
  const { assets = [], orders = [] } = run.loaded.scenario;
  const placed = await run.driver.orders();
  const services = await run.driver.assets();
  // Of several with one external id the newest is meant.
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
