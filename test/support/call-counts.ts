import { Session } from 'node:inspector/promises';

/** How often each named function was called while `work` ran, by the end of its file's URL and its name. */
export async function countCalls(work: () => void, files: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  await session.post('Profiler.stopPreciseCoverage');
  session.disconnect();
  return new Map(
    files.flatMap((file) =>
      result
        .filter(({ url }) => url.endsWith(file))
        .flatMap(({ functions }) => functions)
        .map(({ functionName, ranges: [range] }) => [`${file}: ${functionName}`, range?.count ?? 0] as const)
        .filter(([key, count]) => count > 0 && !key.endsWith(': ')),
    ),
  );
}
