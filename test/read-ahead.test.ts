import { expect, it } from 'vitest';
import { readingAhead } from '../src/mock/runtime/read-ahead.ts';

/** A disk that writes down what it is asked for and holds its answers until they are let go. */
function heldDisk() {
  const asked: string[] = [];
  const files = new Map<string, { resolve(bytes: Buffer): void; reject(error: Error): void }>();
  return {
    asked,
    read(path: string) {
      asked.push(path);
      return new Promise<Buffer | undefined>((resolve, reject) => files.set(path, { resolve, reject }));
    },
    bring: (path: string) => files.get(path)?.resolve(Buffer.from(path)),
    fail: (path: string) => files.get(path)?.reject(new Error(`no ${path}`)),
  };
}

it('reads the next three files while one is looked at, each once, and brings each under its own name', async () => {
  const disk = heldDisk();
  const files = readingAhead(disk, ['a', 'b', 'c', 'd', 'e', 'f']);
  const a = files.read('a');
  expect(disk.asked).toEqual(['a', 'b', 'c', 'd']);
  for (const path of ['b', 'a']) disk.bring(path);
  expect(String(await a)).toBe('a');
  const b = files.read('b');
  expect(disk.asked).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(String(await b)).toBe('b');
});

it('reads what it did not expect, and a file again that was asked for before', async () => {
  const disk = heldDisk();
  const files = readingAhead(disk, ['a', 'b']);
  const other = files.read('x');
  disk.bring('x');
  expect(String(await other)).toBe('x');
  const first = files.read('a');
  const again = files.read('a');
  expect(disk.asked).toEqual(['x', 'a', 'b', 'a']);
  disk.bring('a');
  expect(String(await again)).toBe('a');
  // The first reading was never answered by this disk: it is another one.
  await expect(Promise.race([first, Promise.resolve('held')])).resolves.toBe('held');
});

it('tells a failure to whoever asks for that file, and to nobody when nobody does', async () => {
  const disk = heldDisk();
  const files = readingAhead(disk, ['a', 'b', 'c']);
  const a = files.read('a');
  for (const path of ['b', 'c']) disk.fail(path);
  disk.bring('a');
  await a;
  // A failure that nobody asks for would end the process in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  await expect(files.read('b')).rejects.toThrow('no b');
});
