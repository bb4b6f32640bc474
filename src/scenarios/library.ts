import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearest } from '../mock/domain/nearest.ts';
import { dataFolder } from '../mock/runtime/data-folder.ts';
import type { LoadedScenario, Scenario } from './scenario.ts';

/**
 * The scenarios that come with the package. They were turned into JSON by `npm run generate`, so that nothing parses YAML
 * in the process that serves customers.
 */
interface Generated {
  readonly text: string;
  readonly lines: readonly number[];
  readonly scenario: Scenario;
}

let all: ReadonlyMap<string, LoadedScenario> | undefined;

/** By name, in alphabetical order. */
export function library(): ReadonlyMap<string, LoadedScenario> {
  all ??= readAll();
  return all;
}

function readAll(): ReadonlyMap<string, LoadedScenario> {
  const folder = join(dataFolder('generated'), 'scenarios');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return new Map(
    files.sort().map((file) => {
      const name = file.slice(0, -'.json'.length);
      const { text, lines, scenario } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Generated;
      return [name, { name, scenario, text, lines, folder: dataFolder('scenarios') }];
    }),
  );
}

/** A scenario by its name, or by what it is called in plain words. */
export function inLibrary(named: string): LoadedScenario | undefined {
  const scenarios = library();
  const plain = named.trim().toLowerCase();
  return (
    scenarios.get(slug(named)) ?? [...scenarios.values()].find(({ scenario }) => scenario.name.toLowerCase() === plain)
  );
}

/** "An order awaits its survey" as a file is named: an-order-awaits-its-survey. */
export function slug(named: string): string {
  return named
    .trim()
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** What an unknown name should have been, and how to add what is missing. */
export function unknownScenarioText(named: string): string {
  const meant = nearest(slug(named), [...library().keys()]);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `No scenario is named "${named}".${hint} etherbox run --list names them all. To add it:
  ${slug(named) || 'name'}.yaml
    name: ${named}
    steps: []`;
}
