import { describe, expect, test } from 'vitest';
import { formatLimitValue, limitNames, limitTable, parseLimitValue } from '#runtime/limits/limits';

describe('values of limits', () => {
  test.each(limitNames.filter((name) => limitTable[name].default > 0))(
    '%s: its default as it is printed may be typed',
    (name) => {
      const limit = limitTable[name];
      expect(parseLimitValue(formatLimitValue(limit.default, limit.unit), limit.unit)).toBe(limit.default);
    },
  );

  test.each([
    ['64MiB', 'bytes', 64 * 2 ** 20],
    ['1.5 KiB', 'bytes', 1536],
    ['65536', 'bytes', 65_536],
    ['10,000 items', 'items', 10_000],
    ['1,000,000', 'steps', 1_000_000],
    ['2m', 'ms', 120_000],
    ['1500', 'ms', 1500],
    ['1h', 's', 3600],
    ['90', 's', 90],
  ] as const)('%s of %s', (text, unit, value) => {
    expect(parseLimitValue(text, unit)).toBe(value);
  });

  test.each([
    ['', 'count'],
    ['0', 'count'],
    ['-1', 'count'],
    ['1.5', 'count'],
    ['1,00', 'count'],
    ['1e3', 'count'],
    ['1 GB', 'bytes'],
    ['5 items', 'steps'],
    ['soon', 'ms'],
    ['1 constructor', 'bytes'],
  ] as const)('%s is no number of %s', (text, unit) => {
    expect(parseLimitValue(text, unit)).toBeUndefined();
  });
});
