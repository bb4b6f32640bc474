import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Write } from '#domain/core/sandbox-state';
import { type MemoryLimit, usableHeapBytes, withMemoryLimit } from '#runtime/store/memory-limit';
import { createMemoryStore } from '#runtime/store/store-memory';
import { startServer } from '../../support/server-process.ts';

const sample = readFileSync(new URL('../../../fixtures/requests/etherway-fibre-provide.json', import.meta.url), 'utf8');
/** One that soon fills a memory. */
const order = JSON.stringify({ ...JSON.parse(sample), note: [{ id: '1', text: 'x'.repeat(60_000) }] });

describe('a store at its memory limit', () => {
  function setting() {
    let full = false;
    const memoryLimit: MemoryLimit & { fill(): void } = {
      fill: () => {
        full = true;
      },
      usedBytes: () => undefined,
      shortage: () => (full ? 'no room' : undefined),
      onFreed: () => {
        full = false;
      },
      close: () => undefined,
    };
    return { memoryLimit, store: withMemoryLimit(createMemoryStore(), memoryLimit) };
  }
  const brought: Write[] = [['orders', '1', {}]];
  const emptied: Write[] = [
    ['orders', '1', null],
    ['settings', 'clock', {}],
  ];

  it('refuses what lets it grow, says why, and takes what empties it; then it takes documents again', async () => {
    const { memoryLimit, store } = setting();
    await store.append('a', 0, { writes: brought });
    memoryLimit.fill();
    await expect(store.append('a', 1, { writes: brought })).rejects.toMatchObject({ reason: 'no room' });
    expect(store.health().refusing).toBe('no room');
    expect((await store.open('a'))?.version).toBe(1);
    await store.append('a', 1, { writes: emptied });
    expect(store.health().refusing).toBeUndefined();
    await store.append('a', 2, { writes: brought });
  });

  it('takes documents again once a sandbox is deleted', async () => {
    const { memoryLimit, store } = setting();
    await store.append('a', 0, { writes: brought });
    memoryLimit.fill();
    await store.remove('a');
    await store.append('b', 0, { writes: brought });
  });
});

// In MiB: what V8 says its limit is, and how much of it is for objects that stay.
it.each([
  ['a large machine, Node 20', 4144, '', undefined, '11.3.244', 4096],
  ['a large machine, Node 22', 4144, '', undefined, '12.4.254', 4096],
  ['a large machine, Node 24', 4288, '', undefined, '13.6.233', 4096],
  ['a large machine, Node 26', 4192, '', undefined, '14.6.202', 4096],
  ['a large machine, a newer Node', 4288, '', undefined, '15.1.2', 4096],
  ['a container of 128 MB, Node 20', 65.5, '', undefined, '11.3.244', 64],
  ['a container of 128 MB, Node 24', 70, '', undefined, '13.6.233', 64],
  ['a size that was set, Node 20', 160, '--max-old-space-size=112', undefined, '11.3.244', 112],
  ['a size that was set, Node 24', 304, '--max-old-space-size=112', undefined, '13.6.233', 112],
  ['a size that was set, Node 26', 208, '--max-old-space-size=112', undefined, '14.6.202', 112],
  ['a size that was set, in the other spelling', 160, '--max_old_space_size 112', undefined, '11.3.244', 112],
  ['both sizes', 67, '--max-old-space-size=64 --max-semi-space-size=1', undefined, '13.6.233', 64],
  ['the last of two', 4120, '--max-semi-space-size=64 --max-semi-space-size=8', undefined, '13.6.233', 4096],
  ['a worker with limits of its own', 76, '--max-old-space-size=4096', 8, '11.3.244', 64],
])('of the limit of %s all but the space for young objects counts', (_, limit, flags, young, v8Version, usable) => {
  expect(usableHeapBytes(limit * 2 ** 20, flags, young, v8Version) / 2 ** 20).toBeCloseTo(usable, 0);
});

it('a server that has used its memory refuses orders with 507 and why, reads on, and takes orders again after a reset', async () => {
  const small = { env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=112' } };
  const server = await startServer(['--journal-entries', '10'], small);
  try {
    const signedIn = await fetch(`${server.tokenUrl}?grant_type=client_credentials`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${server.sandbox.clientId}:${server.sandbox.clientSecret}`).toString('base64')}`,
      },
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const headers = {
      authorization: `Bearer ${accessToken}`,
      'apigw-tracking-header': 'memory',
      'content-type': 'application/json',
    };
    const path = `${server.baseUrl}/v1/productOrderingManagement/productOrder`;
    const place = () => fetch(path, { method: 'POST', headers, body: order });
    let refused: Response | undefined;
    let placed = 0;
    while (refused === undefined && placed < 10_000) {
      for (const answer of await Promise.all(Array.from({ length: 4 }, place))) {
        if (answer.status === 201) placed += 1;
        else refused = answer;
        if (answer !== refused) await answer.arrayBuffer();
      }
    }
    expect(refused?.status).toBe(507);
    expect(await refused?.text()).toContain('of memory that Node gives it');
    const ready = (await (await fetch(`${server.baseUrl}/_sandbox/ready`)).json()) as { stage: string; reason: string };
    expect(ready).toMatchObject({ stage: 'degraded', reason: expect.stringContaining('--max-old-space-size=') });
    const metrics = await (await fetch(`${server.baseUrl}/_sandbox/metrics`)).text();
    const usableBytes = Number(/^etherbox_memory_kept_bytes (\d+)$/m.exec(metrics)?.[1]);
    expect(usableBytes).toBeGreaterThan(placed * 60_000);
    const list = await fetch(`${path}?limit=1`, { headers });
    expect([list.status, list.headers.get('x-total-count')]).toEqual([200, String(placed)]);
    await list.arrayBuffer();
    const reset = await fetch(`${server.controlUrl}/sandboxes/default/reset`, { method: 'POST' });
    expect(reset.status).toBeLessThan(300);
    await reset.arrayBuffer();
    const again = await place();
    expect(again.status).toBe(201);
    await again.arrayBuffer();
  } finally {
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
  }
}, 240_000);
