// @ts-check
// 100 interactions of one contract, verified as `etherbox verify` does, the verifier's start included. Aim: 30 s on two cores.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const path = '/v1/productOrderingManagement/productOrder';
const interaction = (n) => ({
  type: 'Synchronous/HTTP',
  description: `reading an order, ${n}`,
  providerStates: [{ name: 'callbacks-as-they-should-be', params: { steps: 1, n } }],
  request: {
    method: 'GET',
    path: `${path}/1`,
    headers: { 'APIGW-Tracking-Header': ['bench'] },
    generators: { path: { type: 'ProviderState', expression: `${path}/\${orderId}`, dataType: 'STRING' } },
  },
  response: {
    status: 200,
    body: { contentType: 'application/json', encoded: false, content: { state: 'acknowledged' } },
  },
});
const pact = {
  consumer: { name: 'bench' },
  provider: { name: 'bt-wholesale-ethernet' },
  interactions: Array.from({ length: 100 }, (_, n) => interaction(n)),
  metadata: { pactSpecification: { version: '4.0' } },
};

const folder = mkdtempSync(join(tmpdir(), 'etherbox-bench-'));
const file = join(folder, 'bench.json');
writeFileSync(file, JSON.stringify(pact));
const started = performance.now();
const { status, stdout } = spawnSync(process.execPath, ['dist/cli/main.js', 'verify', file], { encoding: 'utf8' });
const seconds = (performance.now() - started) / 1000;
rmSync(folder, { recursive: true });
if (status !== 0) {
  console.error(stdout);
  process.exit(1);
}
console.log(`100 interactions verified in ${seconds.toFixed(1)} s (aim: under 30 s)`);
