import { afterAll, expect } from 'vitest';

/** Holds every test file to this: nothing in its process reported an internal error on stderr. */
const reported: string[] = [];
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = ((text: string | Uint8Array, ...rest: never[]) => {
  if (String(text).includes('Internal error in etherbox')) reported.push(String(text));
  return write(text, ...rest);
}) as typeof process.stderr.write;

afterAll(() => expect(reported, 'internal errors reported on stderr').toEqual([]));
