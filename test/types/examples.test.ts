import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const require = createRequire(import.meta.url);
const manifest = require.resolve('typescript/package.json');
const tsc = join(dirname(manifest), require(manifest).bin.tsc);

/** Everything that the public entry exports and that has an example; the members of {@link Sandbox} stand in its file. */
const documented = [
  ...readdirSync('src/testing').map((name) => `src/testing/${name}`),
  'src/contracts/record/write-pact.ts',
  'src/mock/domain/core/etherbox-error.ts',
  'src/mock/http/control/control-client.ts',
  'src/scenarios/language/scenario.ts',
];

interface Example {
  readonly where: string;
  readonly code: string;
}

/** Each `@example` is a fenced block of TypeScript in a docstring. */
function examplesIn(file: string, text: string): readonly Example[] {
  return [...text.matchAll(/@example\n\s*\* ```ts\n([\s\S]*?)\n\s*\* ```/g)].map((match) => ({
    where: `${file}:${text.slice(0, match.index).split('\n').length}`,
    code: (match[1] as string).replace(/^\s*\* ?/gm, ''),
  }));
}

/** A page's fenced blocks of TypeScript. */
const blocksIn = (file: string): readonly Example[] => {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => ({
    where: `${file}:${text.slice(0, match.index).split('\n').length}`,
    code: match[1] as string,
  }));
};

/** An example that uses `box` without starting one is of a member of {@link Sandbox}. */
function asModule({ code }: Example): string {
  const usesBox = /\bbox\b/.test(code) && !/\b(const|using) box\b/.test(code);
  const prelude = usesBox
    ? "import type { Sandbox as SandboxOfExample } from 'etherbox';\ndeclare const box: SandboxOfExample;\n"
    : '';
  return `${prelude}${code}\nexport {};\n`;
}

/** What the compiler says of the examples, in a project that has etherbox as a user's has it. */
function compile(examples: readonly Example[]): string {
  const folder = mkdtempSync(resolve('test/types/.examples-'));
  try {
    for (const [n, example] of examples.entries()) writeFileSync(join(folder, `example-${n}.ts`), asModule(example));
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable'],
      module: 'nodenext',
      strict: true,
      // As for the sources, which are compiled with them.
      exactOptionalPropertyTypes: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      erasableSyntaxOnly: true,
      skipLibCheck: true,
      types: ['node'],
      customConditions: ['etherbox-source'],
      paths: { etherbox: [resolve('src/testing/index.ts')] },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    return stdout.replace(/^.*?example-(\d+)\.ts/gm, (_, n: string) => examples[Number(n)]?.where ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('examples of the public entry', () => {
  const examples = [
    ...documented.flatMap((file) => examplesIn(file, readFileSync(file, 'utf8'))),
    ...blocksIn('docs/start-sandbox.md'),
  ];
  const planted = [
    'await box.advance({ by: 10 });',
    'const { seed } = box.credentials;',
    "import { startSandbx } from 'etherbox';",
    'const { payload } = await box.events.waitFor({});\nconsole.log(payload.event.productOrder.stat);',
    "import { expectTypeOf } from 'vitest';\nexpectTypeOf(box.id).toBeNumber();",
  ].map((code, n) => ({ where: `planted:${n}`, code }));
  // One run of the compiler for both: it takes seconds.
  const lines = compile([...examples, ...planted])
    .split('\n')
    .filter((line) => line !== '');

  test('compile', () => {
    expect(examples.length).toBeGreaterThan(40);
    expect(lines.filter((line) => /^\S/.test(line) && !line.startsWith('planted:'))).toEqual([]);
  });

  test('and a wrong argument, member, import, payload or type test is found', () => {
    const found = planted.filter(({ where }) => lines.some((line) => line.startsWith(`${where}(`)));
    expect(found).toEqual(planted);
  });
});

interface Declared {
  readonly name: string;
  readonly doc: string;
}

/** The members of the interfaces in a file, with the docstring above each. */
function membersIn(text: string): readonly Declared[] {
  const pattern = /( {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?^ {2}(?:readonly )?(\[?[a-zA-Z.]+\]?)[(:].*$/gm;
  return [...text.matchAll(pattern)].map(([, doc = '', name = '']) => ({ name, doc }));
}

/** Those without a docstring; a group of members (`box.events`) has its examples at the members. */
const undocumented = (text: string): readonly string[] =>
  membersIn(text)
    .filter(({ doc, name }) => doc === '' || !(doc.includes('@example') || groups.includes(name)))
    .map(({ name }) => name);

const groups = ['clock', 'events', 'requests', 'orders', 'openActions', 'faultInjections', 'setbacks', 'state'];

describe('docstrings', () => {
  const files = ['src/testing/sandbox.ts', 'src/testing/sandbox-members.ts'];
  const texts = files.map((file) => readFileSync(file, 'utf8'));

  test('every member of Sandbox has one, with an example', () => {
    const members = texts.flatMap(membersIn).map(({ name }) => name);
    expect(members).toEqual(expect.arrayContaining(['token', 'waitFor', 'save', 'close', ...groups]));
    expect(members.length).toBeGreaterThan(35);
    expect(texts.flatMap(undocumented)).toEqual([]);
  });

  test('one that lacks is found', () => {
    const [text = ''] = texts;
    expect(undocumented(text.replace(/ {2}\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n {2}token\(/, '  token('))).toEqual(['token']);
    expect(undocumented(text.replace(/@example\n(?=.*\n.*box\.reset)/, ''))).toEqual(['reset']);
  });

  test.each([
    ['src/testing/start-sandbox.ts', 'export async function startSandbox'],
    ['src/contracts/record/write-pact.ts', 'export async function recordContract'],
    ['src/scenarios/language/scenario.ts', 'export function defineScenario'],
    ['src/mock/domain/core/etherbox-error.ts', 'export class EtherboxError'],
    ['src/mock/http/control/control-client.ts', 'export class ControlClient'],
  ])('%s: %s has an example', (file, declaration) => {
    const before = readFileSync(file, 'utf8').split(declaration)[0] as string;
    const doc = before.slice(before.lastIndexOf('/**'));
    expect(doc).toMatch(/@example/);
    expect(doc.trimEnd()).toMatch(/\*\/$/);
  });
});
