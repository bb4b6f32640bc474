import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { FailureKind } from '#domain/callback/delivery-state';
import { EtherboxError } from '#domain/core/etherbox-error';
import type { WireFault } from '#domain/fault-injection/fault-injection';
import type { WallClock } from '#runtime/ports';
import {
  checkOutboundAddress,
  checkOutboundUrl,
  type EgressPolicy,
  effectivePort,
  hostWithoutBrackets,
} from './egress-policy.ts';

/** One request to a customer's URL. */
export interface OutboundRequest {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /** Wall milliseconds for the whole exchange: lookup, connection, sending, answer. */
  readonly timeoutMs: number;
  /** The setting behind the timeout, for the error sentence: `--callback-timeout`. */
  readonly timeoutName: string;
  /** The injected fault on the wire. */
  readonly wireFault?: Omit<WireFault, 'drop'>;
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: { readonly [lowerCaseName: string]: string };
  /** At most 64 KiB, as text; never decompressed. */
  readonly body: string;
  readonly truncated: boolean;
  readonly durationMs: number;
}

export interface OutboundFailure {
  readonly failure: FailureKind;
  /** A sentence for people. */
  readonly error: string;
  readonly durationMs: number;
  /** The part of the answer that arrived before the failure. */
  readonly response?: OutboundResponse;
}

export type OutboundOutcome = OutboundResponse | OutboundFailure;

export interface EgressOptions {
  readonly policy: EgressPolicy;
  readonly clock: WallClock;
  /** Resolves a name to all its addresses; default: the system's resolver. Tests replace it. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Maximum number of sockets to one host and port. */
  readonly maxSocketsPerHost?: number;
  /** How many bytes of an answer are read. */
  readonly maxAnswerBytes?: number;
}

export const egressLimits = { maxAnswerBytes: 64 * 1024, maxAnswerHeaderBytes: 16 * 1024, maxIdleSocketMs: 1500 };

/**
 * The only place from which requests leave for a customer's URL. Addresses are checked after resolution, and the
 * connection uses the very address that was checked, so that a name cannot change its address in between. Redirects are
 * never followed. Never rejects.
 */
export class Egress {
  readonly policy: EgressPolicy;
  readonly #maxAnswerBytes: number;
  readonly #clock: WallClock;
  readonly #resolve: (host: string) => Promise<readonly LookupAddress[]>;
  readonly #http: http.Agent;
  readonly #https: https.Agent;

  constructor({
    policy,
    clock,
    resolve = resolveAll,
    maxSocketsPerHost = 64,
    maxAnswerBytes = egressLimits.maxAnswerBytes,
  }: EgressOptions) {
    this.#maxAnswerBytes = maxAnswerBytes;
    this.policy = policy;
    this.#clock = clock;
    this.#resolve = resolve;
    const options = {
      keepAlive: true,
      maxSockets: maxSocketsPerHost,
      maxFreeSockets: 16,
      timeout: egressLimits.maxIdleSocketMs,
    };
    this.#http = new http.Agent(options);
    this.#https = new https.Agent(options);
  }

  /** Why this URL would never be called; undefined when it may be. */
  refusalReason(url: string): string | undefined {
    return checkOutboundUrl(url, this.policy).refused;
  }

