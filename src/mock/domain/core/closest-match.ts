/** The candidate that was probably meant; undefined when none is close enough. */
export function closestMatch(given: string, candidates: readonly string[]): string | undefined {
  if (given.length > 64) return undefined;
  const wanted = given.toLowerCase();
  let best: string | undefined;
  let minDistance = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - given.length) >= minDistance) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < minDistance) [best, minDistance] = [candidate, distance];
  }
  return best;
}

/**
 * The closest match, or else the shortest candidate that contains the given text: `blocked-duct` finds
 * `survey-finds-blocked-duct`. Undefined when there is neither.
 */
export function closestOrContaining(given: string, candidates: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  const longer = candidates.filter((candidate) => wanted.length > 2 && candidate.toLowerCase().includes(wanted));
  return closestMatch(given, candidates) ?? longer.sort((a, b) => a.length - b.length)[0];
}

/** The number of insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      let minDistance = Math.min(
        (previous[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (previous[column - 1] as number) + change,
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) minDistance = Math.min(minDistance, (beforePrevious[column - 2] as number) + 1);
      current.push(minDistance);
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[b.length] as number;
}
