import { describe, expect, test } from 'vitest';
import { acceptedStatus } from '#contracts/pact/status-rules';

const statuses = [100, 200, 204, 302, 400, 404, 410, 500, 503];
const accepted = (status: number | undefined, ...matchers: readonly object[]) =>
  statuses.filter(acceptedStatus({ status, matchingRules: { status: { combine: 'AND', matchers } } }));

describe('status rules of version 4', () => {
  test.each([
    ['info', [100]],
    ['success', [200, 204]],
    ['redirect', [302]],
    ['clientError', [400, 404, 410]],
    ['serverError', [500, 503]],
    ['nonError', [100, 200, 204, 302]],
    ['error', [400, 404, 410, 500, 503]],
  ])('class %s', (status, expected) => {
    expect(accepted(410, { match: 'statusCode', status })).toEqual(expected);
  });

  test.each<readonly [what: string, matcher: object, expected: readonly number[]]>([
    ['a list', { match: 'statusCode', status: [404, 410] }, [404, 410]],
    ['one status', { match: 'statusCode', status: 404 }, [404]],
    ['a regular expression', { match: 'regex', regex: '^4\\d\\d$' }, [400, 404, 410]],
    ['equality', { match: 'equality' }, [410]],
    ['an integer', { match: 'integer' }, statuses],
    ['a type', { match: 'type' }, statuses],
    ['a class that does not exist', { match: 'statusCode', status: 'fine' }, []],
  ])('%s', (_, matcher, expected) => {
    expect(accepted(410, matcher)).toEqual(expected);
  });

  test('rules are combined by AND unless they say OR', () => {
    const both = [
      { match: 'statusCode', status: 'error' },
      { match: 'statusCode', status: [200, 404] },
    ];
    expect(accepted(404, ...both)).toEqual([404]);
    const either = { status: 404, matchingRules: { status: { combine: 'OR', matchers: both } } };
    expect(statuses.filter(acceptedStatus(either))).toEqual([200, 400, 404, 410, 500, 503]);
  });

  test.each([
    [{ status: 404 }, [404]],
    [{}, [200]],
    [{ status: 404, matchingRules: { status: {} } }, [404]],
    [{ status: 404, matchingRules: { 'status.x': {} } }, [404]],
  ])('%j has no rule: its example counts', (response, expected) => {
    expect(statuses.filter(acceptedStatus(response))).toEqual(expected);
  });
});
