// npm run examples: the examples with each of three runners, against the built package.
import { spawnSync } from 'node:child_process';

const runs = [
  ['vitest', ['node_modules/vitest/vitest.mjs', 'run', '--root', 'examples/vitest']],
  [
    'jest',
    [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
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
