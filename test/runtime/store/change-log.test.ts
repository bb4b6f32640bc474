import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hydrateDocument } from '#domain/core/lazy-document';
import {
  encodeHeader,
  encodeLines,
  encodeStep,
  type LogPosition,
  type LogRecord,
  readLogHeader,
  readRecords,
} from '#runtime/store/change-log';
import { logHeader } from '#runtime/store/recover';
import type { LogStep } from '#runtime/store/stored-state';
import { WindowedFiles } from '#runtime/store/windowed-files';
import { FakeDisk } from '../../support/fake-disk.ts';
import { runOptions } from '../../support/run-options.ts';

/** From a few bytes to more than any window here, plain and not, with what looks like the end of a line inside. */
const text = fc
  .tuple(fc.constantFrom('x', 'é', '\n', '"', '1 2 00000000 - '), fc.constantFrom(0, 1, 30, 250, 300, 2500))
  .map(([piece, times]) => piece.repeat(times));
const put = fc.tuple(fc.constantFrom('orders', 'events'), text, fc.option(fc.record({ text }), { nil: null }));
const batches = fc.array(fc.array(put, { maxLength: 25 }), { minLength: 1, maxLength: 12 });

function written(changes: readonly LogStep[]) {
  const { bytes: head, position } = encodeHeader(logHeader(1, 7));
  const ends: LogPosition[] = [position];
  const pieces = changes.map((step) => {
    const { bytes, position: end } = encodeLines([encodeStep(step)], ends.at(-1) as LogPosition);
    ends.push(end);
    return bytes;
  });
  return { bytes: Buffer.concat([head, ...pieces]), ends };
}

async function readBack(bytes: Buffer, windowBytes: number) {
  const disk = new FakeDisk();
  disk.place('log', bytes);
  const page = await new WindowedFiles(disk).open('log');
  const start = readLogHeader(page as NonNullable<typeof page>);
  if ('problem' in start) return { records: [], problem: start.problem, bytes: 0 };
  const records: LogRecord[] = [];
  const onRecord = (record: LogRecord) => {
    records.push(record);
    return undefined;
  };
  const { position, problem } = readRecords(page as NonNullable<typeof page>, start.position, onRecord, windowBytes);
  return { records: records.map(plain), problem, bytes: position.bytes };
}

/** With its documents opened. */
function plain(record: LogRecord): unknown {
  if (!('writes' in record)) return record;
  return { ...record, writes: record.writes.map(([name, key, document]) => [name, key, hydrateDocument(document)]) };
}

const stepsOf = (changes: readonly (readonly (readonly [string, string, unknown])[])[]): LogStep[] =>
  changes.map((each, n) => ({ sandbox: 'default', version: n + 1, writes: each }));

it('a log is read back whole through a window of any size', async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.integer({ min: 1, max: 20_000 }), async (changes, windowBytes) => {
      const steps = stepsOf(changes);
      const { bytes } = written(steps);
      expect(await readBack(bytes, windowBytes)).toEqual({ records: steps, problem: undefined, bytes: bytes.length });
    }),
    runOptions(200, 5000),
  );
});

it('what is damaged or cut anywhere ends the log before that record, whatever the window', async () => {
  const where = fc.double({ min: 0, max: 1, noNaN: true });
  await fc.assert(
    fc.asyncProperty(
      batches,
      fc.integer({ min: 1, max: 20_000 }),
      where,
      fc.boolean(),
      async (changes, windowBytes, share, cut) => {
        const steps = stepsOf(changes);
        const { bytes, ends } = written(steps);
        const [first, last] = [(ends[0] as LogPosition).bytes, bytes.length - 1];
        const at = first + Math.floor(share * (last - first));
        const damaged = cut ? bytes.subarray(0, at) : Buffer.from(bytes);
        if (!cut) damaged[at] = (bytes[at] as number) ^ (1 << (at % 8));
        const whole = ends.filter((end) => end.bytes <= at).length - 1;
        const read = await readBack(damaged, windowBytes);
        expect(read.records).toEqual(steps.slice(0, whole));
        expect(read.bytes).toBe(ends[whole]?.bytes);
        // A cut exactly between two records leaves nothing behind it.
        expect(read.problem === undefined).toBe(cut && ends[whole]?.bytes === at);
      },
    ),
    runOptions(200, 5000),
  );
});
