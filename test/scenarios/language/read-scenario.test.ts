import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { knownNames } from '#scenarios/language/known-names';
import { loadScenarioValue } from '#scenarios/language/load-scenario';
import { findDifferences, findFirstMissing } from '#scenarios/language/match';
import { readScenarioText } from '#scenarios/language/read-scenario';
import { scenarioFamilies } from '#scenarios/language/scenario';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import { InvalidScenarioError } from '#scenarios/language/scenario-problem';
import { applyEdits, findReferences, substitute, valueAt } from '#scenarios/language/values';
import { defineScenario } from '#testing/index';

const problemsOf = (text: string) => {
  const read = readScenarioText(text, { file: 'mine.yaml' });
  return 'problems' in read ? read.problems : [];
};

describe('what is wrong with a file, where, and what would be right', () => {
  test.each([
    ['no name', 'steps: []', { line: 1, column: 1, pointer: '', expected: 'the member name' }],
    ['no YAML', 'name: a\nsteps: [}', { line: 2, column: 9 }],
    ['twice the same member', 'name: a\nname: b\nsteps: []', { line: 2, column: 1 }],
    [
      'a member that is nearly one',
      'name: a\nstepz: []\nsteps: []',
      { line: 2, column: 1, pointer: '/stepz', found: 'stepz', suggestion: 'steps' },
    ],
    [
      'a family that is none',
      'name: a\nfamily: setbak\nsteps: []',
      { line: 2, column: 9, pointer: '/family', found: 'setbak', suggestion: 'setback' },
    ],
    [
      'a step that is none',
      'name: a\nsteps:\n  - kall: createQuote',
      { line: 3, column: 5, pointer: '/steps/0/kall', found: 'kall', suggestion: 'call' },
    ],
    ['a step that is a text', 'name: a\nsteps:\n  - wait', { line: 3, column: 5, pointer: '/steps/0', found: 'wait' }],
    [
      'a member of a step that is nearly one',
      'name: a\nsteps:\n  - call: createQuote\n    statos: 201',
      { line: 4, column: 5, pointer: '/steps/0/statos', suggestion: 'status' },
    ],
    [
      'an operation that is nearly one',
      'name: a\nsteps:\n  - call: createProductOder',
      { line: 3, column: 11, pointer: '/steps/0/call', found: 'createProductOder', suggestion: 'createProductOrder' },
    ],
    [
      'a setback that is nearly one',
      'name: a\nsetbacks:\n  - { setback: instal-fails, product: Etherway }\nsteps: []',
      { line: 3, column: 16, pointer: '/setbacks/0/setback', suggestion: 'install-fails' },
    ],
    [
      'a milestone that is nearly one',
      'name: a\nsteps:\n  - advance: { order: x, milestone: KCI4 }',
      { line: 3, column: 37, pointer: '/steps/0/advance/milestone', found: 'KCI4' },
    ],
    [
      'a value that was never saved',
      'name: a\nsteps:\n  - call: createProductOrder\n    body: requests/etherway-fibre-provide.json\n    save: { order: id }\n  - expect: { order: $oder }',
      { line: 6, column: 5, pointer: '/steps/1', found: '$oder', suggestion: '$order' },
    ],
    [
      'a body that is not there',
      'name: a\nsteps:\n  - call: createProductOrder\n    body: requests/nothing.json',
      { line: 4, column: 11, pointer: '/steps/0/body', found: 'requests/nothing.json' },
    ],
    [
      'an edit of a place that is not there',
      'name: a\nsteps:\n  - call: createProductOrder\n    body: requests/etherway-fibre-provide.json\n    set: { /orderItem/0/id: X }',
      {
        line: 5,
        column: 12,
        pointer: '/steps/0/set/~1orderItem~10~1id',
        expected: 'a JSON pointer to a member of the body',
      },
    ],
    [
      'a fault without an operation',
      'name: a\nsteps:\n  - inject: { status: 503 }',
      { line: 3, column: 13, pointer: '/steps/0/inject', expected: 'the member operation' },
    ],
    [
      'a fault of an unknown kind',
      'name: a\nsteps:\n  - inject: { operation: createQuote, statuss: 503 }',
      { line: 3, column: 39, pointer: '/steps/0/inject/statuss', suggestion: 'status' },
    ],
    ['a number that is a text', 'name: a\nsteps:\n  - call: createQuote\n    repeat: often', { line: 4, column: 13 }],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toContainEqual(expect.objectContaining({ file: 'mine.yaml', ...problem }));
  });

  test('all of it at once', () => {
    const lines = problemsOf('name: a\nstepz: []\nsteps:\n  - kall: x\n  - call: y\n    statos: 1').map(
      ({ line }) => line,
    );
    expect(lines).toEqual([2, 4, 6]);
  });

  test('from TypeScript the same, without lines', () => {
    const wrong = { name: 'a', steps: [{ call: 'createProductOder' }] };
    expect(() => loadScenarioValue(wrong)).toThrow(InvalidScenarioError);
    expect(() => loadScenarioValue(wrong)).toThrow('did you mean createProductOrder?');
    const right = defineScenario({ name: 'a', steps: [{ call: 'listQuote', status: 200 }] });
    expect(loadScenarioValue(right, 'mine')).toMatchObject({ name: 'mine', scenario: right });
  });
});

