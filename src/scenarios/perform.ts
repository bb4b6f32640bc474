import { expectStep } from './expect.ts';
import { callAsClient, waitForClient } from './perform-call.ts';
import type { Done, Play } from './play.ts';
import type { AdvanceStep, AnswerStep, FailStep, ResendStep, Step, TroubleStep } from './scenario.ts';
import type { AdvanceRequest } from './stage.ts';
import { filled } from './values.ts';

/** One step of a scenario that is under way. */
export async function perform(play: Play, raw: Step): Promise<Done> {
  const step = withoutSaves(raw, play);
  if ('call' in step) return play.mode === 'played' ? callAsClient(play, step) : waitForClient(play, step.call, step);
  if ('wait for the client' in step) {
    if (play.mode === 'played') return { skipped: 'played: there is no client to wait for' };
    return waitForClient(play, step['wait for the client'], step);
  }
  if ('expect' in step) return expectStep(play, step.expect, isAboutNow(play, raw));
  if (play.mode === 'judged') return { skipped: 'judged: the world is left as it is' };
  if ('advance' in step) return advance(play, step);
  if ('fail' in step) return fail(play, step);
  if ('trouble' in step) return attachTrouble(play, step);
  if ('resend' in step) return resend(play, step);
  return answer(play, step);
}

/**
 * Whether what an expectation says of callbacks is about this moment. Judged, everything has happened: what was to have
 * arrived at a moment on the way can no longer be told, and only the last such expectation can.
 */
function isAboutNow({ mode, loaded }: Play, step: Step): boolean {
  const last = loaded.scenario.steps.findLast((one) => 'expect' in one && one.expect.callbacks !== undefined);
  return mode !== 'judged' || step === last;
}

/** Saved values in their places. What is to be saved is no value but a place. */
function withoutSaves(step: Step, { saved }: Play): Step {
  if (!('save' in step)) return filled(step, saved);
  return { ...filled(step, saved), save: step.save } as Step;
}

const untils = ['next-milestone', 'next-event', 'completion'];

async function advance({ stage }: Play, { advance: to }: AdvanceStep): Promise<Done> {
  await stage.advance(advanceRequest(to));
  return {};
}

function advanceRequest(to: AdvanceStep['advance']): AdvanceRequest {
  if (typeof to === 'object') {
    const { order, ...goal } = to;
    return { until: { orderId: order, ...goal } };
  }
  if (untils.includes(to)) return { until: to };
  return /^\d{4}-\d\d-\d\dT/.test(to) ? { to } : { by: to };
}

async function fail({ stage }: Play, { fail: what }: FailStep): Promise<Done> {
  if (what === 'nothing') await stage.clearFaults();
  else if (what === 'tokens') await stage.expireTokens();
  else await stage.addFault(what);
  return {};
}

export async function attachTrouble({ stage, order: newest }: Play, step: Omit<TroubleStep, 'note'>): Promise<Done> {
  const { trouble, order, externalId, product, postcode, at, days } = step;
  const by = { orderId: order, externalId, product, postcode };
  const named = Object.entries(by).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (named.length === 0 && newest === undefined)
    return { message: 'No order was placed yet, and the trouble names none' };
  const match = named.length === 0 ? { orderId: newest as string } : Object.fromEntries(named);
  await stage.addTrouble({
    match,
    trouble,
    ...(at === undefined ? {} : { at }),
    ...(days === undefined ? {} : { days }),
  });
  return {};
}

async function answer({ stage }: Play, { answer: given, order, kind, with: more = {} }: AnswerStep): Promise<Done> {
  const waiting = (await stage.openActions()).filter(
    (one) => (order === undefined || one.orderId === order) && (kind === undefined || one.kind === kind),
  );
  const [action, another] = waiting;
  if (!action) return { message: `No open action${kind === undefined ? '' : ` ${kind}`} waits for an answer` };
  if (another) {
    const kinds = waiting.map((one) => `${one.kind} of order ${one.orderId}`).join(', ');
    return { message: `Several open actions wait (${kinds}); name its order or kind` };
  }
  await stage.answer(action.id, given, more);
  return {};
}

async function resend({ stage }: Play, { resend: state }: ResendStep): Promise<Done> {
  await stage.resend(state);
  return {};
}
