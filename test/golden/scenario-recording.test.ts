import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, type ServeOptions, serve } from '#http/serve';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import { runScenario } from '#scenarios/runner/run-scenario';
import { read } from '../support/documents.ts';
import { type Exchange, pairs, type RecordingProxy, startProxy } from './recording-proxy.ts';
import {
  BtParts,
  bodyOf,
  firstDifference,
  forgetRecord,
  type Json,
  type Kind,
  mapped,
  type Renamed,
  readRecord,
  readRenamed,
  recorded,
  renamed,
  sorted,
  textOf,
  writeRecord,
} from './records.ts';

/**
 * Every scenario of the library is played through the real server, and everything that passes is compared with what was
 * recorded: `records/bt` (BT's paths and callbacks: byte by byte) and `records/own` (journal, timelines, control API:
 * equal once the words of renamed-words.json are put in: `["trouble", "setback"]`, with a third member where a word was
 * renamed only at some pointers). To record again, in a commit of its own that says why, and with no renamed words left:
 *
 *   RECORD=1 npx vitest run test/golden/scenario-recording.test.ts   (RECORD=bt, RECORD=own: one of the two)
 */
const { RECORD } = process.env;
const records = (kind: Kind): boolean => RECORD === '1' || RECORD === kind;
const words = readRenamed();
const wordsUsed = new Set<Renamed>();