describe('values', () => {
  const saved = new Map<string, unknown>([
    ['order', '123'],
    ['n', 7],
  ]);

  test.each([
    ['$order', '123'],
    ['$n', 7],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how scenarios write it
    ['/orders/${order}/${n}', '/orders/123/7'],
    ['$$order', '$order'],
    ['$other', '$other'],
    [{ $order: ['$n'] }, { '123': [7] }],
  ])('%j is filled with what was saved', (node, expected) => {
    expect(substitute<unknown>(node, saved)).toEqual(expected);
  });

  test('names are found wherever they stand', () => {
    expect(findReferences({ a: ['$one', { 'x${two}y': 1 }], b: 'no $three here' })).toEqual(['one', 'two']);
  });

  test.each([
    ['id', 1],
    ['list.1', 'b'],
    ['/list/-1', 'c'],
    ['/a~1b', 2],
    ['/nothing/there', undefined],
    ['constructor', undefined],
    ['', { id: 1, list: ['a', 'b', 'c'], 'a/b': 2 }],
  ])('%s finds its place', (place, expected) => {
    expect(valueAt({ id: 1, list: ['a', 'b', 'c'], 'a/b': 2 }, place)).toEqual(expected);
  });

  test('edits change a copy, add to lists, and treat every name as a name', () => {
    const body = { list: [{ a: 1 }], kept: true };
    const changed = applyEdits(body, { '/list/0/a': 2, '/list/-': { b: 3 }, '/__proto__': { polluted: true } }, [
      '/kept',
    ]);
    expect(JSON.stringify(changed)).toBe('{"list":[{"a":2},{"b":3}],"__proto__":{"polluted":true}}');
    expect(body).toEqual({ list: [{ a: 1 }], kept: true });
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });
});

describe('expectations', () => {
  test.each([
    [{ a: 1, b: 2 }, { a: 1 }, true],
    [{ a: 1 }, { a: 2 }, false],
    [{ a: 1 }, { a: '1' }, false],
    [{ a: { b: [1, 2] } }, { '/a/b/1': 2 }, true],
    [[1, 2, 3], [1, 2], false],
    [[{ a: 1, b: 2 }], [{ a: 1 }], true],
    [5, { atLeast: 5 }, true],
    [4, { atLeast: 5 }, false],
    [undefined, { atLeast: 0 }, false],
    [5, { atMost: 4 }, false],
    ['x', { oneOf: ['x', 'y'] }, true],
    ['z', { oneOf: ['x', 'y'] }, false],
    [[{ a: 1 }, { a: 2 }], { contains: { a: 2 } }, true],
    [[{ a: 1 }], { contains: { a: 2 } }, false],
    ['abc', { contains: 'bc' }, true],
    ['abc', { startsWith: 'bc' }, false],
    [undefined, { present: false }, true],
    [null, { present: true }, true],
    ['a', { not: 'a' }, false],
    [[1, 2], { length: 2 }, true],
    [[], { length: { atLeast: 1 } }, false],
    [{ contains: 1, other: 2 }, { contains: 1, other: 2 }, true],
  ])('%j against %j: %s', (got, expected, holds) => {
    expect(findDifferences(got, expected, '').length === 0).toBe(holds);
  });

  test('every difference is reported, each with its pointer', () => {
    const got = { state: 'held', items: [{ id: 1 }, { id: 2 }] };
    expect(findDifferences(got, { state: 'completed', items: [{ id: 1 }, { id: 3 }], x: 1 }, 'order')).toEqual([
      { pointer: 'order/state', expected: 'completed', got: 'held' },
      { pointer: 'order/items/1/id', expected: 3, got: 2 },
      { pointer: 'order/x', expected: 1 },
    ]);
  });

  test.each([
    [['b'], undefined],
    [['a', 'c'], undefined],
    [['c', 'a'], 'a'],
    [['a', 'a'], 'a'],
  ])('%j in order among a, b, c', (wanted, missing) => {
    expect(findFirstMissing(['a', 'b', 'c'], wanted)).toBe(missing);
  });
});

describe('the library', () => {
  const all = [...scenarioLibrary().values()];
  const folder = new URL('../../../src/scenarios/library/', import.meta.url);

  test('has thirty scenarios or more, in every family', () => {
    expect(all.length).toBeGreaterThanOrEqual(30);
    expect(new Set(all.map(({ scenario }) => scenario.family))).toEqual(new Set(scenarioFamilies));
  });

  test.each(all.map((one) => [one.name, one] as const))(
    '%s can be read and has a story',
    (name, { scenario, lines }) => {
      const text = readFileSync(new URL(`${scenario.family}/${name}.yaml`, folder), 'utf8');
      const read = readScenarioText(text, { name });
      expect(read).toMatchObject({ loaded: { scenario, lines } });
      expect(text.split('\n', 1)[0]).toContain('scenario.schema.json');
      expect(scenario.teaches?.length).toBeGreaterThan(20);
      expect(scenario.story?.length).toBeGreaterThan(120);
      expect(scenario.story?.trim()).not.toContain('\n');
    },
  );

  test('every setback of the journeys is in it', () => {
    const text = all.map(({ name, text }) => `${name}\n${text}`).join('\n');
    const { setbacks } = knownNames();
    expect(setbacks.filter((setback) => !text.includes(setback))).toEqual([]);
  });
});
