import { addFault, checkFault, type Fault, type FaultSpec, faultLimits, faults, removeFault } from '../domain/fault.ts';
import type { Json, Reader, World } from '../domain/sandbox.ts';
import { Refusal } from './refusal.ts';

interface Live {
  readonly reader: Reader;
  change<T>(make: (world: World) => T): Promise<T>;
}

/** Faults of the wire, in the shapes of the control API: attach, list and remove while running. */
export class FaultDesk {
  readonly #operationIds: readonly string[];
  readonly #namesOf: ((operation: string) => readonly string[] | undefined) | undefined;

  /** `namesOf`: what a request of an operation may name; without it any `match` is taken. */
  constructor(operationIds: readonly string[], namesOf?: (operation: string) => readonly string[] | undefined) {
    this.#operationIds = operationIds;
    this.#namesOf = namesOf;
  }

  list(live: Live): readonly object[] {
    return [...live.reader.list(faults)].map(([, fault]) => faultView(fault));
  }

  /** Shape as sandbox.yaml's FaultAdd; refuses with 422 what could never strike. */
  async add(live: Live, spec: { readonly [member: string]: Json } | FaultSpec): Promise<object> {
    const wanted = spec as unknown as FaultSpec;
    const wrong = checkFault(wanted, this.#operationIds, this.#namesOf);
    if (wrong.length > 0) throw new Refusal(422, 'The fault cannot be used', wrong);
    const added = await live.change((world) => addFault(world, wanted));
    if (!added) throw new Refusal(507, `There are ${faultLimits.perSandbox} faults already; remove some`);
    return faultView(added);
  }

  /** False: no such fault. */
  async remove(live: Live, id: string): Promise<boolean> {
    return live.change((world) => removeFault(world, id));
  }
}

function faultView(fault: Fault): object {
  return { ...fault, times: fault.times ?? null };
}
