// @ts-check
// Preloaded into a server under measurement: counts the calls of its own functions between two messages of its parent.
import { Session } from 'node:inspector';
import { sep } from 'node:path';

const session = new Session();
session.connect();
session.post('Profiler.enable');

process.on('message', (ownFolderUrl) => {
  if (ownFolderUrl === 'start') {
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false }, () =>
      process.send?.('started'),
    );
    return;
  }
  // Taking the counts sets them to zero.
  session.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error) throw error;
    const own = coverage.result.filter(({ url }) => url.startsWith(String(ownFolderUrl)));
    process.send?.(own.flatMap(({ url, functions }) => functions.flatMap((one) => countOf(url, one))));
  });
});
// A channel to the parent must not keep the server alive.
process.channel?.unref();

/**
 * @param {string} url
 * @param {import('node:inspector').Profiler.FunctionCoverage} coverage
 */
function countOf(url, { functionName, ranges }) {
  const { startOffset = 0, count = 0 } = ranges[0] ?? {};
  return count === 0 ? [] : [{ name: `${url.split(sep).pop()} ${functionName || `(at ${startOffset})`}`, count }];
}