// Wall time stands still (timers run), and chance is drawn per scenario: neither makes a difference between two runs.
const wallNow = Date.UTC(2026, 0, 5, 9);
const clock: NonNullable<ServeOptions['clock']> = {
  now: () => wallNow,
  after(milliseconds, then) {
    const timer = setTimeout(then, Math.min(milliseconds, 2 ** 31 - 1));
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
let drawnFor = '';
let drawn = 0;
const random: NonNullable<ServeOptions['random']> = {
  bytes(count) {
    drawn += 1;
    return createHash('sha512').update(`${drawnFor}/${drawn}`).digest().subarray(0, count);
  },
};

let serving: RunningServer;
let wire: RecordingProxy;
const listeners: RecordingProxy[] = [];

beforeAll(async () => {
  serving = await serve({ clock, random });
  wire = await startProxy({ target: serving.baseUrl, rewrite: throughListeners });
});
afterAll(async () => {
  await wire.close();
  await serving.close();
});

/** Every sandbox has a listener that writes down what it is sent; where a scenario has its own, it stands before that. */
async function throughListeners(method: string, target: string, body: string): Promise<string> {
  const makes = method === 'POST' && /^\/_sandbox\/v1\/sandboxes$/.test(target);
  const changes = method === 'PATCH' && /^\/_sandbox\/v1\/sandboxes\/[^/]+$/.test(target);
  if (!makes && !changes) return body;
  const requested = JSON.parse(body);
  if (makes && requested.callback === undefined) {
    return JSON.stringify({ ...requested, callback: { url: `${(await listener()).baseUrl}/callback` } });
  }
  if (!requested.callback?.url) return body;
  const { origin } = new URL(requested.callback.url);
  return body.replaceAll(origin, (await listener(origin)).baseUrl);
}

async function listener(target?: string): Promise<RecordingProxy> {
  const made = await startProxy(target === undefined ? {} : { target });
  listeners.push(made);
  return made;
}

interface Recording {
  readonly bt: Json;
  readonly own: Json;
}

const isOwn = ({ target }: Exchange): boolean => target.startsWith('/_sandbox/');

async function record(name: string): Promise<Recording> {
  const loaded = scenarioLibrary().get(name);
  if (!loaded) throw new Error(`no scenario ${name}`);
  [drawnFor, drawn] = [name, 0];
  const first = wire.exchanges.length;
  const { outcome, message } = await runScenario(loaded, {
    baseUrl: wire.baseUrl,
    seed: 'recording',
    keepSandbox: true,
  });
  expect({ outcome, message }).toEqual({ outcome: 'passed', message: undefined });
  await wire.idle();
  const passed = wire.exchanges.slice(first);
  const [made] = passed.filter(({ method, target }) => method === 'POST' && target === '/_sandbox/v1/sandboxes');
  const sandbox = `/sandboxes/${JSON.parse(made?.answerBody ?? '{}').id}`;
  // Whatever is due is delivered before anybody looks.
  await control(`${sandbox}/clock/advance`, { by: 'PT0S' });
  await Promise.all(listeners.map((one) => one.idle()));
  const own = await ownOf(sandbox, passed.filter(isOwn));
  await readAll(sandbox);
  const callbacks = listeners.flatMap(({ exchanges }) => exchanges);
  const bt = btOf(
    wire.exchanges.slice(first).filter((one) => !isOwn(one)),
    callbacks,
  );
  const names = namesOfHosts();
  await fetch(`${serving.baseUrl}/_sandbox/v1${sandbox}`, { method: 'DELETE' });
  for (const one of listeners.splice(0)) await one.close();
  return { bt, own: linked(bt, masked(own, names)) };
}

/** What a customer finds at the end, whether or not the scenario asks. */
async function readAll(sandbox: string): Promise<void> {
  const { clientId, clientSecret } = (await control(`${sandbox}/credentials`)) as {
    clientId: string;
    clientSecret: string;
  };
  const read = async (path: string, authorization: string): Promise<string> => {
    const headers = { authorization, 'apigw-tracking-header': 'recording', productFamily: 'ethernet' };
    return (await fetch(`${wire.baseUrl}${path}`, { headers })).text();
  };
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const { access_token: token } = JSON.parse(await read('/oauth/accesstoken?grant_type=client_credentials', basic));
  const ordering = '/v1/productOrderingManagement';
  for (const list of [
    `${ordering}/productOrder?limit=100`,
    `${ordering}/cancelProductOrder?limit=100`,
    `${ordering}/charge?limit=100`,
    '/tmf-api/productInventory/v4/product?limit=100',
    '/tmf-api/quoteManagement/v4/quote',
    '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification',
  ]) {
    await read(list, `Bearer ${token}`);
  }
}

async function control(path: string, body?: object): Promise<Json> {
  const answer = await fetch(`${serving.baseUrl}/_sandbox/v1${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text}`);
  return path.endsWith('.ndjson')
    ? text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : JSON.parse(text);
}

/** Ports are whatever was free. */
const namesOfHosts = (): ReadonlyMap<string, string> =>
  new Map([
    [serving.baseUrl, 'http://sandbox'],
    [wire.baseUrl, 'http://sandbox'],
    ...listeners.map(({ baseUrl }): [string, string] => [baseUrl, 'http://listener']),
  ]);

function withNames(text: string, names: ReadonlyMap<string, string>): string {
  let named = text;
  for (const [baseUrl, name] of names) named = named.replaceAll(baseUrl, name);
  return named;
}

// What customers see.

/** The connection's business, the clients' own habits, and where a proxy stands between. */
const notRecorded =
  /^(host|connection|keep-alive|date|transfer-encoding|user-agent|accept|accept-language|accept-encoding|sec-fetch-mode)$/i;

function btOf(exchanges: readonly Exchange[], callbacks: readonly Exchange[]): Json {
  const names = namesOfHosts();
  const seen = new Map<string, string>();
  const show = (exchange: Exchange, n: number, sent: string, answered: string): Json => ({
    [sent]: `${n}: ${exchange.method} ${withNames(exchange.target, names)}`,
    headers: headersOf(exchange.requestHeaders, exchange.requestBody, names),
    ...bodyIn(exchange.requestBody, `${sent} ${n}`, seen, names),
    [answered]: {
      status: exchange.broken ? `${exchange.status ?? 'none'}, broken off` : (exchange.status ?? null),
      headers: headersOf(exchange.answerHeaders ?? [], exchange.answerBody ?? '', names),
      ...bodyIn(exchange.answerBody ?? '', `${answered} ${n}`, seen, names),
    },
  });
  return {
    exchanges: exchanges.map((one, at) => show(one, at + 1, 'request', 'answer')),
    callbacks: inOrderOfOrders(callbacks).map((one, at) => show(one, at + 1, 'callback', 'taken')),
  };
}

/** In the order of arrival for each order; nothing is promised between two. */
function inOrderOfOrders(callbacks: readonly Exchange[]): readonly Exchange[] {
  const orders = new Map<string, Exchange[]>();
  for (const callback of callbacks) {
    const order = /"productOrder":\{"id":"([^"]+)"/.exec(callback.requestBody)?.[1] ?? callback.target;
    orders.set(order, [...(orders.get(order) ?? []), callback]);
  }
  return [...orders.values()].flat();
}

function headersOf(headers: readonly string[], body: string, names: ReadonlyMap<string, string>): readonly string[] {
  return pairs(headers)
    .filter(([name]) => !notRecorded.test(name))
    .map(([name, value]) => `${name}: ${headerValue(name, withNames(value, names), body)}`);
}

function headerValue(name: string, value: string, body: string): string {
  // A port that is longer makes a body longer.
  if (/^content-length$/i.test(name) && value === String(Buffer.byteLength(body))) return 'as the body';
  if (/^webhook-(timestamp|signature)$/i.test(name)) return 'masked';
  if (/^authorization$/i.test(name)) return value.replace(/ .*/, ' masked');
  return value;
}

function bodyIn(
  body: string,
  called: string,
  seen: Map<string, string>,
  names: ReadonlyMap<string, string>,
): { readonly [member: string]: Json } {
  const text = withNames(body, names);
  if (text === '') return {};
  const before = seen.get(text);
  if (before !== undefined && text.length > 100) return { body: { sameAs: before } };
  seen.set(text, called);
  return { body: bodyOf(text) };
}

// What is ours.

async function ownOf(sandbox: string, passed: readonly Exchange[]): Promise<Json> {
  const list = (path: string): Promise<Json> => control(`${sandbox}/${path}?limit=1000`);
  const orders = await control(`${sandbox}/orders?limit=1000`);
  const timelines: { [orderId: string]: Json } = {};
  for (const { id } of read(orders, '/items') as { id: string }[])
    timelines[id] = await control(`${sandbox}/orders/${id}/timeline`);
  return {
    advances: passed
      .filter(({ target }) => target.endsWith('/clock/advance'))
      .map(({ requestBody, answerBody }) => ({ asked: JSON.parse(requestBody), answer: JSON.parse(answerBody ?? '') })),
    journal: await control(`${sandbox}/requests.ndjson`),
    interventions: await control(`${sandbox}/interventions`),
    timelines,
    orders,
    quotes: await list('quotes'),
    qualifications: await list('qualifications'),
    appointments: await list('appointments'),
    assets: await list('assets'),
    events: await list('events'),
    openActions: await list('open-actions'),
    faultInjections: await control(`${sandbox}/fault-injections`),
    setbacks: await control(`${sandbox}/setbacks`),
    sandbox: await control(sandbox),
    clock: await control(`${sandbox}/clock`),
    attached: passed
      .filter(({ method, target }) => method === 'POST' && target.endsWith('/setbacks'))
      .map(({ answerBody }) => JSON.parse(answerBody ?? '')),
  };
}

/** Wall time. It stands still here, but that is our doing and no promise. */
const maskedMembers = /^(wallAt|durationMs|startedAt)$/;

function masked(own: Json, names: ReadonlyMap<string, string>): Json {
  const { attached, ...rest } = own as { attached: readonly { id: string }[]; [section: string]: unknown };
  const ids = new Map(attached.map(({ id }, at) => [id, `(attached ${at + 1})`]));
  return mapped(rest as Json, (value, pointer) => {
    const member = pointer.slice(pointer.lastIndexOf('/') + 1);
    if (maskedMembers.test(member)) return 'masked';
    if (member === 'headers') return ownHeaders(value as { readonly [name: string]: string }, names);
    if (typeof value !== 'string') return value;
    const named = withNames(value, names);
    return [...ids].reduce((text, [id, shown]) => text.replaceAll(id, shown), named);
  });
}

function ownHeaders(headers: { readonly [name: string]: string }, names: ReadonlyMap<string, string>): Json {
  const kept = Object.entries(headers).filter(([name]) => !notRecorded.test(name) && !/^content-length$/i.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withNames(headerValue(name, value, ''), names)]));
}

