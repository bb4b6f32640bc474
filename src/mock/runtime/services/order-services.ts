import type { Instant } from '#domain/core/sandbox-state';
import type { OpenActionDocument } from '#domain/open-action/open-action';
import { openActions } from '#domain/open-action/open-action';
import { type AnswerOptions, answerOpenAction } from '#domain/product-order/lifecycle/answer-open-action';
import {
  attachSetback,
  type SetbackDocument,
  type SetbackRequest,
  setbacks,
} from '#domain/product-order/lifecycle/setback';
import { progress } from '#domain/product-order/order-documents';
import { ControlRequestError } from '#runtime/control-request-error';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** What a provisioning desk does beside the customer: answer open actions, and see that something goes wrong. */

const instantText = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** Shapes as sandbox.yaml's TroubleSet. */
export const setbackService = {
  list: (sandbox: LiveSandbox): readonly object[] =>
    [...sandbox.reader.list(setbacks)].map(([, setback]) => setbackView(sandbox, setback)),

  get(sandbox: LiveSandbox, id: string): object | undefined {
    const setback = sandbox.reader.get(setbacks, id);
    return setback && setbackView(sandbox, setback);
  },

  /** Refuses with 422 what no order can meet, naming the member that is wrong. */
  async add(sandbox: LiveSandbox, given: object): Promise<object> {
    const request = given as SetbackRequest;
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
    sandbox.recordIntervention({ kind: 'setback', setback: given }, before);
    const { setback, applied, notApplicable } = attached;
    return { ...setbackView(sandbox, setback), met: applied, missed: notApplicable };
  },

  /** What it put into orders already stays there; later ones do not meet it. False: no such trouble. */
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
  return { ...setback, attachedAt: instantText(attachedAt), ...(orderIds.length > 0 ? { orderIds } : {}) };
}

const expectedByPointer = {
  '/setback': 'a setback',
  '/match/product': 'a product',
  '/match/orderId': 'an order in flight that can still meet it',
  '/match': 'exactly one of orderId, externalId, product, postcode',
};

/** Shapes as sandbox.yaml's OpenAction. */
export const openActionService = {
  list(sandbox: LiveSandbox, orderId: string | undefined, state: string | undefined): readonly object[] {
    const found =
      orderId === undefined ? sandbox.reader.list(openActions) : sandbox.reader.find(openActions, 'orderId', orderId);
    return [...found]
      .map(([, action]) => action)
      .filter((action) => state === undefined || action.state === state)
      .map((action) => openActionView(sandbox, action));
  },

  /** Undefined: no such open action. Refuses with 409 what is closed, with 422 an answer that is none. */
  async answer(
    sandbox: LiveSandbox,
    id: string,
    { answer, ...extra }: { readonly answer: string } & AnswerOptions,
  ): Promise<object | undefined> {
    const before = sandbox.moment;
    const answered = await sandbox.transact(
      (transaction, referenceData) => answerOpenAction(transaction, referenceData, id, answer, extra),
      (outcome) => !('refused' in outcome),
    );
    if (!('refused' in answered)) {
      sandbox.recordIntervention({ kind: 'answer', openActionId: id, answer: { ...extra, answer } }, before);
      return openActionView(sandbox, answered);
    }
    const { refused, message } = answered;
    if (refused === 'unknown') return undefined;
    const pointer = refused === 'appointment' ? '/appointmentId' : refused === 'not an answer' ? '/answer' : '';
    const status = refused === 'closed' || refused === 'cancelling' ? 409 : 422;
    const got = { '/appointmentId': extra.appointmentId, '/answer': answer, '': id }[pointer];
    throw new ControlRequestError(status, message, [
      { pointer, got, expected: answered.expected ?? expectedByRefusal[refused] },
    ]);
  },
};

const expectedByRefusal = {
  'not an answer': 'one of its answers',
  appointment: 'the id of a free appointment',
  closed: 'an open action that is open',
  cancelling: 'an item that is not being cancelled',
};

function openActionView({ referenceData }: LiveSandbox, action: OpenActionDocument) {
  const rules = referenceData.journeys.openActionRules(action.kind);
  const { id, orderId, itemId, kind, state, raisedAt, due, title, who, answer, chargeId } = action;
  return {
    id,
    orderId,
    itemId,
    kind,
    state,
    raised: instantText(raisedAt),
    due: instantText(due),
    text: title,
    who,
    answers: rules.answers.map((rule) => rule.answer),
    default: rules.silence.text,
    answer,
    chargeId,
  };
}
