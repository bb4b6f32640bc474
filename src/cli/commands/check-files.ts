import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isNode, LineCounter, parseDocument, type Document as YamlDocument } from 'yaml';
import { UsageError } from '#cli/options/exit-codes';
import type { ProgressBar } from '#cli/output/progress';
import { closestMatch } from '#domain/core/closest-match';
import { compileContract } from '#engine/contract/contract';
import { abbreviateValue, describeSchema } from '#engine/contract/describe-schema';
import { buildReferenceData } from '#engine/reference-data';
import { dataFolder } from '#runtime/data-folder';
import { readOpenApiDocuments, readReferenceFiles } from '#runtime/load-data';
import { unenforceableSchemas } from '#runtime/spec/spec-prism';
import { readScenarioText } from '#scenarios/language/read-scenario';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import type { ScenarioLimits } from '#scenarios/language/scenario-limits';
import { formatProblem } from '#scenarios/language/scenario-problem';
import { addressTableFindings, isAddressTable } from './check-address-tables.ts';

export interface CheckFinding {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
  readonly text: string;
}

export interface CheckReport {
  /** How many files and documents were checked. */
  readonly checked: number;
  readonly findings: readonly CheckFinding[];
}

const packageRoot = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
/** Documents that prism never answers. */
const documentsWithoutPrism = new Set(['oauth', 'order-notification', 'sandbox']);
const fixtureFiles = new Set(['availability', 'site-classifications', 'product-catalogue']);

/** Everything that comes with the package: its sources first, then the JSON that the build has made of them. */
export async function checkPackageFiles(progress: ProgressBar): Promise<CheckReport> {
  const files = ['specs/openapi', 'specs/journeys', 'fixtures'].flatMap((folder) =>
    sourceFilesIn(join(packageRoot, folder)),
  );
  const { checked, findings } = checkFiles([...files, ...sourceFilesIn(dataFolder('scenarios'))], progress);
  const allFindings = [...findings, ...compileFindings()];
  const documents = Object.entries(readOpenApiDocuments()).filter(([api]) => !documentsWithoutPrism.has(api));
  for (const [index, [api, document]] of documents.entries()) {
    progress.show(index, documents.length, `examples of ${api}`);
    const unenforceable = await unenforceableSchemas(document);
    allFindings.push(
      ...unenforceable.map((text) => ({
        file: `specs/openapi/${api}.yaml`,
        text: `prism does not enforce this schema: ${text}`,
      })),
    );
  }
  return { checked: checked + documents.length, findings: allFindings };
}

/**
 * Checks that contract and reference data compile from the generated files, and that every scenario of the library is
 * valid.
 */
function compileFindings(): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const collectError = (file: string, check: () => unknown) => {
    try {
      check();
    } catch (error) {
      findings.push({ file, text: (error as Error).message });
    }
  };
  for (const [api, document] of Object.entries(readOpenApiDocuments()))
    collectError(`specs/openapi/${api}.yaml`, () => compileContract({ [api]: document }));
  collectError('specs/journeys', () => buildReferenceData(readReferenceFiles()));
  collectError('src/scenarios/library', scenarioLibrary);
  return findings;
}

/** Files, and the YAML files and address tables below folders. */
export function checkFiles(paths: readonly string[], progress: ProgressBar, limits?: ScenarioLimits): CheckReport {
  const files = paths.flatMap((path) => (statOrUsageError(path).isDirectory() ? sourceFilesIn(path) : [path]));
  const findings = files.flatMap((file, index) => {
    progress.show(index, files.length, file);
    return checkFile(file, limits);
  });
  return { checked: files.length, findings };
}