  send(outbound: OutboundRequest): Promise<OutboundOutcome> {
    const startedAt = this.#clock.now();
    const checked = checkOutboundUrl(outbound.url, this.policy);
    if (checked.refused !== undefined) {
      return Promise.resolve({ failure: 'blocked', error: `Not sent: ${checked.refused}`, durationMs: 0 });
    }
    const { url } = checked;
    return new Promise((resolve) => {
      let settled = false;
      let request: http.ClientRequest | undefined;
      const elapsedMs = () => Math.max(0, this.#clock.now() - startedAt);
      const finish = (outcome: OutboundOutcome): void => {
        if (settled) return;
        settled = true;
        timer.cancel();
        resolve(outcome);
      };
      const timer = this.#clock.after(outbound.timeoutMs, () => {
        const seconds = outbound.timeoutMs / 1000;
        finish({
          failure: 'timeout',
          error: `No answer within ${seconds} s (limit: ${outbound.timeoutName})`,
          durationMs: elapsedMs(),
        });
        request?.destroy();
      });
      const start = (): void => {
        if (settled) return;
        try {
          request = this.#open(url, outbound);
        } catch (error) {
          // A header could not be written: nothing was sent.
          finish({ failure: 'protocol', error: `Not sent: ${(error as Error).message}`, durationMs: elapsedMs() });
          return;
        }
        request.on('error', (error) => finish({ ...toFailure(error, url), durationMs: elapsedMs() }));
        request.on('response', (response) => {
          if (outbound.wireFault?.reset !== undefined) {
            finish({ ...injectedReset(outbound.wireFault.reset), durationMs: elapsedMs() });
            response.destroy();
            return;
          }
          captureBody(response, this.#maxAnswerBytes).then(
            ({ body, truncated }) => finish(toOutcome(response, body, truncated, elapsedMs())),
            (error: Error) => finish({ ...toFailure(error, url), durationMs: elapsedMs() }),
          );
        });
        this.#write(request, outbound, finish, elapsedMs);
      };
      const delayMs = outbound.wireFault?.delayMs;
      if (delayMs === undefined) start();
      else this.#clock.after(delayMs, start);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #open(url: URL, { method, headers, body }: OutboundRequest): http.ClientRequest {
    const secure = url.protocol === 'https:';
    return (secure ? https : http).request({
      agent: secure ? this.#https : this.#http,
      host: hostWithoutBrackets(url),
      port: effectivePort(url),
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: this.#lookup(effectivePort(url)),
      maxHeaderSize: egressLimits.maxAnswerHeaderBytes,
      ...(secure && isIP(hostWithoutBrackets(url)) === 0 ? { servername: hostWithoutBrackets(url) } : {}),
    });
  }

  #write(
    request: http.ClientRequest,
    outbound: OutboundRequest,
    finish: (outcome: OutboundOutcome) => void,
    elapsedMs: () => number,
  ): void {
    const { body, wireFault } = outbound;
    if (wireFault?.truncateAt !== undefined) {
      request.write(Buffer.from(body).subarray(0, wireFault.truncateAt), () => {
        finish({
          failure: 'fault-injection',
          error: `A fault injection cut the body off after ${wireFault.truncateAt} bytes`,
          durationMs: elapsedMs(),
        });
        request.destroy();
      });
      request.flushHeaders();
      return;
    }
    if (wireFault?.dripBytesPerSecond !== undefined) {
      this.#drip(request, Buffer.from(body), Math.max(1, Math.ceil(wireFault.dripBytesPerSecond / 10)));
      return;
    }
    request.end(body);
  }

  /** Sends ten small chunks per second. */
  #drip(request: http.ClientRequest, remaining: Buffer, chunkBytes: number): void {
    if (request.destroyed) return;
    if (remaining.length <= chunkBytes) {
      request.end(remaining);
      return;
    }
    request.write(remaining.subarray(0, chunkBytes));
    this.#clock.after(100, () => this.#drip(request, remaining.subarray(chunkBytes), chunkBytes));
  }

  /**
   * Resolves a name and refuses it when any of its addresses is refused; the connection gets only checked addresses.
   */
  #lookup(port: number): LookupFunction {
    return (host, options, callback) => {
      this.#resolve(host).then(
        (addresses) => {
          const refused = addresses
            .map(({ address }) => checkOutboundAddress(address, port, this.policy))
            .find(Boolean);
          if (refused !== undefined) return callback(new AddressBlockedError(`${host} resolves to ${refused}`), '', 4);
          const first = addresses[0];
          if (!first) return callback(new NoAddressError(host), '', 4);
          if (options.all) return callback(null, [...addresses]);
          return callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, '', 4),
      );
    };
  }
}

class AddressBlockedError extends EtherboxError {
  static {
    AddressBlockedError.prototype.name = 'AddressBlockedError';
  }

  constructor(message: string) {
    super('ETHERBOX_ADDRESS_BLOCKED', message);
  }
}

class NoAddressError extends EtherboxError {
  static {
    NoAddressError.prototype.name = 'NoAddressError';
  }

