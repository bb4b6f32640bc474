import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('docs/fidelity.md is printed from the marks in the specifications and journeys', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/docs/fidelity.mjs', '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
