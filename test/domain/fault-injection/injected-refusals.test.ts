import { expect, it } from 'vitest';
import { type ErrorName, errorCatalogue, errorFamilies } from '#domain/errors/error-catalogue';
import type { FaultInjection } from '#domain/fault-injection/fault-injection';
import { buildInjectedAnswer } from '#domain/fault-injection/injected-answer';

const inject = (status: number) => ({ id: '1', operation: '*', status }) as unknown as FaultInjection;
const names = Object.keys(errorCatalogue) as ErrorName[];

/** Statuses for which an API has a row of its own. */
const cases = errorFamilies.flatMap((family) =>
  [
    ...new Set(
      names.filter((name) => errorCatalogue[name].apis.includes(family)).map((name) => errorCatalogue[name].status),
    ),
  ]
    .filter((status) => status >= 400)
    .map((status) => [status, family] as const),
);

it.each(cases)('an injected %i on %s has no code of another API', (status, family) => {
  const { body } = buildInjectedAnswer(inject(status), family) ?? {};
  const code = String((body as { code: unknown }).code);
  const codes = names
    .filter((name) => errorCatalogue[name].status === status && errorCatalogue[name].apis.includes(family))
    .map((name) => (family === 'quote' ? String(Number(errorCatalogue[name].code)) : errorCatalogue[name].code));
  expect(codes).toContain(code);
});

it.each([
  [500, 'quote', { code: 1, reason: 'Internal application error', message: 'Internal application error' }],
  [503, 'quote', { code: 5, message: 'Answered 503 on purpose' }],
  [
    500,
    'address',
    {
      code: '01',
      reason: 'Internal Error',
      message: 'There was an error processing your request, please try again later',
    },
  ],
] as const)('an injected %i on %s has no text but BT’s where BT has one', (status, family, body) => {
  expect(buildInjectedAnswer(inject(status), family)?.body).toEqual(body);
});
