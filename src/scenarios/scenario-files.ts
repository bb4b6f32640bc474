import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { dataFolder } from '../mock/runtime/data-folder.ts';

/**
 * The files that a scenario may name: those in its own folder, then those of the package's fixtures/. A scenario comes
 * from a stranger, so nothing leads out of the two: no absolute path, no `..`, no link to elsewhere, no other scheme.
 */
export const fixturesFolder = (): string => dirname(dataFolder('requests'));

const mostBytes = 1024 * 1024;

export type FileRead = { readonly value: unknown } | { readonly refused: string };

/** The parsed JSON of a body file, or why it is not read. `folder` is the scenario's own. */
export function readBodyFile(path: string, folder?: string): FileRead {
  const wrong = pathFault(path);
  if (wrong) return { refused: wrong };
  for (const root of [folder, fixturesFolder()]) {
    if (root === undefined) continue;
    const read = readInside(root, path);
    if (read) return read;
  }
  return {
    refused: 'a file in the folder of the scenario or in fixtures/, such as requests/etherway-fibre-provide.json',
  };
}

function pathFault(path: string): string | undefined {
  const parts = path.split(/[/\\]/);
  if (isAbsolute(path) || /^[a-z][a-z0-9+.-]*:/i.test(path) || /^[/\\~]/.test(path)) {
    return 'a path relative to the folder of the scenario or to fixtures/';
  }
  if (parts.includes('..')) return 'a path that stays inside the folder of the scenario or fixtures/';
  if (path.includes('\0') || path.includes('\\')) return 'a path with / between its parts';
  if (!path.endsWith('.json')) return 'a .json file';
  return undefined;
}

/** Undefined: there is no such file here, look elsewhere. */
function readInside(root: string, path: string): FileRead | undefined {
  const file = join(root, path);
  try {
    lstatSync(file);
  } catch {
    return undefined;
  }
  try {
    const real = realpathSync(file);
    // With the separator, so that /scenarios-private is not taken for a part of /scenarios.
    if (!real.startsWith(realpathSync(root) + sep)) return { refused: 'a file that is no link to another place' };
    const { size } = statSync(real);
    if (!statSync(real).isFile()) return { refused: 'a file' };
    if (size > mostBytes) return { refused: `a file of at most ${mostBytes} bytes; it has ${size}` };
    return parse(readFileSync(real, 'utf8'));
  } catch (error) {
    return { refused: `a file that can be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})` };
  }
}

function parse(text: string): FileRead {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { refused: `JSON: ${(error as Error).message}` };
  }
}