function linked(bt: Json, own: Json): Json {
  const parts = new BtParts();
  const { exchanges, callbacks } = bt as {
    exchanges: { body?: Json; answer: { body?: Json } }[];
    callbacks: { body?: Json }[];
  };
  const add = (body: Json | undefined, name: string) =>
    body && typeof body === 'object' && 'json' in body && parts.add(read(body, '/json') as Json, name);
  for (const [at, one] of exchanges.entries()) {
    add(one.body, `request ${at + 1}`);
    add(one.answer.body, `answer ${at + 1}`);
  }
  for (const [at, one] of callbacks.entries()) add(one.body, `callback ${at + 1}`);
  const isBody = (pointer: string) => /^\/journal\/\d+\/(request|response)\/body$/.test(pointer);
  return sorted(parts.link(own, isBody));
}

// The comparison.

function compare(kind: Kind, name: string, actual: Json): void {
  if (records(kind)) {
    writeRecord(kind, name, actual);
    return;
  }
  const found = firstDifference(textOf(actual), wantedText(kind, name));
  expect
    .soft(found?.actual, `${kind} of ${name}, against test/golden/records/${kind}/${name}.json`)
    .toBe(found?.wanted);
}

function wantedText(kind: Kind, name: string): string {
  const wanted = readRecord(kind, name);
  return textOf(kind === 'bt' ? wanted : sorted(renamed(wanted, words, wordsUsed)));
}

