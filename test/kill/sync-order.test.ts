import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BtClient } from '../support/bt-client.ts';
import { runOptions } from '../support/run-options.ts';
import { hasProgram, startServer } from '../support/server-process.ts';

/** One system call of the traced server: the line of the trace where it began and the one where it had ended. */
interface Call {
  readonly name: string;
  readonly text: string;
  readonly began: number;
  readonly ended: number;
}

/** Reads a trace of several threads, in which calls that overlap are written in two halves. */
function callsOf(trace: string): Call[] {
  const calls: Call[] = [];
  const open = new Map<string, { readonly text: string; readonly began: number }>();
  for (const [at, line] of trace.split('\n').entries()) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      open.set(thread, { text: rest, began: at });
      continue;
    }
    const half = rest.startsWith('<... ') ? open.get(thread) : undefined;
    open.delete(thread);
    const text = half?.text ?? rest;
    calls.push({ name: text.slice(0, text.indexOf('(')), text, began: half?.began ?? at, ended: at });
  }
  return calls;
}

/** What is wrong with the order of calls around one order; undefined when it was written, synced and only then answered. */
function disorder(calls: readonly Call[], externalId: string): string | undefined {
  const named = calls.filter(({ text }) => text.includes(`${externalId}\\"`));
  const write = named.find(({ text }) => text.includes('/changes-'));
  const answer = named.find(({ text }) => text.includes('HTTP/1.1 201'));
  if (write === undefined || answer === undefined)
    return `${externalId}: no ${write ? 'answer' : 'write'} in the trace`;
  const sync = calls.find(
    ({ name, text, began, ended }) =>
      /^f(data)?sync$/.test(name) && text.includes('/changes-') && began > write.ended && ended < answer.began,
  );
  return sync === undefined ? `${externalId}: answered without a sync after its write` : undefined;
}

const canTrace = hasProgram('strace') && spawnSync('strace', ['-f', '-D', '-o', '/dev/null', 'true']).status === 0;

const untraced = 'this machine cannot trace system calls; the simulated disk of store-file.test.ts shows the same';

describe('seen from the operating system', () => {
  it('every acknowledged order was written and synced before its answer left', async ({ skip }) => {
    skip(!canTrace, untraced);
    const { numRuns } = runOptions(40, 1000);
    const { calls, orders } = await traced(numRuns, []);
    expect(orders.map((externalId) => disorder(calls, externalId)).filter((found) => found !== undefined)).toEqual([]);
    expect(orders).toHaveLength(numRuns);
  });

  it('an answer without a sync is seen', async ({ skip }) => {
    skip(!canTrace, untraced);
    const { calls, orders } = await traced(8, ['--fsync', 'off']);
    expect(orders.map((externalId) => disorder(calls, externalId))).toContain(
      `${orders[0]}: answered without a sync after its write`,
    );
  });
});

/** Places orders, eight at a time, against a traced server; the orders that were acknowledged, and the calls. */
async function traced(count: number, args: readonly string[]): Promise<{ calls: Call[]; orders: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'etherbox-trace-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const trace = join(folder, 'trace');
  const watched = 'trace=write,writev,pwrite64,pwritev,fdatasync,fsync,sendto,sendmsg';
  const server = await startServer(['--data', join(folder, 'data'), ...args], {
    under: ['strace', '-f', '-D', '-y', '-s', '200000', '-e', watched, '-o', trace],
  });
  const orders: string[] = [];
  const writer = async (number: number) => {
    const client = await BtClient.connect(server);
    for (let n = number; n < count; n += 8) {
      const externalId = `T-${String(n).padStart(6, '0')}`;
      if ((await client.placeOrder(externalId)).status === 201) orders.push(externalId);
    }
    client.close();
  };
  await Promise.all(Array.from({ length: 8 }, (_, number) => writer(number)));
  await server.end('SIGTERM');
  return { calls: callsOf(await readFile(trace, 'utf8')), orders };
}
