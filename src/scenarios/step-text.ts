import { findStepKind, type ScenarioStep } from './scenario.ts';

/** A step in a few words, as reports and cards show it. */
export function describeStep(step: ScenarioStep): string {
  if ('call' in step) {
    const { call, body, params, repeat, token } = step;
    const bodyText = typeof body === 'string' ? ` with ${body}` : body === undefined ? '' : ' with a body of its own';
    const parameterText = Object.values(params ?? {}).join(', ');
    return [
      `call ${call}${parameterText ? ` of ${parameterText}` : bodyText}`,
      ...(repeat === undefined ? [] : [`${repeat} times`]),
      ...(token === undefined || token === 'same' ? [] : [`${token} token`]),
    ].join(', ');
  }
  if ('advance' in step)
    return `advance ${typeof step.advance === 'string' ? step.advance : describeGoal(step.advance)}`;
  if ('inject' in step)
    return `inject: ${typeof step.inject === 'string' ? step.inject : describeInjection(step.inject)}`;
  if ('setback' in step) return `setback ${step.setback}`;
  if ('awaitCall' in step) return `wait for the client to call ${step.awaitCall}`;
  if ('resend' in step) return `resend what is ${step.resend}`;
  if ('expect' in step) return `expect ${Object.keys(step.expect).join(', ')}`;
  return `answer ${step.answer}${step.kind === undefined ? '' : ` to ${step.kind}`}`;
}

function describeGoal({ order, milestone, state }: { order: string; milestone?: string; state?: string }): string {
  return `until ${order} is ${milestone === undefined ? state : `at ${milestone}`}`;
}

function describeInjection({ operation, ...effects }: { readonly operation: string }): string {
  const parts = Object.entries(effects).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return `${operation} (${parts.join(', ')})`;
}

export const stepKindOf = (step: ScenarioStep): string => findStepKind(step) ?? 'step';
