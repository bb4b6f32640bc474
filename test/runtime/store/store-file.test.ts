import { describe, expect, it, vi } from 'vitest';
import { type Store, StoreRefusedError } from '#runtime/ports';
import { type FileStoreOptions, openFileStore } from '#runtime/store/store-file';
import { DataFolderError } from '#runtime/store/store-folder';
import type { LogStep } from '#runtime/store/stored-state';
import { FakeDisk } from '../../support/fake-disk.ts';
import { runOptions, seed } from '../../support/run-options.ts';
import { type SeededRandom, seededRandom } from '../../support/seeded-random.ts';
import {
  applyToStore,
  modelContents,
  randomSteps,
  singleProcess,
  storeContents,
} from '../../support/store-workload.ts';

vi.setConfig({ testTimeout: 600_000 });

const folder = '/data';
/** Small enough that sixty changes make several generations of several parts each. */
const small = { folder, compactAfterBytes: 3000, partBytes: 1500 };

function openOn(disk: FakeDisk, options: Partial<FileStoreOptions> = {}): Promise<Store> {
  return openFileStore({ ...small, disk, process: singleProcess(1), ...options });
}

interface Outcome {
  /** How many changes were handed over, and how many of them, from the first on, were acknowledged. */
  readonly submitted: number;
  readonly acknowledged: number;
}

/** Hands the steps over in bursts of several under way at once, until all are done or one is refused. */
async function appendSteps(store: Store, steps: readonly LogStep[], random: SeededRandom): Promise<Outcome> {
  let acknowledged = 0;
  let submitted = 0;
  while (submitted < steps.length) {
    const burst = steps.slice(submitted, submitted + 1 + random.integerBelow(6));
    submitted += burst.length;
    const outcomes = await Promise.allSettled(burst.map((step) => applyToStore(store, step)));
    const refusedAt = outcomes.findIndex(({ status }) => status === 'rejected');
    acknowledged += refusedAt < 0 ? burst.length : refusedAt;
    if (refusedAt >= 0) break;
  }
  return { submitted, acknowledged };
}

/** How many steps the store holds, or undefined when it holds no prefix of them with at least `acknowledged`. */
async function prefixHeld(store: Store, steps: readonly LogStep[], outcome: Outcome): Promise<number | undefined> {
  const found = await storeContents(store);
  for (let count = outcome.acknowledged; count <= outcome.submitted; count += 1) {
    if (found === modelContents(steps.slice(0, count))) return count;
  }
  return undefined;
}

/** One life on a disk whose power goes at `call`; undefined when all is well, else what was wrong. */
async function runUntilPowerCut(life: number, call: number, fsync: boolean): Promise<string | undefined> {
  const random = seededRandom(life);
  const steps = randomSteps(life, 60);
  const disk = new FakeDisk(life);
  disk.powerCutAt = call;
  let outcome: Outcome = { submitted: 0, acknowledged: 0 };
  try {
    const store = await openOn(disk, { fsync });
    outcome = await appendSteps(store, steps, random);
    await store.close();
  } catch (error) {
    if (!(error instanceof DataFolderError) && disk.calls < call) throw error;
  }
  let survivor = disk.afterPowerCut();
  if (random.boolean(0.3)) {
    // And again, while it recovers.
    survivor.powerCutAt = 1 + random.integerBelow(12);
    await openOn(survivor, { process: singleProcess(2) }).catch(() => {});
    survivor = survivor.afterPowerCut();
  }
  const store = await openOn(survivor, { process: singleProcess(3) });
  const held = await prefixHeld(store, steps, outcome);
  if (held === undefined)
    return `not a prefix with the first ${outcome.acknowledged}: ${store.health().damage.join(' ')}`;
  await appendSteps(store, steps.slice(held), random);
  await store.close();
  const again = await openOn(survivor, { process: singleProcess(4), onDamage: 'refuse' });
  const complete = (await storeContents(again)) === modelContents(steps);
  await again.close();
  return complete ? undefined : 'what was added after recovery is not what comes back';
}

async function countCalls(life: number): Promise<number> {
  const disk = new FakeDisk(life);
  const store = await openOn(disk);
  await appendSteps(store, randomSteps(life, 60), seededRandom(life));
  await store.close();
  return disk.calls;
}

