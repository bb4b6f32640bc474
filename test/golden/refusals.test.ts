import { expect, it } from 'vitest';
import type { Answer } from '#domain/core/call';
import { type ErrorFamily, type ErrorName, errorCatalogue, refuseAsPublished } from '#domain/errors/error-catalogue';
import { RateLimiter } from '#runtime/limits/rate-limit';
import { createManualSandbox } from '../support/manual-sandbox.ts';

/**
 * Every refusal of each API with the texts of its own table at BT, byte by byte, and the same as real requests bring them
 * about. `npx vitest run -u test/golden/refusals.test.ts` writes the files again; review the difference.
 */
const paths: { readonly [family in ErrorFamily]: readonly [method: string, path: string, wrongMethod: string] } = {
  quote: ['GET', '/tmf-api/quoteManagement/v4/quote', 'DELETE'],
  address: ['GET', '/common/geographicAddressManagement/v1/geographicAddress', 'DELETE'],
  appointment: ['POST', '/common/appointmentManagement/v4/searchTimeSlot', 'GET'],
  tmf: ['GET', '/v1/productOrderingManagement/productOrder', 'DELETE'],
};
const selectors = [
  'E00101',
  'E00201',
  'E00501',
  'E00801',
  'E05001',
  'E05101',
  'E05201',
  'E05301',
  'E05302',
  'E06301',
  'E06901',
  'E08001',
];

it.each(Object.keys(paths) as ErrorFamily[])('no refusal of %s differs from its published form', async (family) => {
  const [method, path, wrongMethod] = paths[family];
  const call = (used: string, tracking: string): Answer =>
    createManualSandbox().call(used, path, {
      ...(used === 'POST' ? { body: {} } : {}),
      headers: { 'apigw-tracking-header': tracking, productfamily: 'ethernet' },
    }).answer;
  const names = (Object.keys(errorCatalogue) as ErrorName[]).filter((name) =>
    errorCatalogue[name].apis.includes(family),
  );
  const sections = {
    catalogue: Object.fromEntries(names.map((name) => [name, wireForm(refuseAsPublished(family, name))])),
    requests: {
      [`${wrongMethod} ${path}`]: wireForm(call(wrongMethod, 'any')),
      ...Object.fromEntries(
        selectors
          .map((selector) => [selector, call(method, selector)] as const)
          .filter(([, { status }]) => [401, 403, 405, 408, 429].includes(status) || status >= 500)
          .map(([selector, answer]) => [`${method} with ${selector}`, wireForm(answer)]),
      ),
      'one request too many': wireForm(limitedAnswer(family, 1000)),
      'a client that does not slow down': wireForm(limitedAnswer(family, 1)),
    },
  };
  await expect(`${JSON.stringify(sections, undefined, 2)}\n`).toMatchFileSnapshot(`./refusals/${family}.json`);
});

function wireForm({ status, headers, body }: Answer) {
  return { status, ...(Object.keys(headers ?? {}).length > 0 ? { headers } : {}), body };
}

/** Of the second request in a second that takes one. */
function limitedAnswer(family: ErrorFamily, breaches: number): Answer {
  const limiter = new RateLimiter({ now: () => 0 });
  const limits = { perSecond: 1, perHour: 100, breaches, blockMs: 3_600_000 };
  limiter.check('client', family, limits);
  const { refused } = limiter.check('client', family, limits);
  if (!refused) throw new Error('The second request was not refused');
  return refused;
}
