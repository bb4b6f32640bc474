import { type Source, target } from './source-file.ts';

export type Graph = ReadonlyMap<string, readonly string[]>;

/** The files of ours that a source imports. */
export function importedFiles(source: Source): readonly string[] {
  return source.imports.map((specifier) => target(source, specifier)).filter((path) => path !== undefined);
}

export const fileGraph = (sources: readonly Source[]): Graph =>
  new Map(sources.map((source) => [source.path, importedFiles(source)]));

/**
 * The same on every level of the tree: an import between two files is one between the two folders (or files) in which
 * their paths part. `a/b/x.ts` importing `a/c/y.ts` is `a/b -> a/c`.
 */
export function folderGraph(files: Graph): Graph {
  const folders = new Map<string, string[]>();
  for (const [from, imported] of files) {
    for (const to of imported) {
      const [near, far] = partingFolders(from, to);
      const known = folders.get(near) ?? [];
      if (near !== far && !known.includes(far)) folders.set(near, [...known, far]);
    }
  }
  return folders;
}

function partingFolders(from: string, to: string): readonly [string, string] {
  const [near, far] = [from.split('/'), to.split('/')];
  const depth = near.findIndex((part, index) => part !== far[index]) + 1;
  return depth === 0 ? [from, to] : [near.slice(0, depth).join('/'), far.slice(0, depth).join('/')];
}

export function circles(graph: Graph): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const cycleStart = trail.indexOf(path);
    if (cycleStart >= 0) found.push([...trail.slice(cycleStart), path].join(' -> '));
    if (cycleStart >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}
