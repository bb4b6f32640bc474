import { afterEach, describe, expect, test } from 'vitest';
import { writtenFilesText } from '#cli/commands/verify-listener';
import { parseListenerAuth } from '#contracts/listener/listener-auth';
import {
  formatListenerReport,
  listenerExitCode,
  listenerReportJson,
  listenerReportJunit,
} from '#contracts/listener/listener-report';
import { type VerifyListenerOptions, verifyListener } from '#contracts/listener/verify-listener';
import {
  type CustomerListener,
  customerListener,
  type Flaw,
  recordNotification,
} from '../../support/customer-listener.ts';
import { eventViolations } from '../../support/event-violations.ts';

let customer: CustomerListener;
afterEach(() => customer.close());

const outcomesOf = async (options: Partial<VerifyListenerOptions> = {}) => {
  const report = await verifyListener({ url: customer.url, probeUrl: customer.probeUrl, ...options });
  const named = (outcome: string) => report.checks.filter((check) => check.outcome === outcome).map(({ name }) => name);
  return { report, failed: named('failed'), notSeen: named('not-seen') };
};

test('a listener that copes with everything passes everything', async () => {
  const token = 'right';
  customer = await customerListener({ token });
  const auth = { type: 'header', name: 'Authorization', value: `Bearer ${token}` } as const;
  const { report, failed, notSeen } = await outcomesOf({ auth });
  expect(report.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(failed).toEqual([]);
  expect(notSeen).toEqual(['own-error']);
  const sent = customer.received.filter(({ path }) => path === '/hook').map(({ body }) => body);
  const usual = sent.filter((body) => !/xUnknown|UnheardOf/.test(body));
  expect(usual.flatMap((body) => eventViolations(JSON.parse(body)))).toEqual([]);
  expect(usual.length).toBeGreaterThan(120);
  expect(report.orders).toBeGreaterThan(15);
  expect(report.events).toBeGreaterThan(120);
  expect(listenerExitCode(report)).toBe(0);
  expect(formatListenerReport(report)).toMatch(/19 passed, 0 failed, 1 not seen/);
  const into = (file: string | undefined) => writtenFilesText(report, [{ format: 'junit', file }]);
  expect(into('l.xml')).toBe('19 passed, 0 failed, 1 not seen; written to l.xml');
  expect(into(undefined)).toBeUndefined();
});

const bad = (status: number) => (response: Parameters<Flaw>[2]) => {
  response.writeHead(status).end();
  return true;
};
const order = (notification: Parameters<Flaw>[0]) => notification.event.productOrder.id;

/** Each flaw is reported by the checks that are about it, and by no other but the end state that it spoils. */
describe('a listener with a flaw', () => {
  test.each<readonly [what: string, failed: readonly string[], flaw: () => Flaw]>([
    [
      'refuses what it has seen before',
      ['duplicates', 'lost-acknowledgement'],
      () =>
        (notification, _, response, { seen }) =>
          seen.has(notification.eventId) && bad(409)(response),
    ],
    [
      'refuses what it does not know',
      ['unknown-type'],
      () => (notification, _, response) => notification.eventType.includes('UnheardOf') && bad(400)(response),
    ],
    [
      'has a schema that is too narrow',
      ['unknown-fields'],
      () =>
        (_, { body }, response) =>
          body.includes('xUnknown') && bad(400)(response),
    ],
    [
      'reads one form of instants only',
      ['timestamp-seconds', 'timestamp-offset', 'timestamp-offset-without-colon'],
      () => (notification, _, response) => !/\.\d{3}Z$/.test(notification.eventTime) && bad(422)(response),
    ],
    [
      'wants events in order',
      ['out-of-order'],
      () => {
        const newest = new Map<string, number>();
        return (notification, _, response) => {
          const at = Date.parse(notification.eventTime.replace('+0000', 'Z'));
          if (at < (newest.get(order(notification)) ?? 0)) return bad(409)(response);
          newest.set(order(notification), at);
          return false;
        };
      },
    ],
    [
      'answers 500 once to an event that overtook another, or was overtaken',
      ['out-of-order'],
      () => {
        const newest = new Map<string, number>();
        const failed = new Set<string>();
        return (notification, _, response) => {
          const at = Date.parse(notification.eventTime.replace('+0000', 'Z'));
          const isOld = at < (newest.get(order(notification)) ?? 0);
          newest.set(order(notification), Math.max(at, newest.get(order(notification)) ?? 0));
          if (!isOld || failed.has(notification.eventId)) return false;
          failed.add(notification.eventId);
          return bad(500)(response);
        };
      },
    ],
    [
      'believes whatever comes last, and counts it each time',
      ['end-state'],
      () =>
        (notification, _, response, { orders }) => {
          const { id, state } = notification.event.productOrder;
          orders.set(id, { state, occurredAt: 0, events: (orders.get(id)?.events ?? 0) + 1 });
          return bad(204)(response);
        },
    ],
    [
      'acknowledges before it has taken it, and loses some',
      ['end-state'],
      () => (notification, _, response, state) => {
        if (notification.event.productOrder.state !== 'completed') recordNotification(state, notification);
        return bad(200)(response);
      },
    ],
  ])('%s', async (_, expected, flaw) => {
    customer = await customerListener({ flaw: flaw() });
    const { failed } = await outcomesOf();
    expect(failed.filter((name) => name !== 'end-state' || expected.includes(name))).toEqual(expected);
  });

  test('redirects', async () => {
    customer = await customerListener({
      flaw: (notification, _, response) => notification.eventType === 'ProductOrderCreateEvent' && bad(307)(response),
    });
    const { failed, report } = await outcomesOf();
    expect(failed).toEqual(expect.arrayContaining(['order-book', 'no-redirect']));
    expect(listenerExitCode(report)).toBe(1);
  });

  test('lets anybody in', async () => {
    customer = await customerListener();
    const { failed } = await outcomesOf({ auth: { type: 'basic', username: 'u', password: 'p' } });
    expect(failed).toEqual(['bad-credentials']);
  });

  test('fails once in a while, and takes the event when it comes again', async () => {
    const failed = new Set<string>();
    customer = await customerListener({
      flaw: (notification, _, response) => {
        if (failed.size >= 12 || failed.has(notification.eventId) || notification.eventId.startsWith('verify-'))
          return false;
        failed.add(notification.eventId);
        return bad(500)(response);
      },
    });
    const outcomes = await outcomesOf();
    expect(outcomes.failed).toEqual([]);
    expect(outcomes.notSeen).toEqual(['bad-credentials']);
  });

  test('fails, and refuses the event when it comes again', async () => {
    const failed = new Set<string>();
    customer = await customerListener({
      flaw: (notification, _, response) => {
        if (failed.has(notification.eventId)) return bad(500)(response);
        if (failed.size >= 3 || notification.eventId.startsWith('verify-')) return false;
        failed.add(notification.eventId);
        return bad(500)(response);
      },
    });
    expect((await outcomesOf()).failed).toEqual(expect.arrayContaining(['order-book', 'own-error', 'end-state']));
  });

  test('answers too late', async () => {
    let held = 0;
    customer = await customerListener({
      flaw: (notification) => {
        held += notification.eventType === 'ProductOrderCreateEvent' ? 1 : 0;
        return held > 0 && held <= 2 && notification.eventType === 'ProductOrderCreateEvent';
      },
    });
    const { failed, report } = await outcomesOf({ timeoutMs: 400 });
    expect(failed).toContain('in-time');
    expect(report.checks.find(({ name }) => name === 'in-time')?.detail).toContain('limit: --callback-timeout');
  });
});

test('nobody there', async () => {
  customer = await customerListener();
  const report = await verifyListener({ url: 'http://127.0.0.1:1/hook' });
  expect(report.checks).toMatchObject([
    { name: 'reachable', outcome: 'failed', detail: expect.stringContaining('refused') },
  ]);
  expect(listenerExitCode(report)).toBe(1);
});

describe('reports', () => {
  const report = {
    url: 'http://x/?a=1&b="2"',
    checks: [
      { name: 'a', title: 'does <this>', outcome: 'passed', detail: 'fine' },
      { name: 'b', title: 'does that', outcome: 'failed', detail: 'no: "<x>"\nand \u0000 more' },
      { name: 'c', title: 'does more', outcome: 'not-seen', detail: 'give --auth' },
    ],
    orders: 1,
    events: 2,
    attempts: 3,
    slowestMs: 4,
  } as const;

  test('for people', () => {
    expect(formatListenerReport(report)).toBe(
      [
        'Listener http://x/?a=1&b="2"',
        '1 orders, 2 events, 3 requests; the slowest answer took 4 ms',
        '',
        '  ok        does <this>',
        '            fine',
        '  FAILED    does that',
        '            no: "<x>"',
        '            and \u0000 more',
        '  not seen  does more',
        '            give --auth',
        '',
        '1 passed, 1 failed, 1 not seen',
        '',
      ].join('\n'),
    );
  });

  test('as JSON', () => {
    expect(JSON.parse(listenerReportJson(report))).toEqual(report);
  });

  test('as JUnit', () => {
    const text = listenerReportJunit(report);
    expect(text).toContain('<testsuites tests="3" failures="1" skipped="1">');
    expect(text).toContain('name="does &lt;this&gt;"/>');
    expect(text).toContain('<failure message="no: &quot;&lt;x&gt;&quot;&#10;and ? more"/>');
    expect(text).toContain('<skipped message="give --auth"/>');
  });
});

test.each([
  ['none', { type: 'none' }],
  ['basic:user:pass:word', { type: 'basic', username: 'user', password: 'pass:word' }],
  ['header:X-Key:a:b', { type: 'header', name: 'X-Key', value: 'a:b' }],
  [
    'oauth2:id:s@cret@https://login.example/token',
    { type: 'oauth2', clientId: 'id', clientSecret: 's@cret', tokenUrl: 'https://login.example/token' },
  ],
  ['oauth2:id:secret', undefined],
  ['basic:user', undefined],
  ['bearer:x:y', undefined],
  ['', undefined],
])('--auth %s', (text, auth) => {
  customer = { close: async () => undefined } as CustomerListener;
  expect(parseListenerAuth(text)).toEqual(auth);
});
