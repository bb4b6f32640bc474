import type { DriverAdvanceRequest } from '#scenarios/drivers/scenario-driver';
import type {
  AdvanceStep,
  AnswerStep,
  InjectStep,
  ResendStep,
  ScenarioStep,
  SetbackStep,
} from '#scenarios/language/scenario';
import { substitute } from '#scenarios/language/values';
import { checkExpectation } from './check-expectation.ts';
import { awaitClientCall, performCallStep } from './perform-call.ts';
import type { ScenarioRun, StepOutcome } from './scenario-run.ts';

/** Performs one step of a running scenario. */
export async function performStep(run: ScenarioRun, raw: ScenarioStep): Promise<StepOutcome> {
  const step = substituteSavedValues(raw, run);
  if ('call' in step) return run.mode === 'run' ? performCallStep(run, step) : awaitClientCall(run, step.call, step);
  if ('awaitCall' in step) {
    if (run.mode === 'run') return { skipped: 'run: there is no client to wait for' };
    return awaitClientCall(run, step.awaitCall, step);
  }
  if ('expect' in step) return checkExpectation(run, step.expect, isCurrent(run, raw));
  if (run.mode === 'verify') return { skipped: 'verify: the sandbox is not changed' };
  if ('advance' in step) return performAdvance(run, step);
  if ('inject' in step) return performInject(run, step);
  if ('setback' in step) return performSetback(run, step);
  if ('resend' in step) return performResend(run, step);
  return performAnswer(run, step);
}

/**
 * Whether an expectation about callbacks concerns the present. In `verify` mode everything has already happened, so
 * only the last such expectation can be checked.
 */
function isCurrent({ mode, loaded }: ScenarioRun, step: ScenarioStep): boolean {
  const last = loaded.scenario.steps.findLast((step) => 'expect' in step && step.expect.callbacks !== undefined);
  return mode !== 'verify' || step === last;
}

/** Replaces references with saved values. The names under `save` are no references. */
function substituteSavedValues(step: ScenarioStep, { saved }: ScenarioRun): ScenarioStep {
  if (!('save' in step)) return substitute(step, saved);
  return { ...substitute(step, saved), save: step.save } as ScenarioStep;
}

const advanceGoals = ['next-milestone', 'next-event', 'completion'];

async function performAdvance({ driver }: ScenarioRun, { advance: to }: AdvanceStep): Promise<StepOutcome> {
  await driver.advance(parseAdvance(to));
  return {};
}

function parseAdvance(to: AdvanceStep['advance']): DriverAdvanceRequest {
  if (typeof to === 'object') {
    const { order, ...goal } = to;
    return { until: { orderId: order, ...goal } };
  }
  if (advanceGoals.includes(to)) return { until: to };
  return /^\d{4}-\d\d-\d\dT/.test(to) ? { to } : { by: to };
}

async function performInject({ driver }: ScenarioRun, { inject: injection }: InjectStep): Promise<StepOutcome> {
  if (injection === 'nothing') await driver.clearFaultInjections();
  else if (injection === 'tokens') await driver.expireTokens();
  else await driver.addFaultInjection(injection);
  return {};
}

/** Attaches a setback; a step without a match means the latest order. */
export async function performSetback(
  { driver, newestOrderId: newest }: ScenarioRun,
  step: Omit<SetbackStep, 'note'>,
): Promise<StepOutcome> {
  const { setback, order, externalId, product, postcode, at: afterStep, days } = step;
  const by = { orderId: order, externalId, product, postcode };
  const named = Object.entries(by).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (named.length === 0 && newest === undefined)
    return { message: 'The setback names no order, and no order was placed yet' };
  const match = named.length === 0 ? { orderId: newest as string } : Object.fromEntries(named);
  await driver.addSetback({
    match,
    setback,
    ...(afterStep === undefined ? {} : { at: afterStep }),
    ...(days === undefined ? {} : { days }),
  });
  return {};
}

async function performAnswer(
  { driver }: ScenarioRun,
  { answer: answerText, order, kind, members = {} }: AnswerStep,
): Promise<StepOutcome> {
  const waiting = (await driver.openActions()).filter(
    (openAction) =>
      (order === undefined || openAction.orderId === order) && (kind === undefined || openAction.kind === kind),
  );
  const [action, another] = waiting;
  if (!action) return { message: `No open action${kind === undefined ? '' : ` ${kind}`} is waiting for an answer` };
  if (another) {
    const kinds = waiting.map((openAction) => `${openAction.kind} of order ${openAction.orderId}`).join(', ');
    return { message: `Several open actions are waiting (${kinds}); name the order or the kind` };
  }
  await driver.answerOpenAction(action.id, answerText, members);
  return {};
}

async function performResend({ driver }: ScenarioRun, { resend: state }: ResendStep): Promise<StepOutcome> {
  await driver.resend(state);
  return {};
}
