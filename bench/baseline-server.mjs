// @ts-check
// The baseline of the comparison: a bare node:http server that parses the same body, answers the same bytes, and does nothing else.
import { createServer } from 'node:http';

const answer = JSON.parse(process.argv[2]);
const server = createServer((request, response) => {
  const send = () => {
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  };
  if (request.method !== 'POST') {
    send();
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString('utf8'));
    send();
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
