#!/usr/bin/env bash
# Expected: a version 4 interaction whose request body says "contentType": "application/json" is replayed with the header
#   Content-Type: application/json; where else should that type go?
# Really: the verifier sends only the headers that the interaction lists. The body arrives without any Content-Type, and a
#   provider that asks for one answers 415.
# Versions: @pact-foundation/pact 16.5.0 (its native verifier), Pact specification 4.0, Node 20 or newer.
# Matters: contracts that are written or converted by hand fail at strict gateways with a bare 415. List the header.
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

let seen;
const server = createServer((request, response) => {
  if (request.method === 'POST') seen = request.headers['content-type'] ?? 'none';
  request.resume();
  response.writeHead(201).end();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

async function sentType(headers) {
  const body = { contentType: 'application/json', encoded: false, content: { id: '1' } };
  const contract = {
    consumer: { name: 'consumer' },
    provider: { name: 'provider' },
    interactions: [
      {
        type: 'Synchronous/HTTP',
        description: 'create',
        request: { method: 'POST', path: '/orders', headers, body },
        response: { status: 201 },
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
  };
  writeFileSync('contract.json', JSON.stringify(contract));
  await new pact.Verifier({
    providerBaseUrl: `http://127.0.0.1:${server.address().port}`,
    provider: 'provider',
    pactUrls: ['contract.json'],
    logLevel: 'error',
  }).verifyProvider();
  return seen;
}

const without = await sentType({});
const listed = await sentType({ 'Content-Type': ['application/json'] });
server.close();
console.log(`RESULT the body names its type, the headers do not: Content-Type ${without}`);
console.log(`RESULT the headers list it: Content-Type ${listed}`);
process.exitCode = without === 'none' && listed === 'application/json' ? 0 : 1;
JS
echo "node $(node --version), @pact-foundation/pact $(node -p "require('@pact-foundation/pact/package.json').version")"
if node check.mjs >check.log 2>&1; then
  grep '^RESULT' check.log
  echo 'as described'
else
  cat check.log
  echo 'this has changed: read the output above'
  exit 1
fi
