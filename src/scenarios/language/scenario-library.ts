import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closestMatch } from '#domain/core/closest-match';
import { dataFolder } from '#runtime/data-folder';
import type { LoadedScenario, Scenario } from './scenario.ts';

/** The scenarios of the package. They are converted to JSON in advance, so that the serving process parses no YAML. */
interface GeneratedScenario {
  readonly text: string;
  readonly lines: readonly number[];
  readonly scenario: Scenario;
}

let cachedLibrary: ReadonlyMap<string, LoadedScenario> | undefined;

/** The library by name, in alphabetical order. */
export function scenarioLibrary(): ReadonlyMap<string, LoadedScenario> {
  cachedLibrary ??= readLibrary();
  return cachedLibrary;
}

function readLibrary(): ReadonlyMap<string, LoadedScenario> {
  const folder = join(dataFolder('generated'), 'scenarios');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.sort().map((file) => {
      const name = file.slice(0, -'.json'.length);
      const { text, lines, scenario } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as GeneratedScenario;
      return [name, { name, scenario, text, lines, folder: dataFolder('scenarios') }];
    }),
  );
}

/** A scenario by its name or title; undefined when there is none. */
export function findInLibrary(reference: string): LoadedScenario | undefined {
  const scenarios = scenarioLibrary();
  const lowerCaseName = reference.trim().toLowerCase();
  return (
    scenarios.get(slugify(reference)) ??
    [...scenarios.values()].find(({ scenario }) => scenario.name.toLowerCase() === lowerCaseName)
  );
}

/** A title as a file name: "An order awaits its survey" becomes an-order-awaits-its-survey. */
export function slugify(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The message for an unknown name: a suggestion, and how to add a scenario. */
export function describeUnknownScenario(reference: string): string {
  const suggestion = closestMatch(slugify(reference), [...scenarioLibrary().keys()]);
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  return `No scenario is named "${reference}".${hint} etherbox run --list names them all. To add it:
  ${slugify(reference) || 'name'}.yaml
    name: ${reference}
    steps: []`;
}
