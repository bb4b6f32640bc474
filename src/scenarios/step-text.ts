import { kindOf, type Step } from './scenario.ts';

/** A step in a few words, as reports and cards show it. */
export function stepText(step: Step): string {
  if ('call' in step) {
    const { call, body, params, repeat, token } = step;
    const what = typeof body === 'string' ? ` with ${body}` : body === undefined ? '' : ' with a body of its own';
    const named = Object.values(params ?? {}).join(', ');
    return [
      `call ${call}${named ? ` of ${named}` : what}`,
      ...(repeat === undefined ? [] : [`${repeat} times`]),
      ...(token === undefined || token === 'same' ? [] : [`${token} token`]),
    ].join(', ');
  }
  if ('advance' in step) return `advance ${typeof step.advance === 'string' ? step.advance : goalText(step.advance)}`;
  if ('fail' in step) return `fail: ${typeof step.fail === 'string' ? step.fail : faultText(step.fail)}`;
  if ('trouble' in step) return `trouble ${step.trouble}`;
  if ('wait for the client' in step) return `wait for the client to call ${step['wait for the client']}`;
  if ('resend' in step) return `resend what is ${step.resend}`;
  if ('expect' in step) return `expect ${Object.keys(step.expect).join(', ')}`;
  return `answer ${step.answer}${step.kind === undefined ? '' : ` to ${step.kind}`}`;
}

function goalText({ order, milestone, state }: { order: string; milestone?: string; state?: string }): string {
  return `until ${order} is ${milestone === undefined ? state : `at ${milestone}`}`;
}

function faultText({ operation, ...how }: { readonly operation: string }): string {
  const said = Object.entries(how).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return `${operation} (${said.join(', ')})`;
}

export const stepKind = (step: Step): string => kindOf(step) ?? 'step';
