import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BtClient, type BtReply } from '../support/bt-client.ts';
import { runOptions } from '../support/run-options.ts';
import { orderPath } from '../support/sample-orders.ts';
import { type SeededRandom, seededRandom } from '../support/seeded-random.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

/** Exactly what docs/determinism.md publishes, row by row. */
const published = [
  ...readFileSync('docs/determinism.md', 'utf8').matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\| [^|]+\|$/gm),
].map(([, where = '', what = '']) => ({ where, names: [...what.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) }));
const namesAt = (place: RegExp) => published.flatMap(({ where, names }) => (place.test(where) ? names : []));
const volatileHeaders = namesAt(/^response header/).map((name) => name.toLowerCase());
const volatileLength = namesAt(/^answers that hold one of the below/).map((name) => name.toLowerCase());
const volatileMembers = new RegExp(
  `"(${namesAt(/^(token endpoint|journal|attempts of a callback)/).join('|')})":("[^"]*"|[0-9.]+)`,
  'g',
);

const sample = (name: string) => JSON.parse(readFileSync(`fixtures/requests/${name}.json`, 'utf8')) as object;
const samples = ['etherway-fibre-provide', 'eth-network-provide', 'etherway-fibre-older-shape'].map(sample);
const addressPath = '/common/geographicAddressManagement/v1/geographicAddress';

const qualificationPath = '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification';
const qualification = {
  productOfferingQualificationItem: [
    {
      id: '1',
      product: { productOffering: { id: 'Etherway' }, place: [{ postcode: 'AB15 7XY' }], productCharacteristic: [] },
    },
  ],
};
const quote = (externalId: string) => {
  const service = (type: string, more: object) => ({ '@type': type, productSpecification: { id: type }, ...more });
  const product = [
    service('EtherwayFibreService', { bandwidth: '1 Gbit/s', resilience: 'Standard' }),
    service('EtherflowDynamicService', { bandwidth: '100 Mbit/s', cos: 'Default CoS (Standard)' }),
  ];
  const place = [{ '@type': 'PostcodeSite', postcode: 'AB15 7XY' }];
  return { externalId, quoteItem: [{ action: 'add', product: service('WholesaleEthernetElan', { place, product }) }] };
};
const setbacks = ['ecc-raised', 'survey-finds-blocked-duct', 'no-capacity', 'missed-appointment-by-supplier'];

interface ScriptContext {
  readonly client: BtClient;
  readonly server: ServerProcess;
  readonly orders: string[];
}

type Step = (story: ScriptContext) => Promise<BtReply>;

/** The script is made before it runs, so that every process gets the same requests. */
function script(random: SeededRandom, length: number): Step[] {
  return Array.from({ length }, (_, n) => step(random, n));
}

function step(random: SeededRandom, n: number): Step {
  const control =
    (path: string, body?: object): Step =>
    ({ client }) =>
      client.send(body ? 'POST' : 'GET', `/_sandbox/v1/sandboxes/default/${path}`, body);
  const which = random.integerBelow(1000);
  const order = random.pick(samples);
  const one = ({ orders }: ScriptContext) => orders[which % Math.max(1, orders.length)] ?? 'none';
  switch (random.integerBelow(18)) {
    case 9:
      return ({ client }) => client.send('POST', '/tmf-api/quoteManagement/v4/quote', quote(`Q-${n}`));
    case 10:
      return ({ client }) => client.send('POST', qualificationPath, qualification);
    case 11:
      return (story) =>
        story.client.send('POST', '/v1/productOrderingManagement/cancelProductOrder', {
          productOrder: { id: one(story) },
          cancellationReason: 'None',
        });
    case 12:
      return control(`requests?since=req_${Math.max(1, n - 20)}`);
    case 13:
      return control('setbacks', { match: { product: 'Etherway' }, setback: random.pick(setbacks) });
    case 14:
      return ({ client }) => client.send('GET', '/tmf-api/productInventory/v4/product?limit=5');
    case 15:
      return control('open-actions');
    case 16:
      return (story) => story.client.send('PATCH', `${orderPath}/${one(story)}`, { note: [{ text: `note ${n}` }] });
    case 17:
      return control('state');
    case 0:
    case 1:
      return async ({ client, orders }) => {
        const reply = await client.send('POST', orderPath, { ...order, externalId: `PO-${n}` });
        orders.push((JSON.parse(reply.text) as { id: string }).id);
        return reply;
      };
    case 2:
      return ({ client, orders }) => client.getOrder(orders[which % Math.max(1, orders.length)] ?? 'none');
    case 3:
      return ({ client }) => client.send('GET', `${orderPath}?limit=5&offset=${which % 4}&sort=-id`);
    case 4:
      return ({ client }) => client.send('GET', `${addressPath}?postcode=AB15%207XY`);
    case 5:
      return ({ client }) => client.send('POST', orderPath, { productOrderItem: [] });
    case 6:
      return control('clock/advance', { by: random.pick(['P1D', '3 working days', 'PT5H']) });
    case 7:
      return control('clock/advance', { until: 'next-milestone' });
    default:
      return control('events');
  }
}

