// @ts-check
// startSandbox(): one after the other once warm, and twenty at once; each takes an order before it is closed.
import { startSandbox } from '#testing/index';
import { median, row } from '../test/support/measure.ts';
import { orderOf5kB, orderPath } from '../test/support/sample-orders.ts';

const times = process.env.QUICK === '1' ? 20 : 200;
const body = orderOf5kB();

async function cycle(seed) {
  const began = performance.now();
  const box = await startSandbox({ seed });
  const started = performance.now() - began;
  const answer = await fetch(box.baseUrl + orderPath, { method: 'POST', headers: await box.headers(), body });
  if (answer.status !== 201) throw new Error(await answer.text());
  await answer.arrayBuffer();
  const answered = performance.now();
  await box.close();
  return { started, closed: performance.now() - answered };
}

const first = await cycle('first');
row('startSandbox(), the first in its process', `${first.started.toFixed(0)} ms`);
for (let n = 0; n < 5; n += 1) await cycle(`warm-${n}`);
const cycles = [];
for (let n = 0; n < times; n += 1) cycles.push(await cycle(`box-${n}`));
const sorted = cycles.map(({ started }) => started).sort((a, b) => a - b);
const p95 = sorted[Math.floor(sorted.length * 0.95)];
row(
  `startSandbox() once warm, ${times} times`,
  `${median(sorted).toFixed(1)} ms at the median, ${p95.toFixed(1)} ms at p95`,
  '300 ms or less at p95',
);
row('close()', `${median(cycles.map(({ closed }) => closed)).toFixed(1)} ms at the median`);
const began = performance.now();
const parallel = await Promise.all(Array.from({ length: 20 }, (_, n) => cycle(`parallel-${n}`)));
row(
  'twenty at once, an order in each',
  `${(performance.now() - began).toFixed(0)} ms in all, the slowest ready after ${Math.max(...parallel.map(({ started }) => started)).toFixed(0)} ms`,
);
