import autocannon from 'autocannon';
import { median } from './bench-processes.mjs';

/** Requests per second of one burst. */
export async function burst(url, request, connections, seconds) {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: request.method ?? 'GET',
    headers: request.headers ?? {},
    ...(request.body ? { body: request.body } : {}),
  });
  if (result.non2xx > 0) throw new Error(`${request.method ?? 'GET'} ${url}: ${result.non2xx} answers were not 2xx`);
  return result.requests.total / result.duration;
}

/**
 * Two servers alternately, so that a machine that drifts drifts for both: requests per second of each, and the median of the
 * ratios round by round. `a` and `b` are [url, request].
 */
export async function compare(a, b, { connections = 16, seconds = 3, rounds = 5 } = {}) {
  await burst(...a, connections, 1);
  await burst(...b, connections, 1);
  const measured = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push([await burst(...a, connections, seconds), await burst(...b, connections, seconds)]);
  }
  return {
    a: median(measured.map(([first]) => first)),
    b: median(measured.map(([, second]) => second)),
    ratio: median(measured.map(([first, second]) => first / second)),
  };
}
