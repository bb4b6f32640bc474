import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hydrateDocument } from '#domain/core/lazy-document';
import type { Write } from '#domain/core/sandbox-state';
import { type Store, StoreRefusedError } from '#runtime/ports';
import { openFileStore } from '#runtime/store/store-file';
import { createMemoryStore } from '#runtime/store/store-memory';
import type { StoredState } from '#runtime/store/stored-state';
import { FakeDisk } from '../../support/fake-disk.ts';

/** What each adapter offers: a place whose store can be opened again and again. */
interface Place {
  open(): Promise<Store>;
}

function memoryPlace(): Place {
  const storedState: StoredState = new Map();
  return { open: async () => createMemoryStore(storedState) };
}

async function folderPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'etherbox-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { open: () => openFileStore({ folder }) };
}

function fakePlace(): Place {
  const disk = new FakeDisk();
  return { open: () => openFileStore({ folder: '/data', disk, compactAfterBytes: 1000 }) };
}

const adapters: readonly (readonly [string, () => Promise<Place>])[] = [
  ['memory', async () => memoryPlace()],
  ['a folder', folderPlace],
  ['a folder on the simulated disk', async () => fakePlace()],
];

async function contents(store: Store, id: string): Promise<{ version: number; documents: Write[] } | undefined> {
  const found = await store.open(id);
  return (
    found && {
      version: found.version,
      documents: [...found.sandboxState].map(([name, key, each]) => [name, key, hydrateDocument(each)] as const),
    }
  );
}

describe.each(adapters)('a store kept in %s', (_name, makePlace) => {
  it('knows nothing of a sandbox that was never stored', async () => {
    const store = await (await makePlace()).open();
    expect(await store.open('nobody')).toBeUndefined();
    expect(await store.list()).toEqual([]);
    await store.close();
  });

  it('gives back every document, in the order first stored, after it is closed and opened again', async () => {
    const place = await makePlace();
    const store = await place.open();
    await store.append('a', 0, {
      writes: [
        ['orders', 'o2', { id: 'o2', state: 'acknowledged', text: 'naïve – €\n\u0000"\\' }],
        ['orders', 'o1', { id: 'o1' }],
        ['events', 'e1', { n: 1 }],
      ],
    });
    await store.append('a', 1, {
      writes: [
        ['orders', 'o2', { id: 'o2', state: 'completed' }],
        ['events', 'e1', null],
        ['orders', 'o3', { id: 'o3' }],
        ['orders', '__proto__', { constructor: 'x' }],
      ],
    });
    await store.append('a', 2, { writes: [] });
    await store.append('b', 0, { writes: [['orders', 'o1', { id: 'other' }]] });
    const expected = {
      version: 3,
      documents: [
        ['orders', 'o2', { id: 'o2', state: 'completed' }],
        ['orders', 'o1', { id: 'o1' }],
        ['orders', 'o3', { id: 'o3' }],
        ['orders', '__proto__', { constructor: 'x' }],
      ],
    };
    expect(await contents(store, 'a')).toEqual(expected);
    await store.close();
    const again = await place.open();
    expect(await contents(again, 'a')).toEqual(expected);
    expect(await contents(again, 'b')).toEqual({ version: 1, documents: [['orders', 'o1', { id: 'other' }]] });
    expect([...(await again.list())].sort()).toEqual(['a', 'b']);
    await again.close();
  });

  it('takes overlapping changes of one sandbox in version order', async () => {
    const place = await makePlace();
    const store = await place.open();
    const all = Array.from({ length: 200 }, (_, n) => store.append('a', n, { writes: [['c', `k${n % 7}`, { n }]] }));
    await Promise.all(all);
    await store.close();
    const again = await place.open();
    const found = await contents(again, 'a');
    expect(found?.version).toBe(200);
    expect(found?.documents.map(([, key]) => key)).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']);
    expect(found?.documents[3]).toEqual(['c', 'k3', { n: 199 }]);
    await again.close();
  });

  it.each([
    ['older', 0],
    ['newer', 2],
  ])('refuses a change made for an %s version, and keeps nothing of it', async (_word, expectedVersion) => {
    const place = await makePlace();
    const store = await place.open();
    await store.append('a', 0, { writes: [['c', 'k', 'first']] });
    await expect(store.append('a', expectedVersion, { writes: [['c', 'k', 'second']] })).rejects.toThrow(
      StoreRefusedError,
    );
    await store.append('a', 1, { writes: [['c', 'l', 'third']] });
    await store.close();
    const again = await place.open();
    expect(await contents(again, 'a')).toEqual({
      version: 2,
      documents: [
        ['c', 'k', 'first'],
        ['c', 'l', 'third'],
      ],
    });
    await again.close();
  });

  it('removes a sandbox for good, and can begin it anew at version 0', async () => {
    const place = await makePlace();
    const store = await place.open();
    await store.append('a', 0, { writes: [['c', 'k', 'old']] });
    await store.append('b', 0, { writes: [['c', 'k', 'gone']] });
    await store.remove('b');
    const removed = store.remove('a');
    const anew = store.append('a', 0, { writes: [['c', 'l', 'new']] });
    await Promise.all([removed, anew]);
    await store.remove('never there');
    await store.close();
    const again = await place.open();
    expect(await contents(again, 'a')).toEqual({ version: 1, documents: [['c', 'l', 'new']] });
    expect(await again.open('b')).toBeUndefined();
    expect(await again.list()).toEqual(['a']);
    await again.close();
  });

  it('says in words how it keeps things, and refuses changes once closed', async () => {
    const store = await (await makePlace()).open();
    expect(store.health().persistence).toMatch(/^(in memory – lost when this process ends|kept in )/);
    expect(store.health()).toMatchObject({ damage: [] });
    expect(store.health().refusing).toBeUndefined();
    await store.close();
    await expect(store.append('a', 0, { writes: [] })).rejects.toThrow(StoreRefusedError);
  });
});
