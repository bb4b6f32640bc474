import { type OpenActionDocument, openActions } from '../domain/product-order/open-action.ts';
import { type AnswerMore, answerOpenAction } from '../domain/product-order/open-action-answer.ts';
import { progress } from '../domain/product-order/order-documents.ts';
import { attachTrouble, type TroubleDocument, type TroubleRequest, troubles } from '../domain/product-order/trouble.ts';
import type { Instant } from '../domain/sandbox.ts';
import type { LiveSandbox } from './live-sandbox.ts';
import { Refusal } from './refusal.ts';

/** What a provisioning desk does beside the customer: answer open actions, and see that something goes wrong. */

const instantText = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** Shapes as sandbox.yaml's TroubleSet. */
export const troubleDesk = {
  list: (live: LiveSandbox): readonly object[] =>
    [...live.reader.list(troubles)].map(([, trouble]) => troubleView(live, trouble)),

  get(live: LiveSandbox, id: string): object | undefined {
    const trouble = live.reader.get(troubles, id);
    return trouble && troubleView(live, trouble);
  },

  /** Refuses with 422 what no order can meet, naming the member that is wrong. */
  async add(live: LiveSandbox, given: object): Promise<object> {
    const asked = given as TroubleRequest;
    const before = live.moment;
    const attached = await live.change(
      (world, ground) => attachTrouble(world, ground, asked),
      (made) => !('refused' in made),
    );
    if ('refused' in attached) {
      const pointers = {
        'unknown order': '/match/orderId',
        'unknown trouble': '/trouble',
        'unknown product': '/match/product',
        'no such trouble there': '/trouble',
        'too late': '/match/orderId',
        match: '/match',
      } as const;
      const pointer = pointers[attached.refused];
      const { orderId, product } = asked.match;
      const got = {
        '/trouble': asked.trouble,
        '/match/product': product,
        '/match/orderId': orderId,
        '/match': asked.match,
      };
      const expected = attached.expected ?? expectedThere[pointer];
      throw new Refusal(422, attached.message, [{ pointer, got: got[pointer], expected }]);
    }
    live.intervened({ kind: 'trouble', trouble: given }, before);
    const { trouble, met, missed } = attached;
    return { ...troubleView(live, trouble), met, missed };
  },

  /** What it put into orders already stays there; later ones do not meet it. False: no such trouble. */
  async remove(live: LiveSandbox, id: string): Promise<boolean> {
    const before = live.moment;
    const removed = await live.change((world) => {
      if (world.get(troubles, id) === undefined) return false;
      world.remove(troubles, id);
      return true;
    });
    if (removed) live.intervened({ kind: 'troubleRemoved', troubleId: id }, before);
    return removed;
  },
};

function troubleView({ reader }: LiveSandbox, { attachedAt, ...trouble }: TroubleDocument) {
  const { orderId } = trouble.match;
  const orderIds = orderId !== undefined && reader.get(progress, orderId) ? [orderId] : [];
  return { ...trouble, attachedAt: instantText(attachedAt), ...(orderIds.length > 0 ? { orderIds } : {}) };
}

const expectedThere = {
  '/trouble': 'a trouble',
  '/match/product': 'a product',
  '/match/orderId': 'an order in flight that can still meet it',
  '/match': 'exactly one of orderId, externalId, product, postcode',
};

/** Shapes as sandbox.yaml's OpenAction. */
export const openActionDesk = {
  list(live: LiveSandbox, orderId: string | undefined, state: string | undefined): readonly object[] {
    const found =
      orderId === undefined ? live.reader.list(openActions) : live.reader.find(openActions, 'orderId', orderId);
    return [...found]
      .map(([, action]) => action)
      .filter((action) => state === undefined || action.state === state)
      .map((action) => openActionView(live, action));
  },

  /** Undefined: no such open action. Refuses with 409 what is closed, with 422 an answer that is none. */
  async answer(
    live: LiveSandbox,
    id: string,
    { answer, ...more }: { readonly answer: string } & AnswerMore,
  ): Promise<object | undefined> {
    const before = live.moment;
    const answered = await live.change(
      (world, ground) => answerOpenAction(world, ground, id, answer, more),
      (made) => !('refused' in made),
    );
    if (!('refused' in answered)) {
      live.intervened({ kind: 'answer', openActionId: id, answer: { ...more, answer } }, before);
      return openActionView(live, answered);
    }
    const { refused, message } = answered;
    if (refused === 'unknown') return undefined;
    const pointer = refused === 'appointment' ? '/appointmentId' : refused === 'not an answer' ? '/answer' : '';
    const status = refused === 'closed' || refused === 'cancelling' ? 409 : 422;
    const got = { '/appointmentId': more.appointmentId, '/answer': answer, '': id }[pointer];
    throw new Refusal(status, message, [{ pointer, got, expected: answered.expected ?? expectedOf[refused] }]);
  },
};

const expectedOf = {
  'not an answer': 'one of its answers',
  appointment: 'the id of a free appointment',
  closed: 'an open action that is open',
  cancelling: 'an item that is not being cancelled',
};

function openActionView({ ground }: LiveSandbox, action: OpenActionDocument) {
  const rules = ground.journeys.openAction(action.kind);
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
    answers: rules.answers.map((one) => one.answer),
    default: rules.silence.text,
    answer,
    chargeId,
  };
}
