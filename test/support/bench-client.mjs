// What every measurement needs: an order, a token, and a line of the table.
import { readFileSync } from 'node:fs';

export const orderPath = '/v1/productOrderingManagement/productOrder';

/** The sample order, padded with a note to the 5 kB at which other servers were measured. */
export function orderOf5kB() {
  const order = JSON.parse(readFileSync('fixtures/requests/etherway-fibre-provide.json', 'utf8'));
  const missing = 5000 - JSON.stringify(order).length;
  order.note = [{ id: '1', text: 'x'.repeat(Math.max(0, missing - 30)) }];
  return JSON.stringify(order);
}

export function row(what, figure, aim = '') {
  console.log(`${what.padEnd(56)} ${figure.padEnd(44)} ${aim && `aim: ${aim}`}`.trimEnd());
}

export async function signIn({ baseUrl, tokenUrl, sandbox }) {
  const authorization = `Basic ${Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64')}`;
  const answer = await fetch(`${tokenUrl}?grant_type=client_credentials`, { headers: { authorization } });
  const { accessToken } = await answer.json();
  const headers = {
    authorization: `Bearer ${accessToken}`,
    'apigw-tracking-header': 'bench',
    'content-type': 'application/json',
    productfamily: 'ethernet',
  };
  return { baseUrl, authorization, headers };
}
