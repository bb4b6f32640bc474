// Bodies of 2 MB that are nothing but nesting: what one costs the server, and what it leaves in its memory.
import { median, residentMb, row, signIn } from '../test/support/measure.ts';
import { orderPath } from '../test/support/sample-orders.ts';
import { startServer } from '../test/support/server-process.ts';

const levels = 1_000_000;
const bodies = {
  lists: `${'['.repeat(levels)}${']'.repeat(levels)}`,
  'lists that never end': '['.repeat(2 * levels),
  objects: `${'{"a":'.repeat(levels / 3)}1${'}'.repeat(levels / 3)}`,
};

const server = await startServer();
const { baseUrl, headers } = await signIn(server);
const send = async (body) => {
  const began = performance.now();
  const answer = await fetch(baseUrl + orderPath, { method: 'POST', headers, body });
  await answer.text();
  if (answer.status !== 400) throw new Error(`${answer.status}, and 400 was expected`);
  return performance.now() - began;
};
// The first requests compile what refuses them.
for (let n = 0; n < 20; n += 1) await send('[]');
for (const [what, body] of Object.entries(bodies)) {
  const before = residentMb(server.pid);
  const first = await send(body);
  const grown = residentMb(server.pid) - before;
  const times = [first];
  for (let n = 0; n < 8; n += 1) times.push(await send(body));
  const figure = `worst ${Math.max(...times).toFixed(0)} ms, median ${median(times).toFixed(0)} ms, ${grown.toFixed(1)} MB`;
  row(`2 MB of ${what}`, figure, '100 ms and 20 MB or less');
}
await server.end('SIGTERM');
