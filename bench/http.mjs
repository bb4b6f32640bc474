// @ts-check
// BT's paths as shares of a bare node:http server that parses the same body and answers the same bytes, in one run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, median, percent, residentMb, row, signIn } from '../test/support/measure.ts';
import { orderOf5kB, orderPath } from '../test/support/sample-orders.ts';
import { startProcess, startServer } from '../test/support/server-process.ts';

const quick = process.env.QUICK === '1';
const pace = quick ? { seconds: 1, rounds: 3 } : { seconds: 3, rounds: 5 };
const addressPath = '/common/geographicAddressManagement/v1/geographicAddress';
const body = orderOf5kB();

const quotePath = '/tmf-api/quoteManagement/v4/quote';
const slotPath = '/common/appointmentManagement/v4/searchTimeSlot';
const named = (type, rest) => ({ '@type': type, productSpecification: { id: type }, ...rest });
const quote = {
  quoteItem: [
    {
      action: 'add',
      product: named('WholesaleEthernetInternet', {
        place: [{ '@type': 'PostcodeSite', postcode: 'AB15 7XY' }],
        product: [
          named('EtherwayFibreService', { bandwidth: '1 Gbit/s', resilience: 'Standard' }),
          named('EtherflowInternetService', {
            bandwidth: '100 Mbit/s',
            cos: 'Premium CoS',
            ipAddressBlock: 'Block /29 (8 LAN IP Addresses)',
          }),
        ],
      }),
    },
  ],
};
const slotSearch = {
  relatedEntity: [
    {
      id: '1',
      role: 'OrderInformation',
      '@referredType': 'BTProductAppointmentSpecification',
      '@type': 'BTProductAppointmentSpecification',
      '@baseType': 'RelatedEntity',
      appointmentType: 'Standard',
      product: {
        productSpecification: { id: 'Etherway Superfast GEA' },
        characteristic: [
          { name: 'AccessTechnology', value: 'FTTP' },
          { name: 'DirectoryNumber', value: '2277264355' },
        ],
      },
    },
  ],
  requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-12T09:00:00Z' } }],
};

/** The median of single requests, in milliseconds. */
async function oneAfterAnother(url, request) {
  const took = [];
  for (let n = 0; n < (quick ? 50 : 300); n += 1) {
    const began = performance.now();
    const response = await fetch(url, request);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    await response.arrayBuffer();
    took.push(performance.now() - began);
  }
  return median(took);
}

/** One operation against the baseline server. */
async function measure(what, aim, box, path, request) {
  const response = await fetch(box.baseUrl + path, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`${what}: ${response.status} ${text.slice(0, 300)}`);
  const own = new Set(['date', 'connection', 'keep-alive']);
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !own.has(name)));
  const baseline = /** @type {import('../test/support/server-process.ts').RunningProcess & { port: number }} */ (
    await startProcess([
      process.execPath,
      'bench/baseline-server.mjs',
      JSON.stringify({ status: response.status, headers, body: text }),
    ])
  );
  const measured = await compare(
    [box.baseUrl + path, request],
    [`http://127.0.0.1:${baseline.port}${path}`, request],
    pace,
  );
  await baseline.end('SIGTERM');
  row(
    `${what} (${text.length} B)`,
    `${percent(measured.ratio)} of the baseline (${measured.a.toFixed(0)}/s, ${measured.b.toFixed(0)}/s)`,
    aim,
  );
}

async function hotPaths() {
  const server = await startServer();
  row('memory when idle', `${residentMb(server.pid).toFixed(0)} MB`, '120 MB or less');
  const { authorization } = await signIn(server);
  await measure('token', '', server, '/oauth/accesstoken?grant_type=client_credentials', {
    headers: { authorization },
  });
  // Only now: each token beyond a thousand revokes the oldest.
  const box = await signIn(server);
  const { headers } = box;
  await measure('address by postcode', '', box, `${addressPath}?postcode=AB15%207XY`, { headers });
  await measure('address, fuzzy', '', box, `${addressPath}?postcode=AB15%207XZ&isFuzzyMatch=true`, { headers });
  const misspelt = 'city=Aberdeen&streetName=Welbrae%20Terace&streetNr=10&isFuzzyMatch=true';
  await measure('address, fuzzy over all premises', '', box, `${addressPath}?${misspelt}`, { headers });
  const fuzzy = await oneAfterAnother(`${box.baseUrl}${addressPath}?${misspelt}`, { headers });
  row('address, fuzzy over all premises, one at a time', `${fuzzy.toFixed(1)} ms at the median`, '5 ms or less');
  await measure('quote', '', box, quotePath, { method: 'POST', headers, body: JSON.stringify(quote) });
  await measure('slot search', '', box, slotPath, {
    method: 'POST',
    headers,
    body: JSON.stringify(slotSearch),
  });
  const placed = /** @type {{ id: string }} */ (
    await (await fetch(box.baseUrl + orderPath, { method: 'POST', headers, body })).json()
  );
  await measure('order GET', '75 % or more', box, `${orderPath}/${placed.id}`, { headers });
  await measure('order POST, memory', '60 % or more', box, orderPath, { method: 'POST', headers, body });
  await server.end('SIGTERM');
}

async function durable() {
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-bench-'));
  const servers = [await startServer(['--data', folder]), await startServer()];
  const requests = [];
  for (const server of servers) {
    const { headers } = await signIn(server);
    requests.push([server.baseUrl + orderPath, { method: 'POST', headers, body }]);
  }
  const [durable, inMemory] = requests;
  const { ratio, a, b } = await compare(durable, inMemory, { ...pace, connections: 50 });
  row(
    'order POST, durable to memory, 50 in flight',
    `${percent(ratio)} (${a.toFixed(0)}/s, ${b.toFixed(0)}/s)`,
    '50 % or more',
  );
  for (const server of servers) await server.end('SIGTERM');
  rmSync(folder, { recursive: true });
}

async function starts() {
  const took = [];
  for (let n = 0; n < (quick ? 5 : 20); n += 1) {
    const server = await startServer();
    took.push(server.readyMs / 1000);
    await server.end('SIGTERM');
  }
  row(
    'process start to ready',
    `${median(took).toFixed(2)} s (slowest ${Math.max(...took).toFixed(2)} s)`,
    '0.6 s or less',
  );
}

async function journeys() {
  const count = quick ? 1000 : 10_000;
  const server = await startServer();
  const box = await signIn(server);
  const place = async () => {
    for (let n = 0; n < count / 20; n += 1) {
      const answer = await fetch(box.baseUrl + orderPath, { method: 'POST', headers: box.headers, body });
      if (answer.status !== 201) throw new Error(`order: ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: 20 }, place));
  row(`memory with ${count} orders of 5 kB`, `${residentMb(server.pid).toFixed(0)} MB`);
  const began = performance.now();
  const answer = await fetch(`${server.controlUrl}/sandboxes/default/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ until: 'completion' }),
  });
  const advanced = /** @type {{ counts: { steps: number } }} */ (await answer.json());
  if (!answer.ok) throw new Error(JSON.stringify(advanced));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  row(
    `${count} whole journeys, callbacks to the inbox`,
    `${seconds} s (${advanced.counts.steps} steps)`,
    '15 s or less',
  );
  row(`memory after ${count} whole journeys`, `${residentMb(server.pid).toFixed(0)} MB`);
  await server.end('SIGTERM');
}

await starts();
await hotPaths();
await durable();
await journeys();
