import { describe, expect, test } from 'vitest';
import { circles, fileGraph, folderGraph, importedFiles } from './import-graph.ts';
import { readSource, type Source, sourcesIn } from './source-file.ts';

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

/** A folder of the domain imports what stands before it (docs/architecture.md). */
const DOMAIN_ORDER = [
  ['core', 'errors', 'query'],
  ['calendar', 'place', 'product-catalogue'],
  ['special-values', 'fault-injection', 'callback'],
  ['address', 'appointment'],
  ['quote', 'product-qualification'],
  ['journey', 'open-action', 'charge', 'timeline'],
  ['product-inventory', 'service-state'],
  ['product-order', 'service-test', 'trouble-ticket'],
  ['order-notification'],
].flat();
const domainFolderOf = (path: string): string | undefined => /^src\/mock\/domain\/([^/]+)\//.exec(path)?.[1];

describe('layers', () => {
  test('every source belongs to a layer', () => {
    expect(withoutLayer(sources)).toEqual([]);
    expect(withoutLayer([sample('src/extra/a.ts')])).toEqual(['src/extra/a.ts']);
  });

  test('imports point down', () => {
    expect(sources.flatMap(upwardImports)).toEqual([]);
    const upward = sample('src/mock/engine/a.ts', "import type { B } from '#runtime/b';");
    expect(upwardImports(upward)).toEqual(['src/mock/engine/a.ts -> src/mock/runtime/b.ts']);
  });

  test('the dashboard knows nothing but the control API', () => {
    expect(sources.flatMap(outsideDashboard)).toEqual([]);
    const outside = sample('src/dashboard/a.ts', "import { c } from '../cli/c.ts';");
    expect(outsideDashboard(outside)).toEqual(['src/dashboard/a.ts -> src/cli/c.ts']);
  });

  test('there are no circles between files, type imports included', () => {
    expect(circles(fileGraph(sources))).toEqual([]);
    const planted = [
      sample('src/cli/a.ts', "import { b } from './b.ts';"),
      sample('src/cli/b.ts', "export type { C } from './c.ts';"),
      sample('src/cli/c.ts', "const late = () => import('./b.ts');"),
    ];
    expect(circles(fileGraph(planted))).toEqual(['src/cli/b.ts -> src/cli/c.ts -> src/cli/b.ts']);
  });

  test('there are no circles between folders, on any level', () => {
    expect(circles(folderGraph(fileGraph(sources)))).toEqual([]);
    // No two of these files import each other.
    const planted = [
      sample('src/cli/output/a.ts', "import { b } from '../options/b.ts';"),
      sample('src/cli/options/b.ts'),
      sample('src/cli/options/deep/c.ts', "import { d } from '../../output/d.ts';"),
      sample('src/cli/output/d.ts'),
    ];
    expect(circles(fileGraph(planted))).toEqual([]);
    expect(circles(folderGraph(fileGraph(planted)))).toEqual(['src/cli/output -> src/cli/options -> src/cli/output']);
  });

  test('folders of the domain import in their order only', () => {
    expect(sources.flatMap(againstDomainOrder)).toEqual([]);
    const planted = [
      sample('src/mock/domain/journey/a.ts', "import { b } from '#domain/product-order/b';"),
      sample('src/mock/domain/journey/c.ts', "import { d } from '../quote/d.ts';"),
      sample('src/mock/domain/pricing/e.ts'),
    ];
    expect(planted.flatMap(againstDomainOrder)).toEqual([
      'src/mock/domain/journey/a.ts -> src/mock/domain/product-order/b.ts',
      'src/mock/domain/pricing/e.ts: pricing has no place in the order',
    ]);
  });
});

function withoutLayer(files: readonly Source[]): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter((path) => !path.startsWith('src/dashboard/') && layerOf(path) === undefined);
}

function upwardImports(source: Source): readonly string[] {
  const layer = layerOf(source.path) ?? Number.POSITIVE_INFINITY;
  return importedFiles(source)
    .filter((path) => (layerOf(path) ?? 0) > layer)
    .map((path) => `${source.path} -> ${path}`);
}

