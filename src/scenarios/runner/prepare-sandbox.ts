import { parseInstant } from '#domain/calendar/working-time';
import { EtherboxError } from '#domain/core/etherbox-error';
import { dayMs } from '#domain/core/time-units';
import type { Scenario, Setup } from '#scenarios/language/scenario';
import { substitute, valueAt } from '#scenarios/language/values';
import { callOperation, saveValues } from './perform-call.ts';
import { performSetback } from './perform-step.ts';
import { newestRequestId, type ScenarioRun } from './scenario-run.ts';

/** The initial state of a scenario could not be created; the message says what and why. */
export class SetupError extends EtherboxError {
  static {
    SetupError.prototype.name = 'SetupError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_SETUP_FAILED', message, options);
  }
}

/** The longest journeys take about 90 working days, and installed services are older than that. */
const historyDays = 300;

/**
 * The virtual instant at which the sandbox must begin: earlier than the first step when services are already installed.
 */
export function sandboxStart({ start, assets = [] }: Scenario, defaultStart: string): string {
  const firstStep = start ?? defaultStart;
  const instant = parseInstant(firstStep);
  if (instant === undefined || assets.length === 0) return firstStep;
  return new Date(instant - historyDays * dayMs).toISOString();
}

/**
 * Creates the initial state on a new sandbox: addresses, installed services, open orders, fault injections and
 * setbacks. All of it is created as a customer would, through the APIs. With `start` undefined the clock stays where
 * this leaves it.
 */
export async function prepareSandbox(run: ScenarioRun, start: string | undefined): Promise<void> {
  const { scenario } = run.loaded;
  const { driver } = run;
  for (const [n, address] of (scenario.addresses ?? []).entries()) {
    await createFromSetup(run, 'createGeographicAddress', address, `addresses/${n}`);
  }
  await installAssets(run, start);
  await placeOrders(run);
  for (const faultInjection of scenario.faultInjections ?? [])
    await driver.addFaultInjection(substitute(faultInjection, run.saved));
  for (const setback of scenario.setbacks ?? []) {
    const { message } = await performSetback(run, substitute(setback, run.saved));
    if (message !== undefined) throw new SetupError(message);
  }
  const newest = newestRequestId((await driver.requests()).seen);
  if (newest !== undefined) run.lastPreparationRequestId = newest;
  run.preparationEventIds = new Set((await driver.events()).map(({ eventId }) => eventId));
}

/** Creates one document and returns its id. */
async function createFromSetup(run: ScenarioRun, operation: string, setup: Setup, where: string): Promise<string> {
  const { body, set: edits, without } = setup;
  const answer = await callOperation(run, {
    call: operation,
    body,
    ...(edits === undefined ? {} : { set: edits }),
    ...(without === undefined ? {} : { without }),
  });
  if ('missing' in answer) throw new SetupError(`${where}: ${answer.missing}`);
  if (typeof answer.status !== 'number' || answer.status >= 300) {
    throw new SetupError(`${where}: ${operation} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  run.lastAnswer = answer;
  return String(valueAt(answer.body, 'id'));
}

/** Completes orders before the start; saved values are read from the services that they created. */
async function installAssets(run: ScenarioRun, start: string | undefined): Promise<void> {
  const { assets = [] } = run.loaded.scenario;
  if (assets.length === 0) return;
  for (const [n, asset] of assets.entries()) {
    const orderId = await createFromSetup(run, 'createProductOrder', asset, `assets/${n}`);
    await run.driver.advance({ until: 'completion' });
    const leftServices = (await run.driver.assets()).filter((asset) => asset.orderId === orderId);
    if (leftServices.length === 0)
      throw new SetupError(`assets/${n}: the order completed without an installed service`);
    saveSetupValues(run, leftServices.length === 1 ? leftServices[0] : leftServices, asset, `assets/${n}`);
  }
  if (start !== undefined) await run.driver.advance({ to: start });
}

async function placeOrders(run: ScenarioRun): Promise<void> {
  const { orders = [] } = run.loaded.scenario;
  const placed: { readonly id: string; readonly milestone: string | undefined }[] = [];
  for (const [n, order] of orders.entries()) {
    const id = await createFromSetup(run, 'createProductOrder', order, `orders/${n}`);
    run.newestOrderId = id;
    saveSetupValues(run, run.lastAnswer?.body, order, `orders/${n}`);
    if (order.at !== undefined) await run.driver.advance({ until: { orderId: id, milestone: order.at } });
    placed.push({ id, milestone: order.at });
  }
  for (const [n, { id, milestone }] of placed.entries()) {
    if (milestone !== undefined) await requireMilestone(run, id, milestone, `orders/${n}`);
  }
}

async function requireMilestone({ driver }: ScenarioRun, id: string, milestone: string, where: string): Promise<void> {
  const passed = (await driver.timeline(id)).past.flatMap((entry) => entry.milestone ?? []);
  if (passed.at(-1) === milestone) return;
  const explanation = passed.includes(milestone)
    ? `it is already at ${passed.at(-1)}; list the most advanced order first`
    : `it did not reach this milestone; it passed ${passed.join(', ')}`;
  throw new SetupError(`${where}: order ${id} is not at ${milestone}: ${explanation}`);
}

function saveSetupValues(run: ScenarioRun, document: unknown, setup: Setup, where: string): void {
  const { differences: [missing] = [] } = saveValues(run, document, setup.save, where);
  if (missing) throw new SetupError(`${missing.pointer}: ${String(missing.expected)} is missing`);
}
