import type { Json } from '../domain/sandbox.ts';
import { Refusal } from '../runtime/refusal.ts';
import { type ControlCall, type ControlHandlers, created, done, ok } from './control-call.ts';
import type { ControlPort } from './control-port.ts';

type Members = { readonly [member: string]: Json };

/** Making things go wrong on purpose: faults of the wire, troubles of the business. */
export function faultHandlers({ sandboxes, faults, troubles }: ControlPort): ControlHandlers {
  const find = ({ params }: ControlCall) => sandboxes.mustGet(params.sandboxId as string);
  const whole = (items: readonly object[]) => ok({ items, total: items.length });
  return {
    listFaults: (call) => whole(faults.list(find(call))),
    addFault: async (call) => created(await faults.add(find(call), call.body as Members)),
    async removeFault(call) {
      if (!(await faults.remove(find(call), call.params.faultId as string))) throw new Refusal(404, 'No such fault');
      return done;
    },
    listTroubles: (call) => whole(troubles.list(find(call))),
    addTrouble: async (call) => created(await troubles.add(find(call), call.body as Members)),
    retrieveTrouble(call) {
      const trouble = troubles.get(find(call), call.params.troubleId as string);
      if (!trouble) throw new Refusal(404, 'No such trouble');
      return ok(trouble);
    },
    async removeTrouble(call) {
      if (!(await troubles.remove(find(call), call.params.troubleId as string))) {
        throw new Refusal(404, 'No such trouble');
      }
      return done;
    },
  };
}