describe('power cuts', () => {
  it('lose no acknowledged change, at whatever call they come', async () => {
    const { numRuns } = runOptions(400, 10_000);
    const wrong: string[] = [];
    let life = seed;
    for (let done = 0; done < numRuns; life += 1) {
      const calls = await countCalls(life);
      for (let call = 1; call <= calls && done < numRuns; call += 1, done += 1) {
        const problem = await runUntilPowerCut(life, call, true);
        if (problem !== undefined) wrong.push(`SEED=${life} call ${call}: ${problem}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are seen to lose changes that are acknowledged without a sync', async () => {
    // So that the test above is known to see what it is there to see.
    const calls = await countCalls(seed);
    let lost = 0;
    for (let call = 20; call <= calls; call += 1) {
      if ((await runUntilPowerCut(seed, call, false).catch(String)) !== undefined) lost += 1;
    }
    expect(lost).toBeGreaterThan(0);
  });
});

/** A folder as sixty changes and a clean stop leave it, and the files of a stop without warning. */
async function folderWith(steps: readonly LogStep[], options: Partial<FileStoreOptions> = {}): Promise<FakeDisk> {
  const disk = new FakeDisk(1);
  const store = await openOn(disk, options);
  for (const step of steps) await applyToStore(store, step);
  await store.close();
  return disk;
}

/** The same folder with one file changed; undefined: without it. */
function withFile(disk: FakeDisk, path: string, content: Buffer | undefined): FakeDisk {
  const copy = new FakeDisk(1);
  for (const [name, bytes] of disk.files()) if (name !== path) copy.place(name, bytes);
  if (content !== undefined) copy.place(path, content);
  return copy;
}

/** Where the changes of a log end: the first entry is the end of its header. */
function lineEnds(log: Buffer): number[] {
  return [...log.entries()].flatMap(([at, byte]) => (byte === 10 ? [at + 1] : []));
}

describe('damage', () => {
  const steps = randomSteps(seed, 40);
  const oneLog = { compactAfterBytes: 1e9 };
  const log = '/data/changes-000001.log';
  /** What is held after the first so many changes. */
  const heldAfter = [...steps.keys(), steps.length].map((count) => modelContents(steps.slice(0, count)));

  async function recovered(disk: FakeDisk): Promise<{ held: string; damage: string; disk: FakeDisk }> {
    const store = await openOn(disk, { ...oneLog, process: singleProcess(2) });
    const damage = store.health().damage.join('\n');
    const held = await storeContents(store);
    await store.close();
    return { held, damage, disk };
  }

  /** Damages the log, and expects the changes before the damage, the rest moved aside, and a sentence about it. */
  async function expectPrefix(disk: FakeDisk, damaged: Buffer, from: number): Promise<void> {
    const whole = disk.content(log) as Buffer;
    let good = -1;
    for (let end = whole.indexOf(10) + 1; end > 0 && end <= from; end = whole.indexOf(10, end) + 1) good += 1;
    const after = await recovered(withFile(disk, log, damaged));
    expect(after.held, `damaged at ${from}`).toBe(heldAfter[Math.max(0, good)]);
    expect(after.damage, `damaged at ${from}`).not.toBe('');
  }

  it('of any bit in the last 4 kB of the log is noticed, and everything before that change comes back', async () => {
    const disk = await folderWith(steps, oneLog);
    const whole = disk.content(log) as Buffer;
    const { numRuns } = runOptions(500, 8 * 4096);
    const bits = Math.min(whole.length, 4096) * 8;
    const stride = Math.max(1, Math.floor(bits / numRuns));
    for (let bit = 0; bit < bits; bit += stride) {
      const at = whole.length - 1 - Math.floor(bit / 8);
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] as number) ^ (1 << (bit % 8));
      await expectPrefix(disk, damaged, at);
    }
  });

  it('by a cut at any byte of the last 4 kB is noticed after a clean stop, even between two changes', async () => {
    const disk = await folderWith(steps, oneLog);
    const whole = disk.content(log) as Buffer;
    const { numRuns } = runOptions(500, 4096);
    const cuts = Math.min(whole.length, 4096);
    const stride = Math.max(1, Math.floor(cuts / numRuns));
    const between = lineEnds(whole).slice(-5, -1);
    const anywhere = Array.from({ length: Math.ceil(cuts / stride) }, (_, n) => whole.length - 1 - n * stride);
    for (const at of [...between, ...anywhere]) await expectPrefix(disk, whole.subarray(0, at), at);
  });

  it.each([
    ['zeros over the last 700 bytes', 700, 700],
    ['zeros over everything', 1e9, 1e9],
    ['zeros after the end', 0, 300],
  ])('by %s is noticed', async (_what, overwritten, zeros) => {
    const disk = await folderWith(steps, oneLog);
    const whole = disk.content(log) as Buffer;
    const from = Math.max(0, whole.length - overwritten);
    const damaged = Buffer.concat([whole.subarray(0, from), Buffer.alloc(Math.min(zeros, whole.length))]);
    await expectPrefix(disk, damaged, from);
  });

  it('keeps the bad tail in a file, goes on after the good part, and is not found twice', async () => {
    const disk = await folderWith(steps, oneLog);
    const whole = disk.content(log) as Buffer;
    const end = lineEnds(whole)[20] as number;
    const damaged = Buffer.from(whole);
    damaged[end + 30] = 0;
    const { damage, disk: after } = await recovered(withFile(disk, log, damaged));
    expect(damage).toBe(
      `changes-000001.log is damaged from byte ${end} on: its checksum, sequence or end does not match. Everything up to ` +
        `change 20 was recovered. The ${whole.length - end} bytes after it were kept as damaged-1-changes-000001.log.`,
    );
    expect(after.content('/data/damaged-1-changes-000001.log')).toEqual(damaged.subarray(end));
    const store = await openOn(after, { ...oneLog, process: singleProcess(3) });
    expect(store.health().damage).toEqual([]);
    for (const step of steps.slice(20)) await applyToStore(store, step);
    expect(await storeContents(store)).toBe(modelContents(steps));
    await store.close();
  });

  it('stops the start when it is to be refused, and then touches nothing', async () => {
    const disk = await folderWith(steps, oneLog);
    const damaged = withFile(disk, log, (disk.content(log) as Buffer).subarray(0, -1));
    const before = damaged.files();
    const opening = openOn(damaged, { ...oneLog, onDamage: 'refuse' });
    await expect(opening).rejects.toMatchObject({
      kind: 'damaged',
      message: expect.stringMatching(/changes-000001\.log/),
    });
    expect(damaged.files()).toEqual(before);
  });

  it('of the newest snapshot – gone, cut or flipped – is noticed, and the one before it is used with its logs', async () => {
    const many = randomSteps(seed, 120);
    const disk = await folderWith(many);
    const names = disk.files().map(([path]) => path);
    const manifests = names.filter((path) => /snapshot-\d+\.json$/.test(path)).sort();
    const newest = manifests.at(-1) as string;
    const parts = names.filter((path) => path.startsWith(`${newest.slice(0, -5)}-part-`));
    expect(manifests).toHaveLength(2);
    expect(parts.length).toBeGreaterThan(1);
    const flip = (path: string, at: number) => {
      const bytes = Buffer.from(disk.content(path) as Buffer);
      bytes[at % bytes.length] = (bytes[at % bytes.length] as number) ^ 4;
      return bytes;
    };
    const cases: (readonly [string, Buffer | undefined])[] = [
      [newest, undefined],
      [newest, (disk.content(newest) as Buffer).subarray(0, -5)],
      [newest, Buffer.alloc(0)],
      [newest, flip(newest, 33)],
      [parts[1] as string, undefined],
      ...Array.from({ length: 60 }, (_, n) => [parts[0] as string, flip(parts[0] as string, n * 11)] as const),
    ];
    for (const [path, content] of cases) {
      const store = await openOn(withFile(disk, path, content), { process: singleProcess(2) });
      const what = `${path} as ${content?.length} bytes`;
      expect(await storeContents(store), what).toBe(modelContents(many));
      expect(store.health().damage.join(' '), what).toContain(newest.slice('/data/'.length, -5));
      await store.close();
    }
  });

  it('of the newest snapshot outlives later generations: the whole ones are the ones that stay', async () => {
    const many = randomSteps(seed, 240);
    const disk = await folderWith(many.slice(0, 120));
    const newest = disk
      .files()
      .flatMap(([path]) => (/snapshot-\d+\.json$/.test(path) ? [path] : []))
      .sort()
      .at(-1) as string;
    const damaged = withFile(disk, newest, Buffer.from('{}'));
    const store = await openOn(damaged, { process: singleProcess(2) });
    for (const step of many.slice(120)) await applyToStore(store, step);
    await store.close();
    const again = await openOn(damaged, { process: singleProcess(3), onDamage: 'refuse' });
    expect(await storeContents(again)).toBe(modelContents(many));
    await again.close();
  });

  it('that leaves nothing to go on with is never a silent empty start', async () => {
    const disk = await folderWith(steps, oneLog);
    for (const content of [undefined, Buffer.alloc(0), Buffer.alloc(5000), Buffer.from('hello')]) {
      const { held, damage } = await recovered(withFile(disk, log, content));
      expect(held).toBe('[]');
      expect(damage).toMatch(/changes-000001\.log (is missing|was left out).* the state is empty/);
    }
  });
});

describe('a store that is closed', () => {
  it('leaves its folder alone from then on, also when it was about to write a snapshot', async () => {
    for (let count = 1; count <= 60; count += 1) {
      const disk = await folderWith(randomSteps(seed, count));
      const { calls } = disk;
      for (let tick = 0; tick < 20; tick += 1) await new Promise((resolve) => setImmediate(resolve));
      expect(disk.calls, `after ${count} changes`).toBe(calls);
    }
  });
});

describe('other formats', () => {
  const asFormat = (bytes: Buffer) => Buffer.from(bytes.toString().replace('"format": 2', '"format": 1'));

  it('are refused by name, and nothing is changed', async () => {
    const disk = await folderWith(randomSteps(seed, 5));
    const path = '/data/etherbox.json';
    const older = withFile(disk, path, asFormat(disk.content(path) as Buffer));
    const before = older.files();
    await expect(openOn(older)).rejects.toMatchObject({
      kind: 'format',
      message: expect.stringMatching(/format 1.*format 2/),
    });
    expect(older.files()).toEqual(before);
    for (const content of ['{}', 'null', '{"format":3}', '{"format":"2"}']) {
      await expect(openOn(withFile(disk, path, Buffer.from(content)))).rejects.toMatchObject({ kind: 'format' });
    }
    await expect(openOn(withFile(disk, path, Buffer.from('{"form')))).rejects.toMatchObject({ kind: 'damaged' });
  });
});

describe('a disk that refuses', () => {
  it('at any one call refuses exactly the changes from there on, says why, and takes changes again', async () => {
    const { numRuns } = runOptions(300, 3000);
    let life = seed;
    for (let done = 0; done < numRuns; life += 1) {
      const calls = await countCalls(life);
      for (let call = 1; call <= calls && done < numRuns; call += 1, done += 1) await runWithFailure(life, call);
    }
  });

  async function runWithFailure(life: number, failing: number): Promise<void> {
    const what = `SEED=${life} call ${failing}`;
    const disk = new FakeDisk(life);
    const code = seededRandom(life + failing).pick(['ENOSPC', 'EIO', 'EFBIG', 'EDQUOT']);
    disk.failWith = (call) => (call === failing ? code : undefined);
    const steps = randomSteps(life, 60);
    const opened = await openOn(disk).catch((error: unknown) => error);
    if (!('append' in (opened as object))) {
      expect(opened, what).toMatchObject({ kind: 'unwritable', message: expect.stringContaining(code) });
      return;
    }
    let store = opened as Store;
    let storedCount = 0;
    while (storedCount < steps.length) {
      const outcome = await appendSteps(store, steps.slice(storedCount), seededRandom(life));
      storedCount += outcome.acknowledged;
      if (storedCount < steps.length) expect(store.health().refusing, what).toContain(code);
      expect(await storeContents(store), what).toBe(modelContents(steps.slice(0, storedCount)));
    }
    expect(store.health().refusing, what).toBeUndefined();
    await store.close().catch(() => {});
    store = await openOn(disk, { process: singleProcess(2), onDamage: 'refuse' });
    expect(await storeContents(store), what).toBe(modelContents(steps));
    await store.close();
  }

  it('for as long as it is full refuses every change, and keeps reading', async () => {
    const disk = new FakeDisk(1);
    const steps = randomSteps(seed, 30);
    const store = await openOn(disk);
    for (const step of steps.slice(0, 10)) await applyToStore(store, step);
    disk.failWith = (_call, what) => (/^(write|truncate)/.test(what) ? 'ENOSPC' : undefined);
    for (let n = 0; n < 3; n += 1) {
      await expect(applyToStore(store, steps[10] as LogStep)).rejects.toThrow(StoreRefusedError);
      expect(store.health().refusing).toBe('no space left on the device (ENOSPC)');
      expect(await storeContents(store)).toBe(modelContents(steps.slice(0, 10)));
    }
    disk.failWith = () => undefined;
    for (const step of steps.slice(10)) await applyToStore(store, step);
    expect(store.health().refusing).toBeUndefined();
    await store.close();
    const again = await openOn(disk, { process: singleProcess(2), onDamage: 'refuse' });
    expect(await storeContents(again)).toBe(modelContents(steps));
    await again.close();
  });
});

describe('one owner', () => {
  const owner = (pid: number, alive: readonly number[], started = `boot/${pid}`, host = 'here') => ({
    pid,
    host,
    startedAs: (each: number) => (each === pid ? started : `boot/${each}`),
    isAlive: (each: number) => alive.includes(each),
  });

  it('keeps a second one out by name, and lets the next one in once it is closed', async () => {
    const disk = new FakeDisk(1);
    const first = await openOn(disk, { process: owner(41, [41, 42]) });
    const second = openOn(disk, { process: owner(42, [41, 42]) });
    await expect(second).rejects.toThrow(DataFolderError);
    await expect(second).rejects.toMatchObject({
      kind: 'locked',
      message: expect.stringContaining('process 41 on here'),
    });
    await first.append('a', 0, { writes: [['c', 'k', 1]] });
    await first.close();
    const third = await openOn(disk, { process: owner(42, [41, 42]) });
    expect(await third.list()).toEqual(['a']);
    await third.close();
  });

  it.each([
    ['gives way when the lock is one whose process is gone', owner(42, [42]), 'taken'],
    [
      'gives way when the lock is one whose pid now belongs to a younger process',
      { ...owner(42, [41, 42]), startedAs: () => 'boot/99' },
      'taken',
    ],
    ['gives way when the lock is one whose pid is ours, from before a restart', owner(41, [41], 'boot2/41'), 'taken'],
    ['stays when nobody knows when processes began', { ...owner(42, [41, 42]), startedAs: () => undefined }, 'refused'],
    ['stays when it is on another host', owner(42, [42], 'boot/42', 'there'), 'refused'],
  ])('%s', async (_case, process, outcome) => {
    const disk = new FakeDisk(1);
    const first = await openOn(disk, { process: owner(41, [41]) });
    await first.append('a', 0, { writes: [['c', 'k', 1]] });
    const opening = openOn(disk, { process });
    if (outcome === 'refused') {
      await expect(opening).rejects.toMatchObject({ kind: 'locked' });
      return;
    }
    const store = await opening;
    expect(await store.list()).toEqual(['a']);
    await store.close();
    expect(disk.files().map(([path]) => path)).not.toContain('/data/owner.lock');
  });

  it('a lock that a power cut left empty belongs to nobody', async () => {
    const disk = await folderWith(randomSteps(seed, 3));
    disk.place('/data/owner.lock', Buffer.alloc(0));
    const store = await openOn(disk);
    await store.close();
  });

  it('a start that fails at any call, and a store that is closed, leave no file open', async () => {
    const files = (await folderWith(randomSteps(seed, 60))).files();
    for (let failing = 1, failed = true; failed; failing += 1) {
      const disk = new FakeDisk(seed);
      for (const [path, content] of files) disk.place(path, content);
      failed = false;
      disk.failWith = (call) => {
        failed ||= call === failing;
        return call === failing ? 'EIO' : undefined;
      };
      await openOn(disk)
        .then((store) => store.close())
        .catch(() => undefined);
      expect(disk.openReaders, `failing at call ${failing}: ${disk.trace[failing - 1]}`).toBe(0);
    }
  });

  it('a folder that cannot be used frees the lock again', async () => {
    const disk = withFile(await folderWith(randomSteps(seed, 3)), '/data/etherbox.json', Buffer.from('{"format":7}'));
    await expect(openOn(disk)).rejects.toMatchObject({ kind: 'format' });
    expect(disk.content('/data/owner.lock')).toBeUndefined();
  });
});
