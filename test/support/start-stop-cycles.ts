import { get, type OutgoingHttpHeaders } from 'node:http';
import { startSandbox } from '#testing/index';

// A process of its own, so that what grows is the product and not the test runner: starts and stops a sandbox so many times
// and prints what is left over. Not with fetch, which keeps something for each port that it was ever used with.
const cycles = Number(process.argv[2]);

function statusOf(url: string, headers: OutgoingHttpHeaders): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    }).once('error', reject);
  });
}

async function startAndStop(n: number): Promise<void> {
  const box = await startSandbox({ seed: `cycle-${n}` });
  const path = '/common/geographicAddressManagement/v1/geographicAddress?postcode=AB15%207XY';
  const status = await statusOf(`${box.baseUrl}${path}`, await box.headers());
  if (status !== 200) throw new Error(`answered ${status}`);
  await box.close();
  await box.close();
}

/** What keeps a process alive: sockets, servers, timers, files. */
const countHandles = (): number =>
  process.getActiveResourcesInfo().filter((kind) => !['Immediate', 'PipeWrap', 'MessagePort', 'TTYWrap'].includes(kind))
    .length;

/** Connections that a client has finished with are let go a moment later; that is waited for, not slept for. */
async function waitForHandles(maxHandles: number): Promise<number> {
  for (let ticks = 0; ticks < 10_000 && countHandles() > maxHandles; ticks += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return countHandles();
}

// The heap grows to the size at which it works before it is level.
for (let n = 0; n < cycles / 4; n += 1) await startAndStop(n);
const before = await waitForHandles(0);
const residentBefore = process.memoryUsage().rss;
for (let n = 0; n < cycles; n += 1) await startAndStop(n);
const grown = process.memoryUsage().rss - residentBefore;
console.log(JSON.stringify({ before, after: await waitForHandles(before), megabytesPerCycle: grown / 1e6 / cycles }));
