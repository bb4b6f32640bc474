import { describe, expect, test } from 'vitest';
import { readSource, type Source, sourcesIn, target } from './source-file.ts';

const sources = sourcesIn('src');

/** From the bottom up. Imports point down or stay in a layer. */
const LAYERS: readonly (readonly [prefix: string, layer: number])[] = [
  ['src/generated/', 0],
  ['src/mock/domain/', 1],
  ['src/mock/engine/', 2],
  ['src/mock/runtime/', 3],
  ['src/mock/http/', 4],
  ['src/scenarios/', 5],
  ['src/contracts/', 6],
  ['src/testing/', 7],
  ['src/cli/', 8],
];
const layerOf = (path: string): number | undefined => LAYERS.find(([prefix]) => path.startsWith(prefix))?.[1];
const isPure = ({ path }: Source): boolean => /^src\/mock\/(domain|engine)\//.test(path);

describe('layers', () => {
  test('every source belongs to a layer', () => {
    const homeless = sources.filter(({ path }) => !path.startsWith('src/dashboard/') && layerOf(path) === undefined);
    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  test('imports point down', () => {
    expect(sources.flatMap(upwardImports)).toEqual([]);
  });

  test('the dashboard knows nothing but the control API', () => {
    const page = sources.filter(({ path }) => path.startsWith('src/dashboard/'));
    const outside = page.flatMap((source) =>
      reached(source)
        .filter((path) => !/^src\/(dashboard|generated)\//.test(path))
        .map((path) => `${source.path} -> ${path}`),
    );
    expect(outside).toEqual([]);
  });

  test('there are no circles, type imports included', () => {
    expect(circles(new Map(sources.map((source) => [source.path, reached(source)])))).toEqual([]);
  });
});

function reached(source: Source): readonly string[] {
  return source.imports.map((specifier) => target(source, specifier)).filter((path) => path !== undefined);
}

function upwardImports(source: Source): readonly string[] {
  const layer = layerOf(source.path) ?? Number.POSITIVE_INFINITY;
  return reached(source)
    .filter((path) => (layerOf(path) ?? 0) > layer)
    .map((path) => `${source.path} -> ${path}`);
}

function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const cycleStart = trail.indexOf(path);
    if (cycleStart >= 0) found.push([...trail.slice(cycleStart), path].join(' -> '));
    if (cycleStart >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}

/** What would make the same input give other bytes, or wait. */
const IMPURITIES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the real clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\b|\bhrtime\b/],
  ['randomness', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\brandomInt\b|\bgetRandomValues\b/],
  ['a timer', /\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\bnextTick\b/],
  ['the locale', /\btoLocale\w+|\blocaleCompare\b|\bIntl\b/],
  ['the network', /\bfetch\s*\(|\bWebSocket\b|\bXMLHttpRequest\b/],
  ['the process', /\bprocess\b|\bconsole\b/],
];
/** The rest of Node reaches outside. */
const PURE_MODULES = ['node:crypto', 'node:buffer', 'ajv', 'ajv/dist/2020.js', 'ajv-formats'];

describe('domain and engine', () => {
  const pure = sources.filter(isPure);

  test.each(IMPURITIES)('never touch %s', (_, pattern) => {
    expect(pure.filter(({ code }) => pattern.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('import only what computes', () => {
    const outside = pure.flatMap(({ path, imports }) =>
      imports.filter((name) => !/^[.#]/.test(name) && !PURE_MODULES.includes(name)).map((name) => `${path}: ${name}`),
    );
    expect(outside).toEqual([]);
  });

  test('never change what they read at module level: no mutable global state but caches', () => {
    const mutable = pure.filter(({ code }) => /^(export )?let /m.test(code)).map(({ path }) => path);
    expect(mutable).toEqual([]);
  });
});

describe('the mock', () => {
  const mock = sources.filter(({ path }) => path.startsWith('src/mock/'));

  test('opens sockets in runtime/egress.ts and http only', () => {
    const opening = mock.filter(
      ({ path }) => !path.startsWith('src/mock/http/') && !path.startsWith('src/mock/runtime/egress/'),
    );
    const found = opening.filter(
      ({ code, imports }) =>
        imports.some((name) => /^node:(net|http|https|http2|tls|dgram|dns)(\/|$)/.test(name)) ||
        /\bfetch\s*\(/.test(code),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  test('reads wall time and randomness in one file', () => {
    const otherFiles = mock.filter(({ path }) => path !== 'src/mock/runtime/system.ts');
    const found = otherFiles.filter(({ code }) =>
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bset(Timeout|Interval)\b/.test(
        code,
      ),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

test('no file is longer than 400 lines', () => {
  const long = sources.filter(({ text }) => text.split('\n').length > 401).map(({ path }) => path);
  expect(long).toEqual([]);
});

test('no file is named after nothing', () => {
  expect(sources.filter(({ path }) => /\/(utils?|helpers?|managers?|common|misc)(\/|\.)/.test(path))).toEqual([]);
});

describe('the reading of sources', () => {
  const sample = readSource(
    'src/mock/engine/sample.ts',
    `// Date.now() in prose
import type { A } from '../runtime/a.ts';
import {
  b,
} from './b.ts';
export * from './c.ts';
import './d.ts';
/* import x from './no.ts'; */
const late = () => import('./e.ts');
const text = 'Math.random() is a word here'; // and setTimeout
const pattern = /fetch\\(/;
const real = Date.now();
`,
  );
  test('imports of every form', () => {
    expect(sample.imports).toEqual(['../runtime/a.ts', './b.ts', './c.ts', './d.ts', './e.ts']);
  });
  test('words are not code, code is', () => {
    expect(sample.code).toMatch(/Date\.now\(\)/);
    expect(sample.code).not.toMatch(/prose|Math\.random|setTimeout|fetch/);
  });
  test('a climb and a circle are seen', () => {
    expect(upwardImports(sample)).toEqual(['src/mock/engine/sample.ts -> src/mock/runtime/a.ts']);
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(circles(graph)).toEqual(['b -> c -> b']);
  });
});