function statOrUsageError(path: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function sourceFilesIn(folder: string): string[] {
  let fileNames: string[];
  try {
    fileNames = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return fileNames
    .filter((file) => /\.ya?ml$/.test(file) || isAddressTable(file))
    .sort()
    .map((file) => join(folder, file));
}

function checkFile(path: string, limits?: ScenarioLimits): CheckFinding[] {
  const file = displayPath(path);
  const text = readFileSync(path, 'utf8');
  if (extname(path) === '.csv') return addressTableFindings(path, text).map((finding) => ({ file, ...finding }));
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true, logLevel: 'silent' });
  const [mistake] = document.errors;
  if (mistake) return [{ file, ...positionAt(lines, mistake.pos[0]), text: mistake.message.split('\n', 1)[0] ?? '' }];
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const schema = schemaNameFor(path, value);
  if (schema === 'scenario') return scenarioFindings(path, file, text, limits);
  if (schema === undefined) return openapiFindings(file, value);
  const check = validatorFor(schema);
  if (check(value)) return [];
  return distinctErrors((check.errors ?? []).filter(({ keyword }) => !['if', 'anyOf', 'oneOf'].includes(keyword))).map(
    (error) => ({
      file,
      ...positionAt(lines, errorOffset(document, error)),
      pointer: error.instancePath,
      text: schemaErrorText(error),
    }),
  );
}

function displayPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** The schema of a file, by its name inside the package, otherwise by its content. Undefined for an API document. */
function schemaNameFor(path: string, value: unknown): string | undefined {
  const name = basename(path, extname(path));
  const hasMember = (member: string): boolean => typeof value === 'object' && value !== null && member in value;
  if (hasMember('openapi') || name === 'common') return undefined;
  if (hasMember('journey')) return 'journey';
  if (name === 'open-actions') return 'open-actions';
  if (fixtureFiles.has(name)) return 'fixtures';
  // Only the code that reads the others knows their rules, so each is read as a whole.
  if (dirname(path).endsWith('fixtures') || dirname(path).endsWith('journeys')) return 'object';
  return 'scenario';
}

const compiledSchemas = new Map<string, ValidateFunction>();

function validatorFor(name: string): ValidateFunction {
  const cached = compiledSchemas.get(name);
  if (cached) return cached;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
  const schema =
    name === 'object'
      ? { type: 'object', minProperties: 1 }
      : JSON.parse(readFileSync(join(dataFolder('schemas'), `${name}.schema.json`), 'utf8'));
  const check = ajv.compile(schema);
  compiledSchemas.set(name, check);
  return check;
}

function scenarioFindings(path: string, file: string, text: string, limits?: ScenarioLimits): CheckFinding[] {
  const origin = { file, folder: dirname(path), name: basename(path, extname(path)) };
  const read = readScenarioText(text, { ...origin, ...(limits ? { limits } : {}) });
  if (!('problems' in read)) return [];
  return read.problems.map(({ file: _, line, column, ...problem }) => ({
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    text: formatProblem(problem),
  }));
}

/** Checks an API document by itself. Whether it compiles is checked from the generated files. */
function openapiFindings(file: string, value: unknown): CheckFinding[] {
  const document = value as { readonly openapi?: string; readonly paths?: object } | null;
  if (document?.openapi === undefined && basename(file) === 'common.yaml') return [];
  return document?.openapi === '3.1.0' ? [] : [{ file, pointer: '/openapi', line: 1, text: 'expected 3.1.0' }];
}

function schemaErrorText({ keyword, params, data, parentSchema }: ErrorObject): string {
  if (keyword === 'required') return `the member ${params.missingProperty} is missing`;
  if (keyword === 'additionalProperties') {
    const name = params.additionalProperty as string;
    const meant = closestMatch(name, Object.keys(parentSchema?.properties ?? {}));
    return `unknown member ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
  }
  return `found ${JSON.stringify(abbreviateValue(data))}; expected ${describeSchema(parentSchema)}`;
}

const distinctErrors = (errors: readonly ErrorObject[]): readonly ErrorObject[] => {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = `${error.instancePath} ${schemaErrorText(error)}`;
    return !seen.has(key) && seen.add(key);
  });
};

function positionAt(lines: LineCounter, offset: number): Pick<CheckFinding, 'line' | 'column'> {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** The offset of a pointer's value in the file; of its last existing part when it ends earlier. */
function errorOffset(document: YamlDocument, { instancePath }: ErrorObject): number {
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
