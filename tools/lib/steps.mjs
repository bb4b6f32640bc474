// @ts-check
// The steps that `npm test` and `npm run check` share, and how one is run.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binary } from './binary.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @typedef {readonly [name: string, args: readonly string[]]} Step a name and what Node is to run */

const tsc = binary('typescript', 'tsc');

/** @type {readonly Step[]} */
export const lintAndTypes = [
  ['format and lint', [binary('@biomejs/biome', 'biome'), 'check', '.', '--diagnostic-level=error']],
  ['types', [tsc, '--noEmit']],
  ['types of the dashboard', [tsc, '--noEmit', '-p', 'src/dashboard']],
  ['types of tools and benchmarks', [tsc, '--noEmit', '-p', 'tsconfig.tools.json']],
];

/**
 * Runs one step and prints how it went.
 *
 * @param {Step} step
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runStep([name, args], env = process.env) {
  const began = performance.now();
  const ok = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status === 0;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds(began)})`);
  return ok;
}

/** @param {number} began */
export const seconds = (began) => `${((performance.now() - began) / 1000).toFixed(1)} s`;
