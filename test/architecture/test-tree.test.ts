import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn } from './source-file.ts';

/** Tests of one module stand where the module stands: `src/mock/engine/time/tick.ts` is tested below `test/engine/time/`. */
const LAYERS: { readonly [folder: string]: string } = {
  domain: 'src/mock/domain',
  engine: 'src/mock/engine',
  runtime: 'src/mock/runtime',
  http: 'src/mock/http',
  scenarios: 'src/scenarios',
  contracts: 'src/contracts',
  testing: 'src/testing',
  cli: 'src/cli',
  dashboard: 'src/dashboard',
};

/** Tests of more than one module, by what they are about. */
const KINDS = [
  'architecture', // rules about the sources
  'docs', // pages and the commands in them
  'examples', // the example client
  'fixtures', // the committed data
  'golden', // recorded bytes
  'kill', // processes that end badly
  'model', // random walks against a model
  'specs', // the OpenAPI documents and what is made of them
  'system', // the whole product over sockets
  'types', // the public types
];

describe('the tree of tests', () => {
  const sources = filesIn('src', /\.(ts|tsx)$/);
  const tests = filesIn('test', /\.test(-d)?\.ts$/);

  test('mirrors src', () => {
    expect(tests.flatMap((path) => misplaced(path, sources) ?? [])).toEqual([]);
  });

  test.each([
    ['test/domain/pricing/rate.test.ts', 'src/mock/domain/pricing is no folder'],
    ['test/runtime/services/advance.test.ts', 'its module is src/mock/runtime/sandboxes/advance.ts'],
    ['test/http/guard.test.ts', 'its module is src/mock/http/guard/guard.ts'],
    ['test/things/a.test.ts', 'things is neither a layer nor a kind of test'],
    ['test/a.test.ts', 'it stands in no folder'],
  ])('%s is caught', (path, finding) => {
    const some = [
      'src/mock/domain/core/ids.ts',
      'src/mock/runtime/services/browse.ts',
      'src/mock/runtime/sandboxes/advance.ts',
      'src/mock/http/guard/guard.ts',
    ];
    expect(misplaced(path, some)).toBe(`${path}: ${finding}`);
  });

  test('a test of a folder, of a module and of a kind is not', () => {
    const some = ['src/mock/runtime/sandboxes/advance.ts', 'src/mock/runtime/ports.ts'];
    const paths = [
      'test/runtime/sandboxes/races.test.ts',
      'test/runtime/sandboxes/advance.test.ts',
      'test/runtime/sandboxes/sandboxes.test.ts',
      'test/model/a.test.ts',
    ];
    expect(paths.map((path) => misplaced(path, some))).toEqual([undefined, undefined, undefined, undefined]);
  });
});

/** What is wrong with the place of a test file; undefined: nothing. */
function misplaced(path: string, sources: readonly string[]): string | undefined {
  const [, top = '', ...rest] = path.split('/');
  if (rest.length === 0) return `${path}: it stands in no folder`;
  if (KINDS.includes(top)) return undefined;
  const layer = LAYERS[top];
  if (layer === undefined) return `${path}: ${top} is neither a layer nor a kind of test`;
  const folder = [layer, ...rest.slice(0, -1)].join('/');
  const module = basename(path).replace(/\.test(-d)?\.ts$/, '');
  const named = sources.filter(
    (source) => source.startsWith(`${layer}/`) && basename(source).startsWith(`${module}.ts`),
  );
  // What is named as its folder is about all of it; a module of several folders, such as `charge`, is tested in one of them.
  const isWholeFolder = basename(folder) === module;
  if (!isWholeFolder && named.length > 0 && !named.some((source) => dirname(source) === folder))
    return `${path}: its module is ${named[0]}`;
  if (!sources.some((source) => source.startsWith(`${folder}/`))) return `${path}: ${folder} is no folder`;
  return undefined;
}
