import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isNode, LineCounter, parseDocument, type Document as YamlDocument } from 'yaml';
import { nearest } from '../mock/domain/nearest.ts';
import { describe, shorten } from '../mock/engine/contract/describe.ts';
import { compileContract } from '../mock/engine/contract.ts';
import { makeGround } from '../mock/engine/ground.ts';
import { dataFolder } from '../mock/runtime/data-folder.ts';
import { loadDocuments, loadGround } from '../mock/runtime/load-data.ts';
import { deadCanaries } from '../mock/runtime/spec-prism.ts';
import { library } from '../scenarios/library.ts';
import { problemText } from '../scenarios/problem.ts';
import { readScenarioText } from '../scenarios/read-scenario.ts';
import type { ScenarioLimits } from '../scenarios/scenario-limits.ts';
import { UsageError } from './exit.ts';
import type { ProgressBar } from './progress.ts';

export interface Finding {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  readonly text: string;
}

export interface Checked {
  /** How many files and documents were looked at. */
  readonly checked: number;
  readonly findings: readonly Finding[];
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Whatever these describe, prism never answers it. */
const neverByPrism = new Set(['oauth', 'order-notification', 'sandbox']);
const fixtureFiles = new Set(['availability', 'addresses', 'product-catalogue']);

/** Everything that comes with the package, the YAML first, then what the server makes of it. */
export async function checkEverything(progress: ProgressBar): Promise<Checked> {
  const files = ['specs/openapi', 'specs/journeys', 'fixtures'].flatMap((folder) => yamlIn(join(root, folder)));
  const { checked, findings } = checkFiles([...files, ...yamlIn(dataFolder('scenarios'))], progress);
  const more = [...findings, ...compiles()];
  const documents = Object.entries(loadDocuments()).filter(([api]) => !neverByPrism.has(api));
  for (const [at, [api, document]] of documents.entries()) {
    progress.show(at, documents.length, `examples of ${api}`);
    const dead = await deadCanaries(document);
    more.push(...dead.map((text) => ({ file: `specs/openapi/${api}.yaml`, text: `is not enforced: ${text}` })));
  }
  return { checked: checked + documents.length, findings: more };
}

/** Do contract and ground compile from what was generated, and does every scenario of the library still fit? */
function compiles(): Finding[] {
  const found: Finding[] = [];
  const look = (file: string, check: () => unknown) => {
    try {
      check();
    } catch (error) {
      found.push({ file, text: (error as Error).message });
    }
  };
  for (const [api, document] of Object.entries(loadDocuments()))
    look(`specs/openapi/${api}.yaml`, () => compileContract({ [api]: document }));
  look('specs/journeys', () => makeGround(loadGround()));
  look('src/scenarios/library', library);
  return found;
}

/** Files, and the YAML below folders. */
export function checkFiles(paths: readonly string[], progress: ProgressBar, limits?: ScenarioLimits): Checked {
  const files = paths.flatMap((path) => (stats(path).isDirectory() ? yamlIn(path) : [path]));
  const findings = files.flatMap((file, at) => {
    progress.show(at, files.length, file);
    return checkFile(file, limits);
  });
  return { checked: files.length, findings };
}

function stats(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function yamlIn(folder: string): string[] {
  let found: string[];
  try {
    found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return found
    .filter((file) => /\.ya?ml$/.test(file))
    .sort()
    .map((file) => join(folder, file));
}

function checkFile(path: string, limits?: ScenarioLimits): Finding[] {
  const file = shown(path);
  const text = readFileSync(path, 'utf8');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true, logLevel: 'silent' });
  const [mistake] = document.errors;
  if (mistake) return [{ file, ...place(lines, mistake.pos[0]), text: mistake.message.split('\n', 1)[0] ?? '' }];
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const schema = schemaFor(path, value);
  if (schema === 'scenario') return scenarioFindings(path, file, text, limits);
  if (schema === undefined) return openapiFindings(file, value);
  const check = checkOf(schema);
  if (check(value)) return [];
  return distinct((check.errors ?? []).filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword))).map(
    (error) => ({
      file,
      ...place(lines, offsetOf(document, error)),
      pointer: error.instancePath,
      text: said(error),
    }),
  );
}

function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** By what it is called where it comes with the package, else by what it says of itself. undefined: an API document. */
function schemaFor(path: string, value: unknown): string | undefined {
  const name = basename(path, extname(path));
  const says = (member: string): boolean => typeof value === 'object' && value !== null && member in value;
  if (says('openapi') || name === 'common') return undefined;
  if (says('journey')) return 'journey';
  if (name === 'open-actions') return 'open-actions';
  if (fixtureFiles.has(name)) return 'fixtures';
  // The others have rules that only the code that reads them knows: they are read as a whole.
  if (dirname(path).endsWith('fixtures') || dirname(path).endsWith('journeys')) return 'object';
  return 'scenario';
}

const compiled = new Map<string, ValidateFunction>();

function checkOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
  const schema =
    name === 'object'
      ? { type: 'object', minProperties: 1 }
      : JSON.parse(readFileSync(join(dataFolder('schemas'), `${name}.schema.json`), 'utf8'));
  const check = ajv.compile(schema);
  compiled.set(name, check);
  return check;
}

function scenarioFindings(path: string, file: string, text: string, limits?: ScenarioLimits): Finding[] {
  const origin = { file, folder: dirname(path), name: basename(path, extname(path)) };
  const read = readScenarioText(text, { ...origin, ...(limits ? { limits } : {}) });
  if (!('problems' in read)) return [];
  return read.problems.map(({ file: _, line, column, ...problem }) => ({
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    text: problemText(problem),
  }));
}

/** An API document alone: what it must have. That it compiles is seen from what was generated of it. */
function openapiFindings(file: string, value: unknown): Finding[] {
  const document = value as { readonly openapi?: string; readonly paths?: object } | null;
  if (document?.openapi === undefined && basename(file) === 'common.yaml') return [];
  return document?.openapi === '3.1.0' ? [] : [{ file, pointer: '/openapi', line: 1, text: 'expected 3.1.0' }];
}

function said({ keyword, params, data, parentSchema }: ErrorObject): string {
  if (keyword === 'required') return `expected a member ${params.missingProperty}`;
  if (keyword === 'additionalProperties') {
    const name = params.additionalProperty as string;
    const meant = nearest(name, Object.keys(parentSchema?.properties ?? {}));
    return `${name} is no member here${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }
  return `found ${JSON.stringify(shorten(data))}; expected ${describe(parentSchema)}`;
}

const distinct = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = `${error.instancePath} ${said(error)}`;
    return !seen.has(key) && seen.add(key);
  });
};

function place(lines: LineCounter, offset: number): Pick<Finding, 'line' | 'column'> {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the pointer leads in the file; where it ends earlier, the last part that is there. */
function offsetOf(document: YamlDocument, { instancePath }: ErrorObject): number {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const path = parts.slice(0, depth).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const node = depth === 0 ? document.contents : document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
