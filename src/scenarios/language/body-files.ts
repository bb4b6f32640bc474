import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { dataFolder } from '#runtime/data-folder';

/**
 * The folder of fixtures that any scenario may name. A scenario may read files of its own folder and of this one.
 * Scenarios come from untrusted authors, so nothing leads out of the two: no absolute path, no `..`, no link to
 * elsewhere, no other scheme.
 */
export const fixturesFolder = (): string => dirname(dataFolder('requests'));

const maxBodyFileBytes = 1024 * 1024;

export type BodyFileResult = { readonly value: unknown } | { readonly refused: string };

/** The parsed JSON of a body file, or why it is not read. `folder` is the scenario's own. */
export function readBodyFile(path: string, folder?: string): BodyFileResult {
  const problem = findPathProblem(path);
  if (problem) return { refused: problem };
  for (const root of [folder, fixturesFolder()]) {
    if (root === undefined) continue;
    const read = readInsideFolder(root, path);
    if (read) return read;
  }
  return {
    refused: 'a file in the folder of the scenario or in fixtures/, such as requests/etherway-fibre-provide.json',
  };
}

function findPathProblem(path: string): string | undefined {
  const parts = path.split(/[/\\]/);
  if (isAbsolute(path) || /^[a-z][a-z0-9+.-]*:/i.test(path) || /^[/\\~]/.test(path)) {
    return 'a path relative to the folder of the scenario or to fixtures/';
  }
  if (parts.includes('..')) return 'a path that stays inside the folder of the scenario or fixtures/';
  if (path.includes('\0') || path.includes('\\')) return 'a path with / between its parts';
  if (!path.endsWith('.json')) return 'a .json file';
  return undefined;
}

/** Undefined when the file is not in this folder. */
function readInsideFolder(root: string, path: string): BodyFileResult | undefined {
  const file = join(root, path);
  try {
    lstatSync(file);
  } catch {
    return undefined;
  }
  try {
    const real = realpathSync(file);
    // With the separator, so that /scenarios-private does not count as a part of /scenarios.
    if (!real.startsWith(realpathSync(root) + sep)) return { refused: 'a file that is no link to another place' };
    const { size } = statSync(real);
    if (!statSync(real).isFile()) return { refused: 'a file' };
    if (size > maxBodyFileBytes) return { refused: `a file of at most ${maxBodyFileBytes} bytes; it has ${size}` };
    return parseBodyFile(readFileSync(real, 'utf8'));
  } catch (error) {
    return { refused: `a readable file (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})` };
  }
}

function parseBodyFile(text: string): BodyFileResult {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { refused: `JSON: ${(error as Error).message}` };
  }
}
