// @ts-check
// npm run simulate -- [--seed N] [--days N] [--moves N] [--print]: random days of three customers with a full disk, restarts and power
// cuts, each lived twice. Exits 1 when something acknowledged was lost or the two lives differ by one byte.

import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string', default: '1' },
    moves: { type: 'string', default: '400' },
    print: { type: 'boolean', default: false },
  },
});
const { simulateDay } = await import('../test/support/simulated-day.ts');

const first = Number(values.seed);
let bad = 0;
for (let seed = first; seed < first + Number(values.days); seed += 1) {
  const day = await simulateDay(seed, Number(values.moves));
  const again = await simulateDay(seed, Number(values.moves));
  const same = day.digest === again.digest;
  const ok = same && day.problems.length === 0;
  if (!ok) bad += 1;
  const counts = Object.entries(day.counts).sort(([one], [other]) => (one < other ? -1 : 1));
  if (values.print) console.log(day.transcript.join('\n'));
  console.log(`${ok ? 'ok  ' : 'FAIL'} seed ${seed}  ${day.digest}`);
  console.log(`     ${counts.map(([what, count]) => `${what}: ${count}`).join(', ')}`);
  for (const problem of day.problems) console.log(`     ${problem}`);
  if (!same) {
    const at = day.transcript.findIndex((line, n) => line !== again.transcript[n]);
    console.log(
      `     the second life differs at line ${at + 1}:\n     ${day.transcript[at]}\n     ${again.transcript[at]}`,
    );
  }
}
process.exitCode = bad > 0 ? 1 : 0;
