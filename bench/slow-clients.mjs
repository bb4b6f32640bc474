// @ts-check
// A normal request beside clients that are slow, rude or gone: half-open sockets, headers and bodies that drip, floods of
// headers, live streams that nobody reads. The crowd is a process of its own; so is the server.
import { connect } from 'node:net';
import { row, signIn } from '../test/support/measure.ts';
import { orderOf5kB, orderPath } from '../test/support/sample-orders.ts';
import { startProcess, startServer } from '../test/support/server-process.ts';

const seconds = process.env.QUICK === '1' ? 2 : 10;
const kinds = {
  'nobody else': {},
  '500 half-open sockets': { halfOpen: 500 },
  '200 clients that drip their headers': { headers: 200 },
  '200 clients that drip their bodies': { bodies: 200 },
  '200 idle connections kept alive': { idle: 200 },
  '16 clients that flood headers of 20 kB': { flood: 16 },
  '16 live streams that are not read': { stalled: 16 },
  'all of them at once': { halfOpen: 500, headers: 100, bodies: 100, idle: 100, flood: 16, stalled: 16 },
};

if (process.argv[2] === 'crowd') crowd(JSON.parse(process.argv[3]));
else for (const [what, parts] of Object.entries(kinds)) await beside(what, parts);

async function beside(what, parts) {
  const server = await startServer();
  const box = await signIn(server);
  const { headers } = box;
  const crowdOf = await startProcess([
    process.execPath,
    '--import',
    'tsx',
    'bench/slow-clients.mjs',
    'crowd',
    JSON.stringify({ parts, baseUrl: box.baseUrl, authorization: headers.authorization }),
  ]);
  const order = orderOf5kB();
  const place = () => timed(box.baseUrl + orderPath, { method: 'POST', headers, body: order });
  const { id } = (await place()).body;
  // Warm up first: only the cost of the crowd is measured.
  for (let n = 0; n < 200; n += 1) await timed(`${box.baseUrl}${orderPath}/${id}`, { headers });
  const reads = [];
  const writes = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    writes.push((await place()).took);
    for (let n = 0; n < 4; n += 1) reads.push((await timed(`${box.baseUrl}${orderPath}/${id}`, { headers })).took);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await crowdOf.end('SIGTERM');
  await server.end('SIGTERM');
  const figures = (times) => `p50 ${at(times, 0.5)}, p99 ${at(times, 0.99)}, worst ${at(times, 1)}`;
  row(`order GET beside ${what}`, `${figures(reads)} ms of ${reads.length}`, '100 ms or less at p99');
  row(`order POST beside ${what}`, `${figures(writes)} ms of ${writes.length}`, '100 ms or less at p99');
}

async function timed(url, request) {
  const began = performance.now();
  const answer = await fetch(url, request);
  const body = /** @type {{ id: string }} */ (await answer.json());
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return { body, took: performance.now() - began };
}

function at(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
}

/** Every client comes again as soon as it is thrown out. */
function crowd({ parts, baseUrl, authorization }) {
  const { hostname, host, port } = new URL(baseUrl);
  const head = (line, ...more) => [line, `Host: ${host}`, ...more, '', ''].join('\r\n');
  const post = head(
    `POST ${orderPath} HTTP/1.1`,
    `Authorization: ${authorization}`,
    'APIGW-Tracking-Header: slow',
    'Content-Type: application/json',
    'Content-Length: 5000',
  );
  const drip = (text) => (socket) => {
    let sent = 0;
    const dripping = setInterval(() => {
      socket.write(text[sent % text.length]);
      sent += 1;
    }, 100);
    socket.once('close', () => clearInterval(dripping));
  };
  const habits = {
    halfOpen: () => {},
    headers: drip(`GET ${orderPath} HTTP/1.1\r\nHost: ${host}\r\nX-Slow: ${'x'.repeat(10_000)}`),
    bodies: (socket) => {
      socket.write(post);
      drip('{"externalId":"slow"')(socket);
    },
    idle: (socket) => socket.write(head('GET /_sandbox/live HTTP/1.1')),
    flood: (socket) => socket.write(head(`GET ${orderPath} HTTP/1.1`, `X-Flood: ${'x'.repeat(20_000)}`)),
    stalled: (socket) => {
      socket.pause();
      socket.write(head('GET /_sandbox/v1/sandboxes/default/stream HTTP/1.1', 'Accept: text/event-stream'));
    },
  };
  const come = (habit) => {
    const socket = connect(Number(port), hostname, () => habit(socket));
    socket.on('error', () => {});
    if (habit !== habits.stalled) socket.resume();
    socket.once('close', () => setImmediate(come, habit));
  };
  for (const [name, count] of Object.entries(parts)) for (let n = 0; n < count; n += 1) come(habits[name]);
  setTimeout(() => console.log('{"ready":true}'), 500);
  // Also where nobody comes.
  setInterval(() => {}, 1000);
}
