import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Collection } from '#domain/core/sandbox-state';
import { events } from '#domain/timeline/event';
import { collections } from '#engine/state/collections';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { sourcesIn } from '../../architecture/source-file.ts';
import { createDeliveryRig, putEvent } from '../../support/delivery-rig.ts';

const sources = [...sourcesIn('src/mock/domain'), ...sourcesIn('src/mock/engine')].filter(({ code }) =>
  /\bdefineCollection</.test(code),
);

/** Every descriptor of a collection that a module exports. */
async function exportedDescriptors(): Promise<readonly Collection<unknown>[]> {
  const modules = await Promise.all(sources.map(({ path }) => import(pathToFileURL(path).href)));
  const isDescriptor = (value: unknown): value is Collection<unknown> =>
    typeof value === 'object' &&
    value !== null &&
    collections.some(({ name }) => name === (value as { name?: string }).name);
  return modules.flatMap((module) => Object.values(module)).filter(isDescriptor);
}

describe('a stored collection has one descriptor', () => {
  test('an event is found by its order in the transaction that wrote it, through every descriptor of events', async () => {
    const rig = createDeliveryRig();
    const { reader } = await rig.add('a', null);
    const transaction = new StagedTransaction(reader);
    const eventId = putEvent(transaction, 'order-1');
    for (const descriptor of (await exportedDescriptors()).filter(({ name }) => name === events.name))
      expect(transaction.find(descriptor, 'orderId', 'order-1').map(([key]) => key)).toEqual([eventId]);
    rig.close();
  });

  test('no two modules define a collection of one name, exported or not', () => {
    const names = sources.flatMap(({ text }) =>
      [...text.matchAll(/\bdefineCollection<[^(]*>\(\s*'([^']+)'/g)].map(([, name]) => name as string),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect([...names].sort()).toEqual(collections.map(({ name }) => name).sort());
  });

  test('the registered descriptor is the exported one', async () => {
    for (const descriptor of await exportedDescriptors()) expect(collections).toContain(descriptor);
  });
});
