// @ts-check
// Loaded into a server before it starts: its volume takes 200,000 bytes, until the file ETHERBOX_TEST_SPACE_FREED is there.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const write = /** @type {(...args: unknown[]) => void} */ (fs.write);
let left = 200_000;

/** @param {[descriptor: number, bytes: Buffer, offset: number, length: number, position: number, done: Function]} args */
function writeWhileSpaceIsLeft(...args) {
  const [, , , length, , done] = args;
  left -= length;
  if (left >= 0 || fs.existsSync(process.env.ETHERBOX_TEST_SPACE_FREED ?? '')) write(...args);
  else setImmediate(() => done(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })));
}

Object.assign(fs, { write: writeWhileSpaceIsLeft });
syncBuiltinESMExports();
