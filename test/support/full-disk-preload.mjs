// Loaded into a server before it starts: its volume takes 200,000 bytes, until the file ETHERBOX_TEST_SPACE_FREED is there.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { write } = fs;
let left = 200_000;
fs.write = (descriptor, bytes, offset, length, position, done) => {
  left -= length;
  if (left >= 0 || fs.existsSync(process.env.ETHERBOX_TEST_SPACE_FREED))
    write(descriptor, bytes, offset, length, position, done);
  else setImmediate(done, Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }));
};
syncBuiltinESMExports();
