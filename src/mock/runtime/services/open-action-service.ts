import { formatIsoUtcShort } from '#domain/calendar/working-time';
import { type OpenActionDocument, openActions } from '#domain/open-action/open-action';
import { type AnswerOptions, answerOpenAction } from '#domain/product-order/lifecycle/answer-open-action';
import { ControlRequestError } from '#runtime/control-request-error';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** Lists and answers open actions. Views have the shape of sandbox.yaml's OpenAction. */
export const openActionService = {
  list(sandbox: LiveSandbox, orderId: string | undefined, state: string | undefined): readonly object[] {
    const actions =
      orderId === undefined ? sandbox.reader.list(openActions) : sandbox.reader.find(openActions, 'orderId', orderId);
    return [...actions]
      .map(([, action]) => action)
      .filter((action) => state === undefined || action.state === state)
      .map((action) => openActionView(sandbox, action));
  },

  /**
   * Answers an open action and returns its view; undefined when it does not exist. Throws {@link ControlRequestError}:
   * 409 when it is closed or its item is being cancelled, 422 for an answer or appointment that it cannot have.
   */
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
    raised: formatIsoUtcShort(raisedAt),
    due: formatIsoUtcShort(due),
    text: title,
    who,
    answers: rules.answers.map((rule) => rule.answer),
    default: rules.silence.text,
    answer,
    chargeId,
  };
}