async function runScript(seed: string, steps: readonly Step[]): Promise<string[]> {
  const server = await startServer(['--seed', seed]);
  const client = await BtClient.connect(server);
  // The control API knows no bearer token, so it is called without.
  const control = { send: (method: string, path: string, body?: object) => plain(server, method, path, body) };
  const story: ScriptContext = { client, server, orders: [] };
  const transcript: string[] = [];
  try {
    for (const one of steps) {
      const routed = Object.assign(Object.create(client) as BtClient, {
        send: (method: string, path: string, body?: object) =>
          path.startsWith('/_sandbox') ? control.send(method, path, body) : client.send(method, path, body),
      });
      transcript.push(masked(await one({ ...story, client: routed }), server.baseUrl));
    }
    for (const orderId of story.orders) {
      transcript.push(
        masked(await control.send('GET', `/_sandbox/v1/sandboxes/default/orders/${orderId}/timeline`), server.baseUrl),
      );
    }
    return transcript;
  } finally {
    client.close();
    await server.end('SIGTERM');
  }
}

async function plain(server: ServerProcess, method: string, path: string, body?: object): Promise<BtReply> {
  const answer = await fetch(server.baseUrl + path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
}

function masked({ status, headers, text }: BtReply, baseUrl: string): string {
  const body = text.replaceAll(volatileMembers, '"$1":"(masked)"');
  const gone = body === text ? volatileHeaders : [...volatileHeaders, ...volatileLength];
  const stableHeaders = Object.entries(headers).filter(([name]) => !gone.includes(name));
  return `${status} ${JSON.stringify(stableHeaders)} ${body}`.replaceAll(baseUrl, 'http://sandbox');
}

test('what may differ is read from docs/determinism.md', () => {
  expect(volatileHeaders).toEqual(['date', 'keep-alive', 'connection']);
  expect(volatileLength).toEqual(['content-length']);
  expect(volatileMembers.source).toContain('(accessToken|access_token|wallAt|durationMs');
});

test('the same seed and script give the same bytes in two processes, another seed does not', async () => {
  const { seed, numRuns } = runOptions(1, 50);
  const length = process.env.FULL ? 500 : 60;
  for (let run = 0; run < numRuns; run += 1) {
    const steps = script(seededRandom(seed + run), length);
    const [first, second, other] = await Promise.all([
      runScript('a', steps),
      runScript('a', steps),
      run === 0 ? runScript('b', steps) : [],
    ]);
    expect(second, `SEED=${seed + run}`).toEqual(first);
    if (run === 0) expect(other).not.toEqual(first);
    const good = first.filter((line) => line.startsWith('20')).length;
    expect(good / first.length, 'a script that is mostly refused shows nothing').toBeGreaterThan(0.6);
  }
}, 3_600_000);
