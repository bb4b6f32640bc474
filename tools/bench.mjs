// @ts-check
// Every time figure is shown here and nowhere asserted: each file of bench/ that measures prints its rows.
import { spawnSync } from 'node:child_process';

const benches = process.argv.slice(2);
for (const name of benches.length > 0
  ? benches
  : [
      'http',
      'store',
      'verify',
      'order-book',
      'slow-clients',
      'deep-json',
      'start-sandbox',
      'address-tables',
      'long-life',
      'callbacks.ts',
      'dead-receiver.ts',
    ]) {
  console.log(`\n${name}`);
  // Without the condition etherbox-source: what is measured is the build.
  const script = ['--import', 'tsx', `bench/${name.endsWith('.ts') ? name : `${name}.mjs`}`];
  const env = { ...process.env, ETHERBOX_BUILT: '1' };
  const { status } = spawnSync(process.execPath, script, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
