import { toText } from '../domain/canonical.ts';
import type { BrowseKind } from '../runtime/browse.ts';
import { Refusal } from '../runtime/refusal.ts';
import { type ControlCall, type ControlHandler, type ControlHandlers, listView, ok, pageOf } from './control-call.ts';
import type { ControlPort } from './control-port.ts';

/** What a sandbox holds, without a bearer token: for the dashboard, the command line and tests. */
export function browseHandlers(port: ControlPort): ControlHandlers {
  const find = ({ params }: ControlCall) => port.sandboxes.mustGet(params.sandboxId as string);
  const list =
    (kind: BrowseKind): ControlHandler =>
    (call) => {
      const live = find(call);
      const wanted = call.query.q?.toLowerCase();
      const page = pageOf(call);
      const { list: all, size } = port.browse[kind];
      // Ten thousand orders are not made into views to show twenty.
      if (wanted === undefined)
        return ok({ items: first(page.limit, all(live, page.offset)), total: size(live), ...page });
      const found = [...all(live)].filter((one) => toText(one).toLowerCase().includes(wanted));
      return ok(listView(found, page));
    };
  const one =
    (kind: BrowseKind, name: string): ControlHandler =>
    (call) => {
      const found = port.browse[kind].get(find(call), call.params.itemId as string);
      if (!found) throw new Refusal(404, `No such ${name}`);
      return ok(found);
    };
  return {
    browseOrders: list('orders'),
    browseOrder: one('orders', 'order'),
    browseQuotes: list('quotes'),
    browseQuote: one('quotes', 'quote'),
    browseAddresses: list('addresses'),
    browseAddress: one('addresses', 'address'),
    browseAppointments: list('appointments'),
    browseAppointment: one('appointments', 'appointment'),
    browseQualifications: list('qualifications'),
    browseQualification: one('qualifications', 'qualification'),
    browseAssets: list('assets'),
    browseAsset: one('assets', 'asset'),
    listOpenActions(call) {
      const { orderId, state } = call.query;
      return ok(listView(port.openActions.list(find(call), orderId, state), pageOf(call)));
    },
    async answerOpenAction(call) {
      const answer = call.body as { readonly answer: string };
      const answered = await port.openActions.answer(find(call), call.params.openActionId as string, answer);
      if (!answered) throw new Refusal(404, 'No such open action');
      return ok(answered);
    },
  };
}

function first<T>(count: number, from: Iterable<T>): T[] {
  const taken: T[] = [];
  if (count === 0) return taken;
  for (const one of from) if (taken.push(one) === count) break;
  return taken;
}
