// @ts-check
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { root, staleData } from './generate/data.mjs';

/** Makes the JSON that the sources need, where a specification, journey, fixture or scenario has changed since. */
export function bringDataUpToDate() {
  const { stale, left } = staleData();
  if (stale.length + left.length === 0) return;
  const script = fileURLToPath(new URL('build-data.mjs', import.meta.url));
  const args = ['--conditions=etherbox-source', '--import', 'tsx', script];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the data could not be built; the lines above say where');
}
