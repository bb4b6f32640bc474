import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CheckFailedError, StartError, UsageError } from '#cli/options/exit-codes';
import { UnreadablePactError } from '#contracts/pact/pact-file';
import { IncompleteTrafficError } from '#contracts/record/record-pact';
import { VerifierMissingError } from '#contracts/verify/official-verifier';
import { renderErrorCodePage } from '#domain/core/error-code-page';
import { errorCodes } from '#domain/core/error-codes';
import { EtherboxError, InternalError } from '#domain/core/etherbox-error';
import { ControlApiError, ServerUnreachableError } from '#http/control/control-client';
import { ControlRequestError } from '#runtime/control-request-error';
import { StoreRefusedError } from '#runtime/ports';
import { DamagedFileError } from '#runtime/store/checked-file';
import { DataFolderError } from '#runtime/store/store-folder';
import { UnknownScenarioError } from '#scenarios/language/find-scenarios';
import { InvalidScenarioError } from '#scenarios/language/scenario-problem';
import { SetupError } from '#scenarios/runner/prepare-sandbox';
import { PortUnavailableError } from '#testing/port-unavailable-error';
import { WaitTimeoutError } from '#testing/wait-for-event';
import { readSource, type Source, sourcesIn } from './source-file.ts';

const sources = sourcesIn('src');
const codes = Object.keys(errorCodes);

/** One of each class that a module exports, and the code that programs rely on. */
const samples: readonly (readonly [error: EtherboxError, name: string, code: string])[] = [
  [new EtherboxError('ETHERBOX_FORBIDDEN', 'm'), 'EtherboxError', 'ETHERBOX_FORBIDDEN'],
  [new InternalError('m'), 'InternalError', 'ETHERBOX_INTERNAL'],
  [new CheckFailedError('m'), 'CheckFailedError', 'ETHERBOX_CHECK_FAILED'],
  [new ControlApiError(404, 'm'), 'ControlApiError', 'ETHERBOX_NOT_FOUND'],
  [new ControlRequestError(422, 'm'), 'ControlRequestError', 'ETHERBOX_INVALID_VALUE'],
  [new DamagedFileError('/f', 'm'), 'DamagedFileError', 'ETHERBOX_FILE_DAMAGED'],
  [new DataFolderError('locked', 'm'), 'DataFolderError', 'ETHERBOX_DATA_FOLDER_LOCKED'],
  [new IncompleteTrafficError('m'), 'IncompleteTrafficError', 'ETHERBOX_INCOMPLETE_TRAFFIC'],
  [new InvalidScenarioError([]), 'InvalidScenarioError', 'ETHERBOX_INVALID_SCENARIO'],
  [new PortUnavailableError(1, new Error('m')), 'PortUnavailableError', 'ETHERBOX_PORT_UNAVAILABLE'],
  [new ServerUnreachableError('m'), 'ServerUnreachableError', 'ETHERBOX_SERVER_UNREACHABLE'],
  [new SetupError('m'), 'SetupError', 'ETHERBOX_SETUP_FAILED'],
  [new StartError('m'), 'StartError', 'ETHERBOX_START_FAILED'],
  [new StoreRefusedError('m'), 'StoreRefusedError', 'ETHERBOX_STORE_REFUSED'],
  [new UnknownScenarioError('m'), 'UnknownScenarioError', 'ETHERBOX_UNKNOWN_SCENARIO'],
  [new UnreadablePactError('m'), 'UnreadablePactError', 'ETHERBOX_UNREADABLE_PACT'],
  [new UsageError('m'), 'UsageError', 'ETHERBOX_USAGE'],
  [new VerifierMissingError('m'), 'VerifierMissingError', 'ETHERBOX_VERIFIER_MISSING'],
  [new WaitTimeoutError('m'), 'WaitTimeoutError', 'ETHERBOX_WAIT_TIMEOUT'],
];

const declaredErrors = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/^(export )?class (\w+) extends (\w*Error)\b/gm)].map(([, exported, name, base]) => ({
    path,
    text,
    name: name as string,
    base,
    exported: exported !== undefined,
  })),
);

