import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EtherboxError } from '#domain/core/etherbox-error';
import { readScenarioFile } from './read-scenario.ts';
import type { LoadedScenario } from './scenario.ts';
import { describeUnknownScenario, findInLibrary } from './scenario-library.ts';
import type { ScenarioLimits } from './scenario-limits.ts';
import { InvalidScenarioError, type ScenarioProblem } from './scenario-problem.ts';

/** A scenario to run, or an unusable file with its problems. */
export type ScenarioOrProblems =
  | { readonly loaded: LoadedScenario }
  | { readonly file: string; readonly problems: readonly ScenarioProblem[] };

/** No file, folder or scenario has this name; the text says what may have been meant. */
export class UnknownScenarioError extends EtherboxError {
  static {
    UnknownScenarioError.prototype.name = 'UnknownScenarioError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_UNKNOWN_SCENARIO', message, options);
  }
}

/** Scenarios by file, folder or library name, each once, in the given order. */
export function findScenarios(references: readonly string[], limits?: ScenarioLimits): readonly ScenarioOrProblems[] {
  const scenarios = new Map<string, ScenarioOrProblems>();
  for (const name of references) {
    if (isFolder(name)) {
      const files = listScenarioFiles(name);
      if (files.length === 0) throw new UnknownScenarioError(`No .yaml file in ${name}`);
      for (const file of files) scenarios.set(file, readFoundFile(file, limits));
    } else if (/\.ya?ml$/.test(name) || existsSync(name)) scenarios.set(join(name), readFoundFile(name, limits));
    else scenarios.set(name, { loaded: requireLibraryScenario(name) });
  }
  return makeNamesUnique([...scenarios.values()]);
}

/** A file, or a name of the library. Throws {@link InvalidScenarioError} or {@link UnknownScenarioError}. */
export function findScenario(reference: string): LoadedScenario {
  if (/\.ya?ml$/.test(reference) || (existsSync(reference) && !findInLibrary(reference)))
    return readScenarioFile(reference);
  return requireLibraryScenario(reference);
}

function requireLibraryScenario(name: string): LoadedScenario {
  if (/[/\\]/.test(name)) throw new UnknownScenarioError(`No such file or folder: ${name}`);
  const loaded = findInLibrary(name);
  if (!loaded) throw new UnknownScenarioError(describeUnknownScenario(name));
  return loaded;
}

function isFolder(name: string): boolean {
  return existsSync(name) && statSync(name).isDirectory();
}

function listScenarioFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .sort();
}

function readFoundFile(file: string, limits?: ScenarioLimits): ScenarioOrProblems {
  try {
    return { loaded: readScenarioFile(file, limits) };
  } catch (error) {
    if (error instanceof InvalidScenarioError) return { file, problems: error.problems };
    throw error;
  }
}

/** Renames files of the same name in a fixed way: names determine the sandbox, and the sandbox determines ids. */
function makeNamesUnique(found: readonly ScenarioOrProblems[]): readonly ScenarioOrProblems[] {
  const times = new Map<string, number>();
  return found.map((entry) => {
    if (!('loaded' in entry)) return entry;
    const { name } = entry.loaded;
    const n = (times.get(name) ?? 0) + 1;
    times.set(name, n);
    return n === 1 ? entry : { loaded: { ...entry.loaded, name: `${name}-${n}` } };
  });
}
