import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Violation } from '#domain/core/violation';
import {
  type ErrorDefinition,
  type ErrorFamily,
  type ErrorName,
  errorCatalogue,
  refuse,
} from '#domain/errors/error-catalogue';
import { renderErrorPage } from '#domain/errors/error-page';
import { contract } from '../../support/manual-sandbox.ts';

const families: readonly ErrorFamily[] = ['quote', 'address', 'appointment', 'tmf'];
const names = Object.keys(errorCatalogue) as ErrorName[];
const violation: Violation = { pointer: '/a', got: 1, expected: 'two', rule: 'schema' };

/** What BT publishes (or its siblings do): status, code, and the API that has it. */
const published: [number, string, string][] = [
  [400, '20', 'address'],
  ...['quote', 'address', 'appointment'].map((family): [number, string, string] => [400, '21', family]),
  [400, '22', 'quote'],
  [400, '23', 'address'],
  [400, '24', 'address'],
  ...families.flatMap((family): [number, string, string][] => [
    [400, '25', family],
    [400, '26', family],
    [401, '40', family],
    [401, '41', family],
    [401, '42', family],
    [403, '50', family],
    [405, '61', family],
    [500, '01', family],
  ]),
  [400, '27', 'address'],
  [400, '28', 'address'],
  [400, '29', 'quote'],
  [400, '29', 'address'],
  [400, '32', 'quote'],
  [401, '43', 'quote'],
  [403, '51', 'quote'],
  [403, '52', 'address'],
  [403, '53', 'quote'],
  [404, '60', 'quote'],
  [404, '60', 'address'],
  [415, '68', 'quote'],
  [415, '68', 'appointment'],
  [429, '80', 'quote'],
  [429, '53', 'address'],
  [429, '53', 'appointment'],
  [500, '02', 'quote'],
  [500, '02', 'address'],
  [503, '05', 'quote'],
  [503, '05', 'address'],
  [504, '08', 'quote'],
  [504, '69', 'address'],
  ...[
    'SiteVisitReasonNotSuported',
    'SimNotSupported',
    'MissingLocationIdentifier',
    'TooManyLocationIdentifiers',
    'TimeSlotNotSupported',
    'AccessLineIdNotRecognised',
    'NewExchangeLineNotSupported',
    'NoDirectoryNumberForAccessLineId',
    'InvalidInputCombination',
    'TimeSlotNotAvailable',
    'ExchangeLineInactive',
    'MissingCredentials',
    'MissingRequestBody',
    'MissingData',
    'InvalidData',
  ].map((word): [number, string, string] => [400, word, 'appointment']),
  [403, 'ExchangeLineAssignedToAnotherCP', 'appointment'],
  [415, 'UnsupportedMediaType', 'appointment'],
];

const has = ({ apis }: ErrorDefinition, family: ErrorFamily) => apis === 'every API' || apis.includes(family);

describe('the catalogue', () => {
  it.each(published)('has %i %s on %s', (status, code, family) => {
    const found = Object.values(errorCatalogue).filter(
      (one) => one.status === status && one.code === code && has(one, family as ErrorFamily),
    );
    expect(found).not.toEqual([]);
  });
  it('marks as BT’s only what BT publishes somewhere', () => {
    for (const one of Object.values(errorCatalogue)) {
      if (one.source === 'bt')
        expect(
          published.some(([status, code]) => status === one.status && code === one.code),
          one.code,
        ).toBe(true);
    }
  });
});

describe.each(names)('%s', (name) => {
  const problem: ErrorDefinition = errorCatalogue[name];
  it.each(families.filter((family) => has(problem, family)))('has the body of %s and nothing more', (family) => {
    const { status, body, headers, violations } = refuse(family, name, 'What went wrong', [violation]);
    expect(status).toBe(problem.status);
    expect(violations).toEqual([violation]);
    expect(body).toEqual(expected(family, problem));
    const gateway = {
      'APIGW-Exception': 'What went wrong',
      'APIGW-Exception-Code': problem.code,
      'APIGW-Exception-System': 'APIGW',
    };
    expect(headers).toEqual(problem.raisedBy === 'gateway' ? gateway : {});
  });
});

function expected(family: ErrorFamily, { code, reason, raisedBy, status }: ErrorDefinition): object {
  const message = 'What went wrong';
  if (family === 'tmf') return { code, reason, message, status: String(status), '@type': 'Error' };
  if (family === 'quote') {
    const number = Number(code);
    return raisedBy === 'gateway'
      ? { code: number, message }
      : { code: number, reason, message, errors: [{ path: '/a', message: 'two' }] };
  }
  if (raisedBy === 'gateway') return { code, message };
  return family === 'appointment' ? { code, reason: message } : { code, reason, message };
}

it('a body without faults has no errors member', () => {
  expect(refuse('quote', 'notFound', 'x').body).toEqual({ code: 60, reason: 'Resource not found', message: 'x' });
});

it('a header is one line of visible ASCII, whatever the message quotes', () => {
  const { headers } = refuse('quote', 'invalidHeader', `é\r\nSet-Cookie: a=b ${'x'.repeat(300)}`);
  expect(headers?.['APIGW-Exception']).toMatch(/^\?\?\?Set-Cookie: a=b x+$/);
  expect(headers?.['APIGW-Exception']).toHaveLength(200);
});

it('every refusal that a document declares for all its operations fits that document', () => {
  const everywhere: ErrorName[] = [
    'missingBody',
    'invalidBody',
    'missingHeader',
    'missingCredentials',
    'accessDenied',
    'blocked',
    'methodNotAllowed',
    'notAcceptable',
    'requestTimeout',
    'tooLarge',
    'unsupportedMediaType',
    'internalError',
    'unavailable',
    'sandboxFull',
  ];
  for (const operation of contract.operations.values()) {
    if (!['quote', 'appointment', 'address', 'product-order', 'product-qualification'].includes(operation.api))
      continue;
    for (const name of everywhere) {
      if (!operation.statuses.includes(errorCatalogue[name].status)) continue;
      const { status, body } = refuse(operation.family, name, 'x');
      expect(operation.checkAnswer(status, body), `${operation.operationId} ${name}`).toEqual([]);
    }
  }
});

it('docs/errors.md is printed from the catalogue', () => {
  const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  expect(page === renderErrorPage(), 'run npm run docs:errors').toBe(true);
});
