// @ts-check
// How many functions of ours one request calls, and how often: V8's precise coverage of the built server.
//
//   npm run bench calls                           this checkout
//   BASE=/path/to/another npm run bench calls     another built checkout beside it, in the same table
//   TOP=20 npm run bench calls                    and the functions that are called most, with their files
//
// Counts do not depend on the machine or its load. One request is counted at a time, after a warm-up, and the median of
// 33 is shown: our own answers are checked on each sixteenth success only, which is not the rule.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median, signIn } from '../test/support/measure.ts';
import { orderOf5kB, orderPath } from '../test/support/sample-orders.ts';

const here = process.cwd();
const counter = pathToFileURL(join(here, 'test/support/call-counter.mjs')).href;
const top = Number(process.env.TOP ?? 0);

async function startCounted(folder) {
  const main = join(folder, 'dist/cli/main.js');
  const child = spawn(
    process.execPath,
    ['--import', counter, main, 'start', '--port', '0', '--json', '--log', 'quiet'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const [line] = await once(/** @type {import('node:stream').Readable} */ (child.stdout), 'data');
  const own = `${pathToFileURL(join(folder, 'dist')).href}/`;
  child.send('start');
  await once(child, 'message');
  const take = async () => {
    child.send(own);
    return (await once(child, 'message'))[0];
  };
  return { ready: JSON.parse(String(line)), take, stop: () => child.kill('SIGTERM') };
}

/** The median request: its functions and its calls. `most`: of that request, the functions by calls. */
async function measure(take, send) {
  for (let n = 0; n < 50; n += 1) await send();
  const requests = [];
  for (let n = 0; n < 33; n += 1) {
    await take();
    await send();
    requests.push(await take());
  }
  const callsOf = (counts) => counts.reduce((sum, { count }) => sum + count, 0);
  const calls = median(requests.map(callsOf));
  const typical = requests.find((counts) => callsOf(counts) === calls);
  return { functions: median(requests.map(({ length }) => length)), calls, most: typical };
}

async function measureServer(folder) {
  const server = await startCounted(folder);
  const { headers } = await signIn(server.ready);
  const url = server.ready.baseUrl + orderPath;
  const body = orderOf5kB();
  let id = '';
  const post = async () => {
    const answer = await fetch(url, { method: 'POST', headers, body });
    if (answer.status !== 201) throw new Error(`order: ${answer.status} ${await answer.text()}`);
    ({ id } = /** @type {{ id: string }} */ (await answer.json()));
  };
  const get = async () => {
    const answer = await fetch(`${url}/${id}`, { headers });
    if (!answer.ok) throw new Error(`order: ${answer.status}`);
    await answer.arrayBuffer();
  };
  const measured = { POST: await measure(server.take, post), GET: await measure(server.take, get) };
  server.stop();
  return measured;
}

const folders = process.env.BASE ? [process.env.BASE, here] : [here];
console.log(`${'request'.padEnd(12)} ${'functions'.padStart(10)} ${'calls'.padStart(10)}   checkout`);
for (const folder of folders) {
  for (const [method, { functions, calls, most }] of Object.entries(await measureServer(folder))) {
    console.log(
      `${`${method} order`.padEnd(12)} ${String(functions).padStart(10)} ${String(calls).padStart(10)}   ${folder}`,
    );
    const shown = most.toSorted((a, b) => b.count - a.count).slice(0, top);
    for (const { name, count } of shown) console.log(`${''.padEnd(12)} ${String(count).padStart(21)}   ${name}`);
  }
}
