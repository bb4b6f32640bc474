// @ts-check
// The product from the clean build, as a stranger would use it: start it, get a token, place an order, let time pass until
// it completes, and see that there is a service now. Exits 1 and says what was not so.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PATIENCE_MS = 30_000;

const child = spawn(process.execPath, ['dist/cli/main.js', 'start', '--port', '0', '--json'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(child, 'exit');

try {
  const started = await firstLine(child);
  assert.equal(started.ready, true, 'start says that it is ready');
  const orderId = await placeOrder(started);
  await completes(started, orderId);
  console.log('ok   an order placed against the built product completes');
} catch (error) {
  console.log(`FAIL the built product: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(patience);
}

/** The one JSON object that `start --json` prints; rejects when the server ends or says nothing. */
async function firstLine(server) {
  const lines = createInterface({ input: server.stdout });
  const waiting = AbortSignal.timeout(PATIENCE_MS);
  const [line] = await Promise.race([
    once(lines, 'line', { signal: waiting }),
    ended.then(([code]) => Promise.reject(new Error(`start ended with ${code} before it was ready`))),
  ]);
  return JSON.parse(line);
}

async function request(what, url, options = {}) {
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  assert.ok(response.ok, `${what}: ${response.status} ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function bearer({ tokenUrl, sandbox }) {
  const basic = Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64');
  const token = await request('a token', `${tokenUrl}?grant_type=client_credentials`, {
    headers: { authorization: `Basic ${basic}` },
  });
  return { authorization: `Bearer ${token.access_token}`, 'apigw-tracking-header': 'smoke' };
}

async function placeOrder(started) {
  const body = readFileSync(join(root, 'fixtures/requests/etherway-fibre-provide.json'), 'utf8');
  const order = await request('the order', `${started.baseUrl}/v1/productOrderingManagement/productOrder`, {
    method: 'POST',
    headers: { ...(await bearer(started)), 'content-type': 'application/json' },
    body,
  });
  assert.ok(order.id, 'the order has an id');
  return order.id;
}

/** As a person would do it: let time pass, answer what waits for an answer (by doing nothing: the default), look again. */
async function completes(started, orderId) {
  const order = `${started.baseUrl}/v1/productOrderingManagement/productOrder/${orderId}`;
  await request('the clock', `${started.controlUrl}/sandboxes/${started.sandbox.id}/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ until: 'completion' }),
  });
  const done = await request('the order again', order, { headers: await bearer(started) });
  assert.equal(done.state, 'completed', 'the state of the order');
  const text = JSON.stringify(done);
  assert.match(text, /"ETH[A-Z]\d{8}"/, 'the service id of the new service');
}
