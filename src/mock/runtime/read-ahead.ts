import type { Disk } from './disk.ts';

/** How many files are read before they are asked for. */
const AHEAD = 3;

/**
 * Reads files as `disk` does. When one of `paths` is asked for, those that come after it are begun as well: the disk works
 * while what it brought is being looked at.
 */
export function readingAhead(disk: Pick<Disk, 'read'>, paths: readonly string[]): Pick<Disk, 'read'> {
  const begun = new Map<string, Promise<Buffer | undefined>>();
  let next = 0;
  return {
    read(path) {
      const at = paths.indexOf(path);
      for (next = Math.max(next, at); at >= 0 && next <= at + AHEAD && next < paths.length; next += 1) {
        const ahead = paths[next] as string;
        const reading = disk.read(ahead);
        // A failure is told to whoever asks for that file, if anybody does.
        reading.catch(() => {});
        begun.set(ahead, reading);
      }
      const reading = begun.get(path) ?? disk.read(path);
      begun.delete(path);
      return reading;
    },
  };
}
