import type { CreateSandboxRequest } from '#runtime/sandboxes/sandboxes';
import { defaultStartInstant } from '#runtime/sandboxes/sandboxes';
import { parseStartInstant, startYears } from '#runtime/sandboxes/start-instant';
import { UsageError } from './exit-codes.ts';

/** Not secret: the server listens on loopback, and fixed credentials need to be configured once only. */
export const defaultCredentials = { clientId: 'etherbox-default', clientSecret: 'dev-secret-default' };
export const defaultPort = 4480;

export interface StartArguments {
  /** As typed: {@link readPort}. */
  readonly port?: string | undefined;
  readonly host: string;
  readonly data?: string | undefined;
  readonly seed: string;
  readonly now?: string | undefined;
  readonly clock: string;
  readonly callback?: string | undefined;
  /** Wall milliseconds, once parsed. */
  readonly callbackTimeout?: number | undefined;
  readonly scenario?: string | undefined;
  readonly profile: 'default' | 'strict';
  readonly duplicateExternalId: 'accept' | 'reject';
  readonly log: 'quiet' | 'line' | 'body' | 'json';
  readonly onDamage: 'recover' | 'refuse';
  readonly fsync: 'on' | 'off';
  readonly controlToken?: string | undefined;
  readonly allowHost?: readonly string[] | undefined;
  readonly egress?: 'local' | 'shared' | undefined;
  readonly json: boolean;
}

/** Whether a host is a loopback name or address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

/** The default sandbox. A shared server gets random credentials. */
export function defaultSandboxRequest(
  args: StartArguments,
  wallNow: number,
): CreateSandboxRequest & { readonly id: string } {
  return {
    id: 'default',
    seed: args.seed,
    now: readStartInstant(args.now, wallNow),
    clock: readClock(args.clock),
    profile: args.profile,
    ...(args.duplicateExternalId === 'reject' ? { settings: { duplicateExternalId: 'reject' } } : {}),
    ...(isLoopback(args.host) ? defaultCredentials : {}),
    callback: args.callback === undefined ? null : readCallback(args.callback, args.callbackTimeout),
  };
}

/** Parses a port. Throws {@link UsageError} unless it is from 0 to 65535. */
export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65535) return port;
  throw new UsageError(`--port is "${text}"; use a number from 0 to 65535`);
}

/** Parses `frozen`, `real`, or `x60`: sixty virtual seconds per real second. */
export function readClock(text: string): { readonly mode: 'frozen' | 'real' | 'scaled'; readonly rate: number } {
  if (text === 'frozen' || text === 'real') return { mode: text, rate: 1 };
  const rate = Number(/^x(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  if (rate > 0 && rate <= 1_000_000) return { mode: 'scaled', rate };
  throw new UsageError(`--clock is "${text}"; use frozen, real, or a rate up to x1000000, such as x60`);
}

/**
 * Parses the start of the clock. `today` is 09:00 in London on today's date, working day or not, for clients that send
 * the real date.
 */
export function readStartInstant(text: string | undefined, wallNow: number): number {
  if (text === undefined) return defaultStartInstant;
  const instant = parseStartInstant(text, wallNow);
  if (instant !== undefined) return instant;
  throw new UsageError(
    `--now is "${text}"; use an RFC 3339 instant of the years ${startYears.first} to ${startYears.last}, such as 2026-01-05T09:00:00Z, a date such as 2026-01-05, or today`,
  );
}

function readCallback(url: string, timeoutMs: number | undefined) {
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw new UsageError(`--callback is "${url}"; use an http or https URL such as http://localhost:3000/hook`);
  }
  return { url, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
}
