const tailLength = 100;

/** The newest of a list that the server gives oldest first. */
export function newestItemsPath(path: string, total: number | undefined): string | undefined {
  return total === undefined ? undefined : `${path}?offset=${Math.max(0, total - tailLength)}&limit=${tailLength}`;
}
