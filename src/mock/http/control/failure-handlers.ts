import type { Json } from '#domain/core/json';
import { ControlRequestError } from '#runtime/control-request-error';
import { type ControlCall, type ControlHandlers, created, noContent, ok } from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';

type JsonMembers = { readonly [member: string]: Json };

/** Handlers that cause failures: fault injections and setbacks. */
export function failureHandlers({ sandboxes, faultInjections, setbacks }: ControlDependencies): ControlHandlers {
  const sandboxOf = ({ params }: ControlCall) => sandboxes.getOrThrow(params.sandboxId as string);
  const listReply = (items: readonly object[]) => ok({ items, total: items.length });
  return {
    listFaultInjections: (call) => listReply(faultInjections.list(sandboxOf(call))),
    addFaultInjection: async (call) => created(await faultInjections.add(sandboxOf(call), call.body as JsonMembers)),
    async removeFaultInjection(call) {
      if (!(await faultInjections.remove(sandboxOf(call), call.params.faultInjectionId as string)))
        throw new ControlRequestError(404, 'Fault injection not found');
      return noContent;
    },
    listSetbacks: (call) => listReply(setbacks.list(sandboxOf(call))),
    addSetback: async (call) => created(await setbacks.add(sandboxOf(call), call.body as JsonMembers)),
    retrieveSetback(call) {
      const setback = setbacks.get(sandboxOf(call), call.params.setbackId as string);
      if (!setback) throw new ControlRequestError(404, 'Setback not found');
      return ok(setback);
    },
    async removeSetback(call) {
      if (!(await setbacks.remove(sandboxOf(call), call.params.setbackId as string))) {
        throw new ControlRequestError(404, 'Setback not found');
      }
      return noContent;
    },
  };
}
