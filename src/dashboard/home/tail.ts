const most = 100;

/** The newest of a list that the server gives oldest first. */
export function tailPath(path: string, total: number | undefined): string | undefined {
  return total === undefined ? undefined : `${path}?offset=${Math.max(0, total - most)}&limit=${most}`;
}
