import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { BtClient } from '../support/bt-client.ts';
import { orderPath, provideOrder } from '../support/sample-orders.ts';
import { startServer } from '../support/server-process.ts';

test('a second advance while one runs is a declared 409, and stderr stays empty', async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let called = () => {};
  const firstCallback = new Promise<void>((resolve) => {
    called = resolve;
  });
  const listener = createServer(async (request, response) => {
    request.resume();
    called();
    await released;
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  const server = await startServer(['--callback', `http://127.0.0.1:${port}/hook`]);
  const control = (path: string, body: object) =>
    fetch(`${server.controlUrl}/sandboxes/default${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  try {
    const client = await BtClient.connect(server);
    await client.send('POST', orderPath, provideOrder('TWICE'));
    const first = control('/clock/advance', { until: 'completion' });
    await firstCallback;
    const second = await control('/clock/advance', { by: 'P1D' });
    expect(second.status).toBe(409);
    expect(await second.json()).toMatchObject({ code: 'ETHERBOX_ADVANCE_IN_PROGRESS', status: 409 });
    release();
    expect((await first).status).toBe(200);
    expect(server.stderr()).toBe('');
  } finally {
    release();
    await server.end('SIGTERM');
    listener.close();
  }
});
