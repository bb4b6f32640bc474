import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRateLimits, parseRateLimits, RateLimiter, type RateLimits } from '#runtime/limits/rate-limit';
import { runOptions } from '../../support/run-options.ts';

function limiter(limits: RateLimits | undefined = defaultRateLimits) {
  let now = 1_000_000;
  const made = new RateLimiter({ now: () => now });
  return {
    wait: (ms: number) => {
      now += ms;
    },
    ask: (family: 'quote' | 'address' | 'appointment' | 'tmf' = 'quote', client = 'a') =>
      made.check(client, family, limits),
    many: (count: number) => Array.from({ length: count }, () => made.check('a', 'quote', limits)),
    reset: (client = 'a') => made.reset(client),
  };
}

const refusedOf = (verdicts: readonly { refused?: unknown }[]) => verdicts.filter(({ refused }) => refused).length;

describe('the setting', () => {
  it.each([
    [{}, undefined],
    [{ rateLimit: false }, undefined],
    [{ rateLimit: null }, undefined],
    [{ rateLimit: 'yes' }, undefined],
    [{ rateLimit: true }, defaultRateLimits],
    [{ rateLimit: { perSecond: 2 } }, { ...defaultRateLimits, perSecond: 2 }],
    [{ rateLimit: { perSecond: 0, perHour: 'many', colour: 3 } }, defaultRateLimits],
  ])('%j', (settings, expected) => {
    expect(parseRateLimits(settings)).toEqual(expected);
  });
  it('off: nothing is counted, nothing is said', () => {
    const made = limiter();
    const verdicts = Array.from({ length: 5000 }, () =>
      new RateLimiter({ now: () => 0 }).check('a', 'quote', undefined),
    );
    expect(verdicts.every(({ headers, refused }) => !headers && !refused)).toBe(true);
    expect(refusedOf(made.many(20))).toBe(0);
  });
});

describe('20 in a second', () => {
  it('takes 20 and refuses the 21st with 429, code 80 on quote and 53 elsewhere', () => {
    const made = limiter();
    expect(refusedOf(made.many(20))).toBe(0);
    expect(made.ask('quote').refused).toMatchObject({ status: 429, body: { code: 80 } });
    expect(made.ask('address').refused).toMatchObject({ status: 429, body: { code: '53' } });
    expect(made.ask('tmf').refused).toMatchObject({ status: 429, body: { code: '53' } });
  });
  it('says when to come again, and takes it then', () => {
    const made = limiter();
    made.many(20);
    made.wait(400);
    const { refused } = made.ask();
    expect(refused?.headers).toMatchObject({
      'Retry-After': '1',
      'X-RateLimit-Limit': '1000',
      'X-RateLimit-Remaining': '0',
    });
    made.wait(599);
    expect(made.ask().refused).toBeDefined();
    made.wait(1);
    expect(made.ask().refused).toBeUndefined();
  });
  it('another client is not disturbed', () => {
    const made = limiter();
    made.many(21);
    expect(made.ask('quote', 'b').refused).toBeUndefined();
  });
});

describe('1,000 in an hour', () => {
  it('takes 1,000 at a gentle pace and says how long the rest must wait', () => {
    const made = limiter();
    for (let n = 0; n < 1000; n++) {
      expect(made.ask().refused).toBeUndefined();
      made.wait(100);
    }
    const { refused } = made.ask();
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers?.['Retry-After'])).toBe(3500);
    made.wait(3_500_000);
    expect(made.ask().refused).toBeUndefined();
  });
  it('shows the budget on every answer', () => {
    const made = limiter();
    expect(made.ask().headers).toEqual({
      'X-RateLimit-Limit': '1000',
      'X-RateLimit-Remaining': '999',
      'X-RateLimit-Reset': '3600',
    });
    made.wait(60_000);
    expect(made.ask().headers).toMatchObject({ 'X-RateLimit-Remaining': '998', 'X-RateLimit-Reset': '3540' });
  });
});

describe('the block', () => {
  it('comes with the 20th refusal in a minute: 403 code 53 for an hour', () => {
    const made = limiter();
    const verdicts = made.many(40);
    expect(verdicts.slice(20, 39).every(({ refused }) => refused?.status === 429)).toBe(true);
    expect(verdicts[39]?.refused).toMatchObject({
      status: 403,
      body: { code: 53 },
      headers: { 'Retry-After': '3600' },
    });
    made.wait(3_599_999);
    expect(made.ask('tmf').refused).toMatchObject({
      status: 403,
      body: { code: '53' },
      headers: { 'Retry-After': '1' },
    });
    // Their tables have code 53 under 429 only.
    for (const family of ['address', 'appointment'] as const) {
      expect(made.ask(family).refused).toMatchObject({ status: 429, body: { code: '53' } });
    }
    made.wait(1);
    expect(made.ask().refused).toBeUndefined();
  });
  it('does not come when refusals are a minute apart', () => {
    const made = limiter();
    for (let n = 0; n < 40; n++) {
      const last = made.many(21).at(-1);
      expect(last?.refused?.status === 403).toBe(false);
      made.wait(60_000);
    }
  });
  it('is ended by a reset', () => {
    const made = limiter();
    made.many(40);
    expect(made.ask().refused?.status).toBe(403);
    made.reset();
    expect(made.ask().refused).toBeUndefined();
  });
});

it('however requests come, no second takes more than 20 and no hour more than the limit', () => {
  const limits = { ...defaultRateLimits, perHour: 60, breaches: 1_000_000 };
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(80), fc.constant(900_000)), { maxLength: 400 }), (gaps) => {
      let now = 0;
      const made = new RateLimiter({ now: () => now });
      const acceptedCounts: number[] = [];
      for (const gap of gaps) {
        now += gap;
        if (!made.check('a', 'tmf', limits).refused) acceptedCounts.push(now);
      }
      for (const at of acceptedCounts) {
        expect(acceptedCounts.filter((one) => one > at - 1000 && one <= at).length).toBeLessThanOrEqual(20);
        expect(acceptedCounts.filter((one) => one > at - 3_600_000 && one <= at).length).toBeLessThanOrEqual(60);
      }
    }),
    runOptions(100, 5_000),
  );
});