  constructor(host: string) {
    super('ETHERBOX_NO_ADDRESS', `${host} has no address`);
  }
}

function resolveAll(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });
}

function toOutcome(
  response: http.IncomingMessage,
  body: string,
  truncated: boolean,
  durationMs: number,
): OutboundOutcome {
  const status = response.statusCode ?? 0;
  const received: OutboundResponse = { status, headers: flattenHeaders(response.headers), body, truncated, durationMs };
  if (status >= 200 && status < 300) {
    if (!truncated) return received;
    const error = `Answered ${status} with a body over the limit (--callback-answer-bytes)`;
    return { failure: 'too-large', error, durationMs, response: received };
  }
  if (status >= 300 && status < 400) {
    const error = `Answered ${status}, a redirect; callbacks never follow redirects`;
    return { failure: 'redirect', error, durationMs, response: received };
  }
  return {
    failure: 'non-2xx',
    error: `Answered ${status}; only 2xx acknowledges an event`,
    durationMs,
    response: received,
  };
}

function flattenHeaders(headers: http.IncomingHttpHeaders): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function injectedReset(when: 'beforeHeaders' | 'afterHeaders'): {
  readonly failure: FailureKind;
  readonly error: string;
} {
  const moment = when === 'beforeHeaders' ? 'before the answer was read' : 'after the headers of the answer';
  return { failure: 'fault-injection', error: `A fault injection closed the connection ${moment}` };
}

const failuresByCode: { readonly [code: string]: readonly [FailureKind, string] } = {
  ECONNRESET: ['reset', 'The listener closed the connection without an answer'],
  EPIPE: ['reset', 'The listener closed the connection while receiving the request'],
  ECONNREFUSED: ['refused', 'Connection refused: no server listens at this address'],
  ENOTFOUND: ['dns', 'Unknown host name'],
  EAI_AGAIN: ['dns', 'The host name cannot be resolved at present'],
  EHOSTUNREACH: ['unreachable', 'Host unreachable'],
  ENETUNREACH: ['unreachable', 'Network unreachable'],
  EADDRNOTAVAIL: ['unreachable', 'Address unreachable from this machine'],
  ETIMEDOUT: ['timeout', 'Connection timed out (limit of the operating system)'],
  HPE_HEADER_OVERFLOW: ['too-large', `The headers of the answer exceed 16 KiB`],
};

function toFailure(error: NodeJS.ErrnoException, url: URL): { readonly failure: FailureKind; readonly error: string } {
  if (error instanceof AddressBlockedError) return { failure: 'blocked', error: `Not sent: ${error.message}` };
  if (error instanceof NoAddressError) return { failure: 'dns', error: `Not sent: ${error.message}` };
  // A host with several addresses fails with one error that contains all of theirs.
  const cause = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException | undefined) : error;
  const code = cause?.code ?? '';
  const known = failuresByCode[code];
  if (known) return { failure: known[0], error: `${known[1]} (${code})` };
  if (code.startsWith('HPE_')) return { failure: 'protocol', error: `The answer is not HTTP (${code})` };
  if (url.protocol === 'https:') return { failure: 'tls', error: `No secure connection: ${cause?.message ?? code}` };
  return { failure: 'protocol', error: cause?.message ?? 'The connection failed' };
}

/**
 * The body of an untrusted answer as text, at most `limit` bytes: the rest is not read, and the connection is dropped.
 * A compressed body is never decompressed. Rejects when the connection breaks before its end.
 */
export function captureBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly body: string; readonly truncated: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (truncated: boolean): void => {
      const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
      resolve({ body: decodeCaptured(bytes, response.headers['content-encoding']), truncated });
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBytes) return;
      response.removeAllListeners('data');
      finish(true);
      response.destroy();
    });
    response.on('end', () => finish(false));
    response.on('aborted', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    response.on('error', reject);
  });
}

function decodeCaptured(bytes: Buffer, encoding: string | undefined): string {
  if (bytes.length === 0) return '';
  if (encoding !== undefined && encoding !== 'identity') {
    return `(${bytes.length} bytes, content-encoding ${encoding.slice(0, 40)}: not unpacked)`;
  }
  return bytes.toString('utf8');
}
