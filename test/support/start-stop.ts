import { get, type OutgoingHttpHeaders } from 'node:http';
import { startSandbox } from '../../src/index.ts';

// A process of its own, so that what grows is the product and not the test runner: starts and stops a sandbox so many times
// and prints what is left over. Not with fetch, which keeps something for each port that it was ever used with.
const times = Number(process.argv[2]);

function statusOf(url: string, headers: OutgoingHttpHeaders): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    }).once('error', reject);
  });
}

async function cycle(n: number): Promise<void> {
  const box = await startSandbox({ seed: `cycle-${n}` });
  const path = '/common/geographicAddressManagement/v1/geographicAddress?postcode=AB15%207XY';
  const status = await statusOf(`${box.baseUrl}${path}`, await box.headers());
  if (status !== 200) throw new Error(`answered ${status}`);
  await box.close();
  await box.close();
}

/** What keeps a process alive: sockets, servers, timers, files. */
const handles = (): number =>
  process.getActiveResourcesInfo().filter((kind) => !['Immediate', 'PipeWrap', 'MessagePort', 'TTYWrap'].includes(kind))
    .length;

/** Connections that a client has finished with are let go a moment later; that is waited for, not slept for. */
async function settled(most: number): Promise<number> {
  for (let turns = 0; turns < 10_000 && handles() > most; turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return handles();
}

// The heap grows to the size at which it works before it is level.
for (let n = 0; n < times / 4; n += 1) await cycle(n);
const before = await settled(0);
const began = process.memoryUsage().rss;
for (let n = 0; n < times; n += 1) await cycle(n);
const grown = process.memoryUsage().rss - began;
console.log(JSON.stringify({ before, after: await settled(before), megabytesPerCycle: grown / 1e6 / times }));
