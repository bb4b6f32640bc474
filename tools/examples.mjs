// @ts-check
// npm run examples: the examples with each of three runners, against the built package.
import { spawnSync } from 'node:child_process';
import { binary } from './lib/binary.mjs';

/** @type {readonly import('./lib/steps.mjs').Step[]} */
const runs = [
  ['vitest', [binary('vitest'), 'run', '--root', 'examples/vitest']],
  [
    'jest',
    [
      '--experimental-vm-modules',
      binary('jest'),
      '--rootDir',
      'examples/jest',
      '--testMatch',
      '**/*.test.mjs',
      '--config',
      '{"transform":{}}',
    ],
  ],
  ['node:test', ['--test', 'examples/node-test/order.test.mjs']],
];

let failed = 0;
for (const [name, args] of runs) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  example with ${name}`);
  if (status !== 0) {
    failed += 1;
    console.log(`${stdout}\n${stderr}`);
  }
}
process.exit(failed === 0 ? 0 : 1);