function outsideDashboard(source: Source): readonly string[] {
  if (!source.path.startsWith('src/dashboard/')) return [];
  return importedFiles(source)
    .filter((path) => !/^src\/(dashboard|generated)\//.test(path))
    .map((path) => `${source.path} -> ${path}`);
}

function againstDomainOrder(source: Source): readonly string[] {
  const folder = domainFolderOf(source.path);
  if (folder === undefined) return [];
  const rank = DOMAIN_ORDER.indexOf(folder);
  if (rank < 0) return [`${source.path}: ${folder} has no place in the order`];
  return importedFiles(source)
    .filter((path) => DOMAIN_ORDER.indexOf(domainFolderOf(path) ?? '') > rank)
    .map((path) => `${source.path} -> ${path}`);
}

/** What would make the same input give other bytes, or wait: with a line that does it. */
const IMPURITIES: readonly (readonly [what: string, pattern: RegExp, planted: string])[] = [
  [
    'the real clock',
    /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])Date\(\s*\)|\bperformance\b|\bhrtime\b/,
    'const a = Date.now();',
  ],
  [
    'randomness',
    /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\brandomInt\b|\bgetRandomValues\b/,
    'const a = Math.random();',
  ],
  ['a timer', /\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b|\bnextTick\b/, 'setTimeout(() => {}, 1);'],
  ['the locale', /\btoLocale\w+|\blocaleCompare\b|\bIntl\b/, "const a = 'a'.localeCompare('b');"],
  ['the network', /\bfetch\s*\(|\bWebSocket\b|\bXMLHttpRequest\b/, "await fetch('http://a');"],
  ['the process', /\bprocess\b|\bconsole\b/, 'const a = process.env.A;'],
];
/** The rest of Node reaches outside. */
const PURE_MODULES = ['node:crypto', 'node:buffer', 'ajv', 'ajv/dist/2020.js', 'ajv-formats'];

describe('domain and engine', () => {
  test.each(IMPURITIES)('never touch %s', (_, pattern, planted) => {
    const found = (files: readonly Source[]) => files.filter((file) => isPure(file) && pattern.test(file.code));
    expect(found(sources).map(({ path }) => path)).toEqual([]);
    expect(found([sample('src/mock/engine/a.ts', planted), sample('src/cli/a.ts', planted)])).toHaveLength(1);
  });

  test('import only what computes', () => {
    expect(sources.flatMap(impureImports)).toEqual([]);
    const planted = sample('src/mock/domain/core/a.ts', "import { readFileSync } from 'node:fs';");
    expect(impureImports(planted)).toEqual(['src/mock/domain/core/a.ts: node:fs']);
  });

  test('never change what they read at module level: no mutable global state but caches', () => {
    expect(withGlobalState(sources)).toEqual([]);
    expect(withGlobalState([sample('src/mock/domain/core/a.ts', 'export let count = 0;')])).toHaveLength(1);
  });
});

