import type { Json } from '#domain/core/json';
import type { StateReader, Transaction } from '#domain/core/sandbox-state';
import {
  addFaultInjection,
  type FaultInjection,
  type FaultInjectionSpec,
  faultInjectionLimits,
  faultInjections,
  removeFaultInjection,
  validateFaultInjection,
} from '#domain/fault-injection/fault-injection';
import { ControlRequestError } from '#runtime/control-request-error';

interface FaultInjectionTarget {
  readonly reader: StateReader;
  transact<T>(make: (transaction: Transaction) => T): Promise<T>;
}

/** Adds, lists and removes fault injections, in the shapes of the control API. */
export class FaultInjectionService {
  readonly #operationIds: readonly string[];
  readonly #matchableNames: ((operation: string) => readonly string[] | undefined) | undefined;

  /** `matchableNames` returns the names that a request of an operation may have; without it any `match` is accepted. */
  constructor(operationIds: readonly string[], matchableNames?: (operation: string) => readonly string[] | undefined) {
    this.#operationIds = operationIds;
    this.#matchableNames = matchableNames;
  }

  list(sandbox: FaultInjectionTarget): readonly object[] {
    return [...sandbox.reader.list(faultInjections)].map(([, injection]) => faultInjectionView(injection));
  }

  /**
   * Adds an injection (sandbox.yaml's FaultInjectionAdd) and returns its view. Throws {@link ControlRequestError}: 422
   * for one that could never apply, 507 beyond the limit.
   */
  async add(
    sandbox: FaultInjectionTarget,
    spec: { readonly [member: string]: Json } | FaultInjectionSpec,
  ): Promise<object> {
    const wanted = spec as unknown as FaultInjectionSpec;
    const violations = validateFaultInjection(wanted, this.#operationIds, this.#matchableNames);
    if (violations.length > 0) throw new ControlRequestError(422, 'Invalid fault injection', violations);
    const added = await sandbox.transact((transaction) => addFaultInjection(transaction, wanted));
    if (!added)
      throw new ControlRequestError(
        507,
        `Limit reached: ${faultInjectionLimits.maxPerSandbox} fault injections; remove some first`,
      );
    return faultInjectionView(added);
  }

  /** Removes an injection; false when none has this id. */
  async remove(sandbox: FaultInjectionTarget, id: string): Promise<boolean> {
    return sandbox.transact((transaction) => removeFaultInjection(transaction, id));
  }
}

/** An injection in the shape of the control API. */
function faultInjectionView({ remainingUses, hits, ...injection }: FaultInjection): object {
  return { ...injection, left: remainingUses, hits, times: injection.times ?? null };
}
