import { toJsonText } from '#domain/core/json';
import { ControlRequestError } from '#runtime/control-request-error';
import type { BrowseKind } from '#runtime/services/browse';
import {
  type ControlCall,
  type ControlHandler,
  type ControlHandlers,
  ok,
  pageView,
  readPageRange,
} from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Lists the documents of a sandbox without a bearer token, for the dashboard, the command line and tests. */
export function browseHandlers(dependencies: ControlDependencies): ControlHandlers {
  const sandboxOf = ({ params }: ControlCall) => dependencies.sandboxes.getOrThrow(params.sandboxId as string);
  const listHandler =
    (kind: BrowseKind): ControlHandler =>
    (call) => {
      const live = sandboxOf(call);
      const searchText = call.query.q?.toLowerCase();
      const page = readPageRange(call);
      const { list: listAll, size } = dependencies.browse[kind];
      // Build views only for the page that is shown.
      if (searchText === undefined)
        return ok({ items: takeFirst(page.limit, listAll(live, page.offset)), total: size(live), ...page });
      const matching = [...listAll(live)].filter((retrieve) => toJsonText(retrieve).toLowerCase().includes(searchText));
      return ok(pageView(matching, page));
    };
  const retrieve =
    (kind: BrowseKind, name: string): ControlHandler =>
    (call) => {
      const document = dependencies.browse[kind].get(sandboxOf(call), call.params.itemId as string);
      if (!document) throw new ControlRequestError(404, `${name} not found`);
      return ok(document);
    };
  return {
    browseOrders: listHandler('orders'),
    browseOrder: retrieve('orders', 'Order'),
    browseQuotes: listHandler('quotes'),
    browseQuote: retrieve('quotes', 'Quote'),
    browseAddresses: listHandler('addresses'),
    browseAddress: retrieve('addresses', 'Address'),
    browseAppointments: listHandler('appointments'),
    browseAppointment: retrieve('appointments', 'Appointment'),
    browseQualifications: listHandler('qualifications'),
    browseQualification: retrieve('qualifications', 'Qualification'),
    browseAssets: listHandler('assets'),
    browseAsset: retrieve('assets', 'Asset'),
    listOpenActions(call) {
      const { orderId, state } = call.query;
      return ok(pageView(dependencies.openActions.list(sandboxOf(call), orderId, state), readPageRange(call)));
    },
    async answerOpenAction(call) {
      const answer = call.body as { readonly answer: string };
      const answered = await dependencies.openActions.answer(
        sandboxOf(call),
        call.params.openActionId as string,
        answer,
      );
      if (!answered) throw new ControlRequestError(404, 'Open action not found');
      return ok(answered);
    },
  };
}

function takeFirst<T>(count: number, from: Iterable<T>): T[] {
  const page: T[] = [];
  if (count === 0) return page;
  for (const one of from) if (page.push(one) === count) break;
  return page;
}
