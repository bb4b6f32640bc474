import type { Operation } from '../call.ts';
import { digitId } from '../ids.ts';
import { type Answer, refuse } from '../problem.ts';
import { objectBody, text } from '../product-order/order-body.ts';
import { type EventDocument, orders, type ProgressDocument } from '../product-order/order-documents.ts';
import { collection, type World } from '../sandbox.ts';
import { isWanted, readQuery } from './hub-query.ts';
import { eventPayload } from './order-notification.ts';

/**
 * Listeners that a client registers by itself, as TMF has it: a sandbox extra, since BT agrees one URL at onboarding. Each
 * gets a copy of every event that its query asks for, beside the callback and apart from it. The strict profile has none.
 */
export interface HubDocument {
  readonly id: string;
  readonly callback: string;
  readonly query?: string;
}

export const hubs = collection<HubDocument>('hubs');

/** An event on its way to a hub, by `<hub>/<event>`; delivery writes its attempts there. */
const hubEvents = collection<EventDocument>('hubNotifications');

const hubsPerSandbox = 10;

export const createHub: Operation = (world, call) => {
  if (world.profile.mode === 'strict') return notOffered();
  const body = objectBody(call.body);
  const callback = text(body, 'callback') ?? '';
  if (!isUrl(callback)) {
    const fault = { pointer: '/callback', got: callback, expected: 'an absolute http or https URL', rule: 'tmf §1.5' };
    return refuse('tmf', 'invalidInBody', '/callback: an absolute http or https URL', [fault]);
  }
  const query = text(body, 'query');
  const wanted = readQuery(query ?? '');
  if ('expected' in wanted) {
    const { got, expected } = wanted;
    return refuse('tmf', 'invalidInBody', `/query: ${expected}`, [
      { pointer: '/query', got, expected, rule: 'tmf §1.5' },
    ]);
  }
  const listeners = [...world.list(hubs)];
  if (listeners.some(([, hub]) => hub.callback === callback && hub.query === query)) {
    return refuse('tmf', 'conflict', `${callback} is registered already`);
  }
  if (listeners.length >= hubsPerSandbox)
    return refuse('tmf', 'conflict', `A sandbox takes at most ${hubsPerSandbox} listeners`);
  const id = digitId(8, world.profile.seed, 'hub', world.ordinal('hub'));
  const hub: HubDocument = {
    id,
    callback,
    ...(query === undefined ? {} : { query }),
  };
  world.put(hubs, id, hub);
  const location = `${call.baseUrl}${call.path.replace(/\/$/, '')}/${id}`;
  return {
    status: 201,
    headers: { Location: location },
    body: { id, callback, ...(query === undefined ? {} : { query }) },
  };
};

export const deleteHub: Operation = (world, call) => {
  if (world.profile.mode === 'strict') return notOffered();
  const id = call.params.id ?? '';
  if (!world.get(hubs, id)) return refuse('tmf', 'notFound', `No listener is known under ${id}`);
  world.remove(hubs, id);
  return { status: 204 };
};

function notOffered(): Answer {
  return refuse('tmf', 'noSuchPath', 'BT agrees the callback URL at onboarding; listeners are a sandbox extra');
}

function isUrl(written: string): boolean {
  if (!/^https?:\/\//i.test(written)) return false;
  return URL.canParse(written);
}

/** A copy of the event for every listener that wants it. `standing` is the order's progress at this instant. */
export function copyToHubs(world: World, event: EventDocument, standing: ProgressDocument): void {
  if (world.count(hubs) === 0) return;
  const order = world.get(orders, event.orderId);
  const payload = order && eventPayload(order, standing, event);
  const { reason: _, ...plain } = event;
  for (const [id, { query }] of world.list(hubs)) {
    const wanted = readQuery(query ?? '');
    if ('expected' in wanted || !isWanted(wanted, payload)) continue;
    world.put(hubEvents, `${id}/${event.eventId}`, { ...plain, state: 'waiting', attempts: [] });
  }
}
