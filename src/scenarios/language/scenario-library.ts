import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closestMatch } from '#domain/core/closest-match';
import { dataFolder } from '#runtime/data-folder';
import type { LoadedScenario, Scenario } from './scenario.ts';

/** A scenario of the package. The build makes JSON of all of them, so that no server parses YAML. */
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
  const text = readFileSync(join(dataFolder('generated'), 'scenario-library.json'), 'utf8');
  const scenarios = Object.entries(JSON.parse(text) as { readonly [name: string]: GeneratedScenario });
  const folder = dataFolder('scenarios');
  return new Map(scenarios.map(([name, scenario]) => [name, { name, ...scenario, folder }]));
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
  return `Unknown scenario "${reference}".${hint} etherbox run --list lists all scenarios. To create it:
  ${slugify(reference) || 'name'}.yaml
    name: ${reference}
    steps: []`;
}