const names = [...scenarioLibrary().keys()];

test('the status of the server, as it was recorded', async () => {
  const record = { ...((await control('/status')) as object), version: 'masked', attached: [] };
  compare('own', 'status', sorted(masked(record, namesOfHosts())));
});

describe('every scenario of the library, as it was recorded', () => {
  test.each(names)('%s', async (name) => {
    const { bt, own } = await record(name);
    compare('bt', name, bt);
    compare('own', name, own);
  });
});

test('every record belongs to a scenario', () => {
  for (const kind of ['bt', 'own'] as const) {
    const left = recorded(kind).filter((name) => ![...names, 'status'].includes(name));
    if (records(kind)) for (const name of left) forgetRecord(kind, name);
    else expect(left).toEqual([]);
  }
});

test.skipIf(records('own'))('every renamed word is still needed', () => {
  expect(words.filter((pair) => !wordsUsed.has(pair))).toEqual([]);
});

describe('the comparison', () => {
  test('sees one byte', () => {
    const record = (text: string) => textOf({ answer: { body: bodyOf(text) } });
    const wanted = record('{"id":"1","state":"held","note":[]}');
    expect(firstDifference(record('{"id":"1","state":"held","note":[]}'), wanted)).toBeUndefined();
    expect(firstDifference(record('{"id":"1","state":"helt","note":[]}'), wanted)?.actual).toContain('"helt"');
    expect(firstDifference(record('{"id":"1", "state":"held","note":[]}'), wanted)?.actual).toContain('"text"');
    expect(firstDifference(record('{"state":"held","id":"1","note":[]}'), wanted)).toBeDefined();
  });

  test('puts in whole words at once, where they were renamed, and never in what is BT’s', () => {
    const pairs: readonly Renamed[] = [
      ['is', 'with'],
      ['with', 'set'],
      ['fault-1', 'injection-1'],
      ['fault', 'injection', '^/journal'],
    ];
    const before = { journal: [{ fault: 'fault-1 is with this' }], fault: 'a fault', body: '(bt: answer is)' };
    const after = { journal: [{ injection: 'injection-1 with set this' }], fault: 'a fault', body: '(bt: answer is)' };
    expect(renamed(before, pairs)).toEqual(after);
  });
});
