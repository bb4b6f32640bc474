import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Violation } from '#domain/core/violation';
import {
  type ErrorFamily,
  type ErrorName,
  type ErrorRow,
  errorCatalogue,
  errorRowOf,
  refuse,
} from '#domain/errors/error-catalogue';
import { renderErrorPage } from '#domain/errors/error-page';
import { contract } from '../../support/manual-sandbox.ts';
import { documents } from '../../support/spec-documents.ts';

const families: readonly ErrorFamily[] = ['quote', 'address', 'appointment', 'tmf'];
const names = Object.keys(errorCatalogue) as ErrorName[];
const violation: Violation = { pointer: '/a', got: 1, expected: 'two', rule: 'schema' };

/** Each API's own table at BT (bt-domain §5.2, §9.1, §9.6): status, code, and the API that has it. */
const published: [number, string, string][] = [
  [400, '20', 'address'],
  [400, '22', 'quote'],
  [400, '23', 'address'],
  [400, '24', 'address'],
  ...['quote', 'address', 'appointment'].flatMap((family): [number, string, string][] => [
    [400, '21', family],
    [400, '25', family],
    [400, '26', family],
    [401, '40', family],
    [401, '41', family],
    [403, '50', family],
    [405, '61', family],
    [500, '01', family],
  ]),
  [401, '42', 'quote'],
  [401, '42', 'address'],
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

describe('the catalogue', () => {
  const rows = names.flatMap((name) =>
    errorCatalogue[name].apis.map((family) => ({ name, family, row: errorRowOf(family, name) })),
  );

  it('marks no row as BT’s for an API whose own table lacks it, and misses none that it has', () => {
    const marked = rows.filter(({ row }) => row.source === 'bt');
    const asText = (list: readonly (readonly [number, string, string])[]) => list.map((one) => one.join(' ')).sort();
    expect(asText(marked.map(({ family, row }) => [row.status, row.code, family]))).toEqual(asText(published));
  });

  it.each([
    ['quote', 'internalError', { reason: 'Internal application error', message: 'Internal application error' }],
    ['quote', 'unavailable', { reason: 'The service is temporarily unavailable', raisedBy: 'gateway' }],
    [
      'quote',
      'forbiddenRequester',
      { message: 'The client application is not authorised to call this version of the pricing tool API.' },
    ],
    ['quote', 'blocked', { message: 'Temporary (1 hour) API block in place due to excessive request rate limiting.' }],
    [
      'quote',
      'methodNotAllowed',
      {
        reason: 'Method not allowed',
        raisedBy: 'backend',
        message:
          "The URI does not support the requested method. The available methods are set in the response header 'Allow'.",
      },
    ],
    [
      'address',
      'internalError',
      { reason: 'Internal Error', message: 'There was an error processing your request, please try again later' },
    ],
    ['address', 'addressInternalError', { reason: 'Internal error' }],
    ['address', 'unavailable', { message: 'There was an error processing your request, please try again later' }],
    ['address', 'methodNotAllowed', { reason: 'Method not allowed', raisedBy: 'gateway' }],
    ['appointment', 'methodNotAllowed', { reason: 'Method not allowed', raisedBy: 'gateway' }],
  ] as const)('has no text of another API on %s for %s', (family, name, expectedRow) => {
    expect(errorRowOf(family, name)).toMatchObject({ source: 'bt', ...expectedRow });
  });

  it('declares no code, text or origin in a document that the catalogue has otherwise', () => {
    let seen = 0;
    for (const { api, document } of documents) {
      const family = document['x-error-family'] as ErrorFamily;
      const { responses = {} } = (document.components ?? {}) as { responses?: { [title: string]: DeclaredRefusal } };
      for (const [title, { headers = {}, content }] of Object.entries(responses)) {
        const example = content['application/json']?.examples?.refusal?.value;
        if (!families.includes(family) || !title.startsWith('Refusal') || !example) continue;
        const message = String(example.message ?? example.reason);
        const here = rows.filter((one) => one.family === family && one.row.status === Number(title.slice(-3)));
        if (here.length === 0) continue;
        const rendered = here.map(({ name, row }) => ({
          body: refuse(family, name, message).body,
          isGateway: row.raisedBy === 'gateway',
        }));
        seen += 1;
        expect(rendered, `${api} ${title}`).toContainEqual({ body: example, isGateway: 'APIGW-Exception' in headers });
      }
    }
    expect(seen).toBeGreaterThan(50);
  });
});

interface DeclaredRefusal {
  readonly headers?: object;
  readonly content: {
    readonly [mediaType: string]: {
      readonly examples?: {
        readonly refusal: { readonly value: { readonly message?: string; readonly reason?: string } };
      };
    };
  };
}

describe.each(names)('%s', (name) => {
  it.each(errorCatalogue[name].apis)('has the body of %s and nothing more', (family) => {
    const row = errorRowOf(family, name);
    const { status, body, headers, violations } = refuse(family, name, 'What went wrong', [violation]);
    expect(status).toBe(row.status);
    expect(violations).toEqual([violation]);
    expect(body).toEqual(expected(family, row));
    const gateway = {
      'APIGW-Exception': 'What went wrong',
      'APIGW-Exception-Code': row.code,
      'APIGW-Exception-System': 'APIGW',
    };
    expect(headers).toEqual(row.raisedBy === 'gateway' ? gateway : {});
  });
});

function expected(family: ErrorFamily, { code, reason, raisedBy, status }: ErrorRow): object {
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
      if (!errorCatalogue[name].apis.includes(operation.family)) continue;
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
