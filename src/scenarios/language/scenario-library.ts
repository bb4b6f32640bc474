import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closestMatch } from '#domain/core/closest-match';
import { dataFolder } from '#runtime/data-folder';
import type { LoadedScenario, Scenario } from './scenario.ts';

/**
 * The scenarios that come with the package. They were turned into JSON by `npm run generate`, so that nothing parses YAML
 * in the process that serves customers.
 */
interface GeneratedScenario {
  readonly text: string;
  readonly lines: readonly number[];
  readonly scenario: Scenario;
}

let cachedLibrary: ReadonlyMap<string, LoadedScenario> | undefined;

/** By name, in alphabetical order. */
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

/** A scenario by its name, or by what it is called in plain words. */
export function findInLibrary(reference: string): LoadedScenario | undefined {
  const scenarios = scenarioLibrary();
  const lowerCaseName = reference.trim().toLowerCase();
  return (
    scenarios.get(slugify(reference)) ??
    [...scenarios.values()].find(({ scenario }) => scenario.name.toLowerCase() === lowerCaseName)
  );
}

/** "An order awaits its survey" as a file is named: an-order-awaits-its-survey. */
export function slugify(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What an unknown name should have been, and how to add what is missing. */
export function describeUnknownScenario(reference: string): string {
  const suggestion = closestMatch(slugify(reference), [...scenarioLibrary().keys()]);
  const hint = suggestion === undefined ? '' : ` Did you mean ${suggestion}?`;
  return `No scenario is named "${reference}".${hint} etherbox run --list names them all. To add it:
  ${slugify(reference) || 'name'}.yaml
    name: ${reference}
    steps: []`;
}
