import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logToTerminal } from '#cli/output/terminal-log';
import { type HubDocument, hubNotifications, hubs } from '#domain/order-notification/hub';
import { hubQueryNames, matchesHubQuery, parseHubQuery } from '#domain/order-notification/hub-query';
import { events } from '#domain/timeline/event';
import { type RunningServer, serve } from '#http/serve';
import { advanceClock } from '#runtime/sandboxes/advance';
import { systemClock } from '#runtime/system';
import { eventViolations } from '../../support/event-violations.ts';
import { acceptAll, type Received, type Receiver, startReceiver } from '../../support/flaky-receiver.ts';
import { runCli } from '../../support/run-cli.ts';
import { sampleOrder } from '../../support/sample-orders.ts';

const base = '/v1/productOrderingManagement';

interface HubEvent {
  readonly eventTime: string;
  readonly event: {
    readonly productOrder: { readonly id: string; readonly state: string; readonly externalId: string };
  };
}

describe('registered listeners', () => {
  let box: RunningServer;
  let hub: Receiver;
  let callback: Receiver;
  let token: string;
  const open = async (profile: 'default' | 'strict' = 'default') => {
    const initialSandbox = {
      id: 'default',
      clientId: 'c',
      clientSecret: 's',
      profile,
      callback: { url: callback.url },
    };
    box = await serve({ initialSandbox });
    const grant = await fetch(`${box.baseUrl}/oauth/accesstoken`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('c:s')}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    token = ((await grant.json()) as { access_token: string }).access_token;
  };
  beforeEach(async () => {
    hub = await startReceiver();
    callback = await startReceiver();
  });
  afterEach(async () => {
    await box.close();
    await hub.close();
    await callback.close();
  });
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${box.baseUrl}${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'apigw-tracking-header': 'hub-test',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const register = async (query?: string) => {
    const answer = await call('POST', '/hub', { callback: hub.url, ...(query === undefined ? {} : { query }) });
    expect(answer.status).toBe(201);
    const made = (await answer.json()) as HubDocument;
    expect(answer.headers.get('location')).toBe(`${box.baseUrl}${base}/hub/${made.id}`);
    return made;
  };
  const live = () => box.sandboxes.getOrThrow('default');
  const runOut = () =>
    advanceClock(
      live(),
      { until: 'completion' },
      box.deliveryService,
      box.sandboxes.context.referenceData.calendar.divisions.scotland,
    );
  const place = async () =>
    expect((await call('POST', '/productOrder', sampleOrder('etherway-fibre-provide'))).status).toBe(201);
  const bodies = (receiver: Receiver) => receiver.received.map(({ body }: Received) => body);

  test('get the same bytes as the callback, of the events in their query', async () => {
    await open();
    await register();
    await place();
    await runOut();
    expect(hub.received.length).toBeGreaterThan(5);
    expect(bodies(hub)).toEqual(bodies(callback));
    expect(bodies(callback).flatMap((body) => eventViolations(JSON.parse(body)))).toEqual([]);
    const { id } = await register('eventType=ProductOrderCreateEvent');
    const ends = await register('eventType=ProductOrderStateChangeEvent&event.productOrder.state=completed,cancelled');
    await place();
    await runOut();
    const end = [...live().reader.list(hubNotifications)].filter(([key]) => key.startsWith(ends.id));
    expect(end.map(([, { eventId }]) => live().reader.get(events, eventId)?.facts.state)).toEqual(['completed']);
    const hubEvents = [...live().reader.list(hubNotifications)].filter(([key]) => key.startsWith(id));
    expect(hubEvents).toHaveLength(1);
    expect(hubEvents[0]?.[1]).toMatchObject({ state: 'delivered', attempts: [{ n: 1, status: 204, url: hub.url }] });
  });

  test('do not stand in the way of a client that calls the API from inside its handler, at the instant of the event', async () => {
    await open();
    await register();
    const read: string[] = [];
    const followed: [told: string, placed: string][] = [];
    callback.behave = async ({ body }, response) => {
      const { event, eventTime } = JSON.parse(body) as HubEvent;
      const { id, state, externalId } = event.productOrder;
      if (externalId !== 'FOLLOW-UP') {
        const order = (await (await call('GET', `/productOrder/${id}`)).json()) as { readonly state: string };
        read.push(`${order.state} ${state}`);
        if (followed.length < 2) {
          const next = { ...sampleOrder('etherway-fibre-provide'), externalId: 'FOLLOW-UP' };
          const placed = await call('POST', '/productOrder', next);
          followed.push([eventTime, ((await placed.json()) as { readonly orderDate: string }).orderDate]);
        }
      }
      response.writeHead(204).end();
    };
    await place();
    await runOut();
    expect(read.at(-1)).toBe('completed completed');
    for (const states of read) expect(states).toMatch(/^(\w+) \1$/);
    for (const [notifiedTime, placed] of followed) expect(Date.parse(placed)).toBe(Date.parse(notifiedTime));
    expect(followed).toHaveLength(2);
    expect([...live().reader.list(events)].filter(([, { state }]) => state !== 'delivered')).toEqual([]);
  });

  test('that are dead hold up neither the callback nor the order, and are disabled by 410 for themselves', async () => {
    await open();
    hub.behave = (_, response) => void response.writeHead(410).end();
    const { id } = await register();
    await place();
    await runOut();
    expect(hub.received).toHaveLength(1);
    expect(callback.received.length).toBeGreaterThan(5);
    expect(live().profile.callbackDisabled).toBeUndefined();
    const states = [...live().reader.list(hubNotifications)].map(([, { state, reason }]) => [state, reason]);
    expect(states[0]).toEqual(['failed', expect.stringContaining('disabled')]);
    expect(states[1]).toEqual(['suppressed', expect.stringContaining(`Hub ${id} is disabled: it answered 410`)]);
  });

  test('are in the inbox beside the callback, with attempts, the next one, and on which clock: API, command, log', async () => {
    await open();
    hub.behave = (_, response) => void response.writeHead(500).end('no');
    const { id } = await register();
    const said: string[] = [];
    const target = { writableLength: 0, write: (text: string) => void said.push(text) };
    const log = logToTerminal({ ...box, level: 'line', colour: false, target, clock: systemClock });
    await place();
    await live().whenDurable();
    await box.deliveryService.whenIdle('default');
    const { items } = (await (await fetch(`${box.baseUrl}/_sandbox/v1/sandboxes/default/events`)).json()) as {
      items: { eventId: string; state: string; hubs: unknown[] }[];
    };
    const [listed] = items;
    const copy = {
      hub: id,
      url: hub.url,
      state: 'retrying',
      reason: expect.stringContaining('attempt 2 of 8 is due'),
      attempts: [{ n: 1, at: '2026-01-05T09:00:00Z', status: 500, response: { body: 'no' } }],
      nextAttempt: { at: expect.stringMatching(/^2026-01-05T09:00:0/), clock: 'virtual', n: 2 },
    };
    expect(listed).toMatchObject({ state: 'delivered', hubs: [copy] });
    const about = ['--base-url', box.baseUrl];
    const one = await runCli('events', listed?.eventId as string, ...about);
    const [, toHub = ''] = one.stdout.split(`to hub ${id}\n`).slice(-2);
    expect(toHub).toMatch(/^ +attempt 1 .* 500 .*\n +> content-type: application\/json\n/);
    expect(toHub).toMatch(/> x-etherbox-attempt: 1\n +< 500\n[\s\S]*< no\n +next attempt \S+ \(virtual time\)\n/);
    expect((await runCli('events', ...about)).stdout).toMatch(new RegExp(`to hub ${id} .*retrying +attempt 1`));
    expect(said.join('')).toMatch(new RegExp(`attempt 1 {2}hub ${id}\\n.*500`));
    log();
    hub.behave = acceptAll;
    const retried = await fetch(`${box.baseUrl}/_sandbox/v1/sandboxes/default/events/retry-now`, { method: 'POST' });
    expect(await retried.json()).toMatchObject({ attempted: 1, delivered: 1, failed: 0, eventIds: [listed?.eventId] });
    expect((await call('DELETE', `/hub/${id}`)).status).toBe(204);
    const detail = await fetch(`${box.baseUrl}/_sandbox/v1/sandboxes/default/events/${listed?.eventId}`);
    expect(await detail.json()).toMatchObject({ hubs: [{ hub: id, state: 'delivered', attempts: [{}, { n: 2 }] }] });
  });

  test('get nothing more once they are removed', async () => {
    await open();
    const { id } = await register();
    expect((await call('DELETE', `/hub/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/hub/${id}`)).status).toBe(404);
    await place();
    await runOut();
    expect(hub.received).toHaveLength(0);
  });

  test.each<readonly [body: object, pointer: string]>([
    [{}, '/callback'],
    [{ callback: 'ftp://x/' }, '/callback'],
    [{ callback: 'http://x/', query: 'colour=red' }, '/query'],
    [{ callback: 'http://x/', query: 'eventType=ProductOrderCreateEvent&state=completed' }, '/query'],
    [{ callback: 'http://x/', id: 'mine' }, '/id'],
  ])('%j is refused at %s', async (body, pointer) => {
    await open();
    const answer = await call('POST', '/hub', body);
    expect(answer.status).toBe(400);
    expect(
      live()
        .journal.list()
        .items.flatMap(({ why = [] }) => why.map((one) => one.pointer)),
    ).toContain(pointer);
    expect(live().reader.count(hubs)).toBe(0);
  });

  test('are not known in the strict profile', async () => {
    await open('strict');
    expect((await call('POST', '/hub', { callback: hub.url })).status).toBe(404);
  });
});

describe('a query', () => {
  const payload = {
    eventId: 'e-1',
    eventType: 'ProductOrderStateChangeEvent',
    event: {
      productOrder: {
        id: '12345678',
        externalId: 'PO 7, second',
        state: 'completed',
        errorMessage: [],
        orderItem: [
          {
            id: '1',
            state: 'completed',
            milestone: 'Completed',
            product: { id: 'ETHA1', productOffering: { id: 'Etherway' } },
          },
          { id: '2', state: 'cancelled', product: { id: 'Etherflow - Connected' } },
        ],
        relatedParty: [{ id: 'p-1', role: 'KciContact' }],
      },
    },
  };

  test.each<readonly [query: string, wanted: boolean]>([
    ['', true],
    ['?', true],
    ['eventType=ProductOrderStateChangeEvent', true],
    ['?eventType=ProductOrderCreateEvent,ProductOrderStateChangeEvent', true],
    ['eventType=ProductOrderCreateEvent&eventType=ProductOrderStateChangeEvent', true],
    ['eventType=ProductOrderCreateEvent', false],
    ['event.productOrder.state=completed', true],
    ['event.productOrder.state=held,completed', true],
    ['event.productOrder.state=held', false],
    ['event.productOrder.id=12345678', true],
    ['event.productOrder.id=12345679', false],
    ['event.productOrder.externalId=PO%207%2C%20second', true],
    ['eventType=ProductOrderStateChangeEvent&event.productOrder.state=completed&event.productOrder.id=12345678', true],
    ['eventType=ProductOrderStateChangeEvent&event.productOrder.state=completed&event.productOrder.id=1', false],
    ['event.productOrder.orderItem.state=cancelled', true],
    // The shape is the order's own; a listener asks for either.
    ['event.productOrder.productOrderItem.product.productOffering.id=Etherway', true],
    ['event.productOrder.productOrderItem.milestone=KCI1', false],
    ['event.productOrder.relatedParty.role=KciContact', true],
    ['event.productOrder.errorMessage.code=23', false],
  ])('%s: %s', (query, wanted) => {
    const read = parseHubQuery(query);
    if ('expected' in read) throw new Error(read.expected);
    expect(matchesHubQuery(read, payload)).toBe(wanted);
  });

  test.each<readonly [query: string, got: string, expected: RegExp]>([
    ['eventType', 'eventType', /name=value/],
    ['eventType=', 'eventType=', /with a value/],
    ['eventType=Created', 'Created', /ProductOrderCreateEvent, ProductOrderStateChangeEvent/],
    ['event.productOrder.state=done', 'done', /acknowledged, .*completed/],
    ['state=completed', 'state=completed', /^event\.productOrder\.state \(perhaps\), or one of eventType/],
    ['event.productOrder.orderDate>2026-01-01', 'event.productOrder.orderDate>2026-01-01', /name=value/],
    ['event.productOrder.id=%E0%A4%A', 'event.productOrder.id=%E0%A4%A', /percent-encoding/],
    ['event.productOrder.id=1&', '', /name=value/],
    ['__proto__=1', '__proto__=1', /one of eventType/],
    ["$.eventType=='x'", "$.eventType=='x'", /one of eventType/],
  ])('%s is none, and it says why', (query, got, expected) => {
    expect(parseHubQuery(query)).toEqual({ got, expected: expect.stringMatching(expected) });
  });

  test('may hold every name that is published', () => {
    const page = readFileSync(new URL('../../../docs/callbacks.md', import.meta.url), 'utf8');
    for (const name of hubQueryNames) {
      expect(page).toContain(
        `\`${name.replace('event.productOrder.', '').replace(/^(productOrderItem|orderItem)\./, '')}\``,
      );
    }
  });
});
