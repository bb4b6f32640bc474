import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inLibrary, unknownScenarioText } from './library.ts';
import { type ScenarioProblem, ScenarioUnusable } from './problem.ts';
import { readScenarioFile } from './read-scenario.ts';
import type { LoadedScenario } from './scenario.ts';
import type { ScenarioLimits } from './scenario-limits.ts';

/** What was asked to be run: a scenario, or a file that is none and why. */
export type Found =
  | { readonly loaded: LoadedScenario }
  | { readonly file: string; readonly problems: readonly ScenarioProblem[] };

/** No file, folder or scenario has this name; the text says what may have been meant. */
export class UnknownScenario extends Error {}

/** Files, folders and names of the library, each once, in the order in which they were named. */
export function findScenarios(named: readonly string[], limits?: ScenarioLimits): readonly Found[] {
  const found = new Map<string, Found>();
  for (const name of named) {
    if (isFolder(name)) {
      const files = filesIn(name);
      if (files.length === 0) throw new UnknownScenario(`There is no .yaml file in ${name}`);
      for (const file of files) found.set(file, readFile(file, limits));
    } else if (/\.ya?ml$/.test(name) || existsSync(name)) found.set(join(name), readFile(name, limits));
    else found.set(name, { loaded: mustBeInLibrary(name) });
  }
  return tellApart([...found.values()]);
}

/** A file, or a name of the library. Throws ScenarioUnusable or UnknownScenario. */
export function findScenario(named: string): LoadedScenario {
  if (/\.ya?ml$/.test(named) || (existsSync(named) && !inLibrary(named))) return readScenarioFile(named);
  return mustBeInLibrary(named);
}

function mustBeInLibrary(name: string): LoadedScenario {
  if (/[/\\]/.test(name)) throw new UnknownScenario(`There is no file or folder ${name}`);
  const loaded = inLibrary(name);
  if (!loaded) throw new UnknownScenario(unknownScenarioText(name));
  return loaded;
}

function isFolder(name: string): boolean {
  return existsSync(name) && statSync(name).isDirectory();
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
}

function readFile(file: string, limits?: ScenarioLimits): Found {
  try {
    return { loaded: readScenarioFile(file, limits) };
  } catch (error) {
    if (error instanceof ScenarioUnusable) return { file, problems: error.problems };
    throw error;
  }
}

/** Two files of one name are told apart in a fixed way: names decide the sandbox, and that decides its ids. */
function tellApart(found: readonly Found[]): readonly Found[] {
  const times = new Map<string, number>();
  return found.map((one) => {
    if (!('loaded' in one)) return one;
    const { name } = one.loaded;
    const n = (times.get(name) ?? 0) + 1;
    times.set(name, n);
    return n === 1 ? one : { loaded: { ...one.loaded, name: `${name}-${n}` } };
  });
}