function impureImports(source: Source): readonly string[] {
  if (!isPure(source)) return [];
  return source.imports
    .filter((name) => !/^[.#]/.test(name) && !PURE_MODULES.includes(name))
    .map((name) => `${source.path}: ${name}`);
}

function withGlobalState(files: readonly Source[]): readonly string[] {
  return files.filter((file) => isPure(file) && /^(export )?let /m.test(file.code)).map(({ path }) => path);
}

describe('the mock', () => {
  test('opens sockets in runtime/egress and http only', () => {
    expect(openingSockets(sources)).toEqual([]);
    const planted = [
      sample('src/mock/runtime/delivery/a.ts', "import { request } from 'node:https';"),
      sample('src/mock/runtime/journal/b.ts', 'const answer = await fetch(url);'),
      sample('src/mock/runtime/egress/c.ts', "import { request } from 'node:https';"),
    ];
    expect(openingSockets(planted)).toEqual(['src/mock/runtime/delivery/a.ts', 'src/mock/runtime/journal/b.ts']);
  });

  test('sends to the URLs of customers through one function', () => {
    // Whatever opens a connection to somewhere is in this file; the rest of egress decides and http listens.
    expect(openingConnections(sources)).toEqual(['src/mock/runtime/egress/egress.ts']);
    const planted = sample('src/mock/http/bt/a.ts', "import { request } from 'node:http';\nrequest(url);");
    expect(openingConnections([planted])).toEqual(['src/mock/http/bt/a.ts']);
  });

  test('is alone in opening sockets, but for files that are named with their reason', () => {
    const others = (files: readonly Source[]) =>
      files.filter((file) => !inMock(file) && opensSocket(file)).map(({ path }) => path);
    expect(others(sources)).toEqual(OTHER_SOCKETS.map(([path]) => path));
    expect(others([sample('src/cli/a.ts', 'await fetch(url);')])).toEqual(['src/cli/a.ts']);
  });

  test('reads wall time and randomness in one file', () => {
    expect(readingSystem(sources)).toEqual([]);
    const planted = 'const a = Date.now();';
    expect(
      readingSystem([sample('src/mock/runtime/a.ts', planted), sample('src/mock/runtime/system.ts', planted)]),
    ).toEqual(['src/mock/runtime/a.ts']);
  });
});

const inMock = ({ path }: Source): boolean => path.startsWith('src/mock/');

/** None of them sends an event to the URL of a customer: that is the egress function's alone. */
const OTHER_SOCKETS: readonly (readonly [path: string, because: string])[] = [
  ['src/cli/commands/doctor.ts', 'asks a running server, and whether something listens at the callback URL'],
  ['src/cli/commands/status.ts', 'asks a running server'],
  ['src/contracts/record/recorded-history.ts', 'repeats recorded calls at a sandbox of its own'],
  ['src/contracts/verify/verifier-proxy.ts', 'stands between the Pact verifier and a sandbox of its own'],
  ['src/dashboard/control/api-client.ts', 'the page calls the control API'],
  ['src/dashboard/control/live-stream.ts', 'the page reads live events'],
  ['src/scenarios/drivers/http-driver.ts', 'makes the calls of a scenario at a sandbox'],
  ['src/scenarios/runner/callback-listener.ts', 'the listener of a scenario'],
];

function openingSockets(files: readonly Source[]): readonly string[] {
  return files
    .filter(inMock)
    .filter(({ path }) => !/^src\/mock\/(http|runtime\/egress)\//.test(path))
    .filter(opensSocket)
    .map(({ path }) => path);
}

function opensSocket({ code, imports }: Source): boolean {
  return (
    imports.some((name) => /^node:(net|http|https|http2|tls|dgram|dns)(\/|$)/.test(name)) || /\bfetch\s*\(/.test(code)
  );
}

function openingConnections(files: readonly Source[]): readonly string[] {
  return files
    .filter(inMock)
    .filter(
      ({ code, imports }) =>
        imports.some((name) => /^node:(net|https?|http2|tls)$/.test(name)) &&
        /\bhttps?\b[^;\n]*\.(request|get)\s*\(|(?<![.\w#])(request|get|connect|createConnection)\s*\(/.test(code),
    )
    .map(({ path }) => path);
}

function readingSystem(files: readonly Source[]): readonly string[] {
  const reading =
    /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bset(Timeout|Interval)\b/;
  return files
    .filter((file) => inMock(file) && file.path !== 'src/mock/runtime/system.ts' && reading.test(file.code))
    .map(({ path }) => path);
}

test('no file is longer than 400 lines', () => {
  const long = (files: readonly Source[]) => files.filter(({ text }) => text.split('\n').length > 401);
  expect(long(sources).map(({ path }) => path)).toEqual([]);
  expect(long([sample('src/cli/a.ts', '\n'.repeat(401))])).toHaveLength(1);
});

test('no file is named after nothing', () => {
  const unnamed = (files: readonly Source[]) =>
    files.filter(({ path }) => /\/(utils?|helpers?|managers?|common|misc)(\/|\.)/.test(path));
  expect(unnamed(sources)).toEqual([]);
  expect(unnamed([sample('src/cli/utils.ts')])).toHaveLength(1);
});

describe('the reading of sources', () => {
  const read = sample(
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
type F = import('./f.ts').F;
const text = 'Math.random() is a word here'; // and setTimeout
const pattern = /fetch\\(/;
const real = Date.now();
`,
  );
  test('imports of every form', () => {
    expect(read.imports).toEqual(['../runtime/a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
  });
  test('words are not code, code is', () => {
    expect(read.code).toMatch(/Date\.now\(\)/);
    expect(read.code).not.toMatch(/prose|Math\.random|setTimeout|fetch/);
  });
  test('names that are given, where they stand; names that are used are not', () => {
    const { names, types } = sample(
      'src/cli/names.ts',
      `import { a as one, two } from './x.ts';
interface Three { readonly four: string; five(six: number): void }
type Seven<Eight> = (nine: Eight) => string;
class Ten { #eleven = two.used; twelve() { return this.#eleven; } }
function thirteen({ fourteen: fifteen, ...sixteen }, [seventeen] = used) {}
const eighteen = { nineteen: used, one, 'quoted': 1, [used]: 2 };
try {} catch (twenty) { used.member = twenty; }
`,
    );
    expect(names.map(({ text, line }) => `${line} ${text}`)).toEqual(
      (
        '1 one,2 Three,2 four,2 six,2 five,3 Seven,3 Eight,3 nine,4 Ten,4 eleven,4 twelve,5 thirteen,5 fifteen,' +
        '5 sixteen,5 seventeen,6 eighteen,6 nineteen,7 twenty'
      ).split(','),
    );
    expect(types).toEqual(['Three', 'Seven', 'Ten']);
  });
});

/** A file that breaks a rule. */
function sample(path: string, text = ''): Source {
  return readSource(path, text);
}
