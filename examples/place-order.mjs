import { readFileSync } from 'node:fs';

const sample = new URL('../fixtures/requests/etherway-fibre-provide.json', import.meta.url);

/** A good order for an Etherway Fibre, under your own reference. */
export function etherwayFibre(externalId) {
  return { ...JSON.parse(readFileSync(sample, 'utf8')), externalId };
}

/** What your client does: a token, then the order. */
export async function placeOrder(box, order) {
  const response = await fetch(`${box.baseUrl}/v1/productOrderingManagement/productOrder`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await box.token()}`,
      'apigw-tracking-header': 'example',
      'content-type': 'application/json',
    },
    body: JSON.stringify(order),
  });
  if (!response.ok) throw new Error(`the order was refused: ${response.status} ${await response.text()}`);
  return response.json();
}
