import { formatIsoUtcShort } from '#domain/calendar/working-time';
import {
  attachSetback,
  type SetbackDocument,
  type SetbackRequest,
  setbacks,
} from '#domain/product-order/lifecycle/setback';
import { progress } from '#domain/product-order/order-documents';
import { ControlRequestError } from '#runtime/control-request-error';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** Attaches, lists and removes setbacks. Views have the shape of sandbox.yaml's SetbackSet. */
export const setbackService = {
  list: (sandbox: LiveSandbox): readonly object[] =>
    [...sandbox.reader.list(setbacks)].map(([, setback]) => setbackView(sandbox, setback)),

  get(sandbox: LiveSandbox, id: string): object | undefined {
    const setback = sandbox.reader.get(setbacks, id);
    return setback && setbackView(sandbox, setback);
  },

  /**
   * Attaches a setback to present and future orders. Returns its view with the orders that have it (`applied`) and those
   * that are past it (`notApplicable`). Throws {@link ControlRequestError} 422 for a setback that no order can have.
   */
  async add(sandbox: LiveSandbox, setbackAdd: object): Promise<object> {
    const request = setbackAdd as SetbackRequest;
    const before = sandbox.moment;
    const attached = await sandbox.transact(
      (transaction, referenceData) => attachSetback(transaction, referenceData, request),
      (outcome) => !('refused' in outcome),
    );
    if ('refused' in attached) {
      const pointers = {
        'unknown order': '/match/orderId',
        'unknown setback': '/setback',
        'unknown product': '/match/product',
        'no such setback there': '/setback',
        'too late': '/match/orderId',
        match: '/match',
      } as const;
      const pointer = pointers[attached.refused];
      const { orderId, product } = request.match;
      const got = {
        '/setback': request.setback,
        '/match/product': product,
        '/match/orderId': orderId,
        '/match': request.match,
      };
      const expected = attached.expected ?? expectedByPointer[pointer];
      throw new ControlRequestError(422, attached.message, [{ pointer, got: got[pointer], expected }]);
    }
    sandbox.recordIntervention({ kind: 'setback', setback: setbackAdd }, before);
    const { setback, applied, notApplicable } = attached;
    return { ...setbackView(sandbox, setback), applied, notApplicable };
  },

  /** Removes a setback; false when none has this id. Orders that already have its steps keep them. */
  async remove(sandbox: LiveSandbox, id: string): Promise<boolean> {
    const before = sandbox.moment;
    const removed = await sandbox.transact((transaction) => {
      if (transaction.get(setbacks, id) === undefined) return false;
      transaction.remove(setbacks, id);
      return true;
    });
    if (removed) sandbox.recordIntervention({ kind: 'setbackRemoved', setbackId: id }, before);
    return removed;
  },
};

function setbackView({ reader }: LiveSandbox, { attachedAt, ...setback }: SetbackDocument) {
  const { orderId } = setback.match;
  const orderIds = orderId !== undefined && reader.get(progress, orderId) ? [orderId] : [];
  return { ...setback, attachedAt: formatIsoUtcShort(attachedAt), ...(orderIds.length > 0 ? { orderIds } : {}) };
}

const expectedByPointer = {
  '/setback': 'a setback',
  '/match/product': 'a product',
  '/match/orderId': 'an order in progress to which it can still apply',
  '/match': 'exactly one of orderId, externalId, product, postcode',
};