describe('error classes', () => {
  test('derive from EtherboxError and bear their own name', () => {
    const wrong = declaredErrors.filter(
      ({ name, base, text }) =>
        base !== (name === 'EtherboxError' ? 'Error' : 'EtherboxError') ||
        !text.includes(`${name}.prototype.name = '${name}';`),
    );
    expect(wrong.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  test('that are exported have a sample here', () => {
    const exported = declaredErrors.filter((one) => one.exported).map(({ name }) => name);
    expect(exported.sort()).toEqual(samples.map(([, name]) => name).sort());
  });

  test.each(samples.map(([error, name, code]) => ({ error, name, code })))('$name has name, code and stack', (one) => {
    const { error, name, code } = one;
    expect(error).toBeInstanceOf(EtherboxError);
    expect({ name: error.name, code: error.code }).toEqual({ name, code });
    expect(error.constructor.name).toBe(name);
    expect(error.stack).toMatch(new RegExp(`^${name}\\b`));
    expect(Object.keys(error)).not.toContain('name');
  });

  test('keep their cause', () => {
    const cause = new Error('beneath');
    for (const error of [
      new EtherboxError('ETHERBOX_INTERNAL', 'm', { cause }),
      new WaitTimeoutError('m', { cause }),
      new StoreRefusedError('m', { cause }),
      new DataFolderError('format', 'm', { cause }),
      new ControlRequestError(409, 'm', [], { cause }),
    ])
      expect(error.cause).toBe(cause);
    expect('cause' in new WaitTimeoutError('m')).toBe(false);
  });
});

describe('codes', () => {
  const table = readFileSync('src/mock/domain/core/error-codes.ts', 'utf8');

  test('are of one form, and each stands once in the table', () => {
    expect(codes.filter((code) => !/^ETHERBOX(_[A-Z]+)+$/.test(code))).toEqual([]);
    const rows = [...table.matchAll(/^ {2}(ETHERBOX_\w+): \{/gm)].map(([, code]) => code);
    expect(rows).toEqual(codes);
    expect(new Set(rows).size).toBe(rows.length);
  });

  test('are all in use', () => {
    const used = sources.filter(({ path }) => !path.startsWith('src/mock/domain/core/error-code'));
    expect(codes.filter((code) => !used.some(({ text }) => text.includes(`'${code}'`)))).toEqual([]);
  });

  test('that differ in one class belong to no other class', () => {
    const owners = new Map<string, string>();
    const shared = samples.filter(([, name, code]) => {
      const owner = owners.get(code);
      owners.set(code, name);
      return owner !== undefined;
    });
    expect(shared.map(([, name, code]) => `${name} ${code}`)).toEqual([]);
  });

  test('docs/error-codes.md is printed from the table', () => {
    expect(readFileSync('docs/error-codes.md', 'utf8') === renderErrorCodePage(), 'run npm run docs:error-codes').toBe(
      true,
    );
  });
});

/** Where an `Error` without a code may be thrown: it imitates an error of Node's. */
const UNCODED: readonly (readonly [prefix: string, why: string])[] = [
  ['src/mock/runtime/store/disk.ts', 'imitates ENOENT'],
  ['src/mock/runtime/egress/egress.ts', 'imitates ECONNRESET'],
];

const throwsUncoded = ({ path, code }: Source): boolean =>
  /\bnew (Error|RangeError|AggregateError)\(/.test(code) && !UNCODED.some(([prefix]) => path.startsWith(prefix));

describe('errors without a code', () => {
  test('are thrown where no user meets them', () => {
    expect(sources.filter(throwsUncoded).map(({ path }) => path)).toEqual([]);
  });

  test('are found', () => {
    const planted = (path: string) => readSource(path, "throw new Error('planted');\n");
    expect(throwsUncoded(planted('src/testing/planted.ts'))).toBe(true);
    expect(throwsUncoded(planted('src/mock/engine/planted.ts'))).toBe(true);
    expect(throwsUncoded(planted('src/mock/runtime/store/disk.ts'))).toBe(false);
  });
});

/** The official verifier of contracts, and the YAML parser where its own recursion ends, give sentences and no codes. */
const READS_PROSE = ['src/contracts/pact/mismatch.ts', 'src/scenarios/language/read-scenario.ts'];

const readsProse = ({ path, text }: Source): boolean =>
  /\/[^/\n]*[A-Za-z-]{2,} [a-z]{2,}[^/\n]*\/[a-z]*\.(test|exec)\(/.test(text) && !READS_PROSE.includes(path);

describe('sentences', () => {
  test('are for people: no regular expression looks for one', () => {
    expect(sources.filter(readsProse).map(({ path }) => path)).toEqual([]);
  });

  test('are found', () => {
    const planted = readSource(
      'src/cli/planted.ts',
      'const isUsage = (message: string) => /^Not enough arguments/.test(message);\n',
    );
    expect(readsProse(planted)).toBe(true);
  });
});
