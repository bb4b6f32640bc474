#!/usr/bin/env bash
# Expected: a Pact interaction whose expected answer is a JSON object is compared as JSON, also where the contract lists no
#   Content-Type for it: the verifier looks at the body, and an object is an object.
# Really: the verifier takes an object that has a member beginning with "@" at its top level, in whatever place it was
#   written (TM Forum's "@type", JSON-LD's "@context"), for text/plain, and refuses the provider's application/json.
#   Without such a member, or with it only further down, the contract holds.
# Versions: @pact-foundation/pact 16.5.0 (its native verifier), Pact specification 3.0.0, Node 20 or newer.
# Matters: every TMF body has "@type". Put "Content-Type": "application/json" into response.headers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --save-exact @pact-foundation/pact@16.5.0 >/dev/null 2>&1
cat >check.mjs <<'JS'
import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import pact from '@pact-foundation/pact';

const answers = {
  '/type-first': { '@type': 'Order', id: '1' },
  '/type-last': { id: '1', '@type': 'Order' },
  '/type-inside': { id: '1', item: { '@type': 'Item' } },
  '/no-type': { id: '1' },
};
const server = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answers[request.url] ?? {}));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

async function holds(path) {
  const contract = {
    consumer: { name: 'consumer' },
    provider: { name: 'provider' },
    interactions: [
      { description: path, request: { method: 'GET', path }, response: { status: 200, body: answers[path] } },
    ],
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
  writeFileSync('contract.json', JSON.stringify(contract));
  const verifier = new pact.Verifier({
    providerBaseUrl: `http://127.0.0.1:${server.address().port}`,
    provider: 'provider',
    pactUrls: ['contract.json'],
    logLevel: 'error',
  });
  return verifier.verifyProvider().then(
    () => true,
    () => false,
  );
}

const seen = {};
for (const path of Object.keys(answers)) seen[path] = await holds(path);
server.close();
for (const [path, passed] of Object.entries(seen))
  console.log(`${JSON.stringify(answers[path])}: the contract ${passed ? 'holds' : 'fails'}`);
const described = { '/type-first': false, '/type-last': false, '/type-inside': true, '/no-type': true };
process.exitCode = JSON.stringify(seen) === JSON.stringify(described) ? 0 : 1;
JS
echo "node $(node --version), @pact-foundation/pact $(node -p "require('@pact-foundation/pact/package.json').version")"
if node check.mjs >check.log 2>&1; then
  grep '^{' check.log
  grep -m1 'text/plain' check.log
  echo 'as described'
else
  cat check.log
  echo 'this has changed: read the output above'
  exit 1
fi
