import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointerBelowDepth } from '#domain/core/json-depth';
import { runOptions } from '../../support/run-options.ts';

const lists = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('the depth of a text', () => {
  test.each<[string, string, number, string | undefined]>([
    ['no level', '1', 0, undefined],
    ['as many levels as there may be', lists(64), 64, undefined],
    ['one level more', lists(65), 64, '/0'.repeat(64)],
    ['objects', '{"a":{"b":{"c":{}}}}', 3, '/a/b/c'],
    ['the second of a list', '{"a":[1,[2],{"b":[[]]}]}', 4, '/a/2/b/0'],
    ['after a list that has ended', '[[[]],[[]],{"x":[[]]}]', 3, '/2/x/0'],
    ['brackets in a string are text', '{"a":"[[[[[[[["}', 1, undefined],
    ['brackets after an escaped quote are text', '{"a":"\\"[[[["}', 1, undefined],
    ['brackets after an escaped backslash are not', '["\\\\",[[]]]', 2, '/1/0'],
    ['names with slash and tilde', '{"a/b":{"c~d":[]}}', 2, '/a~1b/c~0d'],
    ['no JSON: never closed', '[[[[', 3, '/0/0/0'],
    ['no JSON: only closed', ']]]]', 3, undefined],
    ['no JSON: a string that never ends', '["[[[[[', 3, undefined],
  ])('%s', (_, text, maxDepth, pointer) => {
    expect(pointerBelowDepth(text, maxDepth)).toBe(pointer);
  });

  test('counted on the text is that of the parsed value, whatever it is', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const depth = depthOf(JSON.parse(text));
        expect(pointerBelowDepth(text, depth)).toBeUndefined();
        if (depth === 0) return;
        const pointer = pointerBelowDepth(text, depth - 1) as string;
        expect(pointer.split('/')).toHaveLength(depth);
        const names = pointer.split('/').slice(1);
        const found = names.reduce(
          (node, name) => (node as { [name: string]: unknown })[name.replaceAll('~1', '/').replaceAll('~0', '~')],
          JSON.parse(text) as unknown,
        );
        expect(found).toBeTypeOf('object');
      }),
      runOptions(200, 5000),
    );
  });
});
