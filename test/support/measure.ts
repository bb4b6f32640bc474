import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { basicAuthorization, fetchToken } from './bt-client.ts';
import type { StartedServer } from './server-process.ts';

/** One line of a table of figures. */
export function row(what: string, figure: string, aim = ''): void {
  console.log(`${what.padEnd(56)} ${figure.padEnd(44)} ${aim && `aim: ${aim}`}`.trimEnd());
}

/** The value in the middle; NaN of none. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** Resident memory of a process in MB; NaN where the system does not say (Linux does). */
export function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** A customer of a server: the headers of an order, with a token of its own. */
export interface MeasuredCustomer {
  readonly baseUrl: string;
  /** Basic, for another token. */
  readonly authorization: string;
  readonly headers: { readonly [name: string]: string };
}

export async function signIn({
  baseUrl,
  tokenUrl,
  sandbox,
}: Pick<StartedServer, 'baseUrl' | 'tokenUrl'> & {
  readonly sandbox: Pick<StartedServer['sandbox'], 'clientId' | 'clientSecret'>;
}): Promise<MeasuredCustomer> {
  const headers = {
    authorization: `Bearer ${await fetchToken(tokenUrl, sandbox)}`,
    'apigw-tracking-header': 'bench',
    'content-type': 'application/json',
    productfamily: 'ethernet',
  };
  return { baseUrl, authorization: basicAuthorization(sandbox), headers };
}

export interface LoadRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

export type LoadTarget = readonly [url: string, request: LoadRequest];

/** Requests per second of one burst. */
export async function burst([url, request]: LoadTarget, connections: number, seconds: number): Promise<number> {
  const { method = 'GET', headers = {}, body } = request;
  const result = await autocannon({ url, connections, duration: seconds, method, headers, ...(body ? { body } : {}) });
  if (result.non2xx > 0) throw new Error(`${method} ${url}: ${result.non2xx} answers were not 2xx`);
  return result.requests.total / result.duration;
}

/**
 * Two servers alternately, so that a machine that drifts drifts for both: requests per second of each, and the median of
 * the ratios round by round.
 */
export async function compare(
  a: LoadTarget,
  b: LoadTarget,
  { connections = 16, seconds = 3, rounds = 5 }: { connections?: number; seconds?: number; rounds?: number } = {},
): Promise<{ readonly a: number; readonly b: number; readonly ratio: number }> {
  await burst(a, connections, 1);
  await burst(b, connections, 1);
  const measured: { readonly a: number; readonly b: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push({ a: await burst(a, connections, seconds), b: await burst(b, connections, seconds) });
  }
  return {
    a: median(measured.map((one) => one.a)),
    b: median(measured.map((one) => one.b)),
    ratio: median(measured.map((one) => one.a / one.b)),
  };
}
