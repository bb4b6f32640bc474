import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { FailureKind } from '../../domain/order-notification/delivery.ts';
import type { WallClock } from '../ports.ts';
import { captured } from './egress-capture.ts';
import { bareHost, checkAddress, checkUrl, type EgressPolicy, portOf } from './egress-policy.ts';

/** One request to a customer's URL. */
export interface Outgoing {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
  /** Wall time for the whole of it: look-up, connection, sending, answer. */
  readonly timeoutMs: number;
  /** Whose limit that is, for the sentence: `--callback-timeout`. */
  readonly timeoutName: string;
  /** What the wire does to it on purpose. */
  readonly mishap?: Mishap;
}

/** Faults of the wire, carried out while sending. */
export interface Mishap {
  readonly delayMs?: number;
  /** The connection is broken after the request was sent: before the answer's headers are read, or after. */
  readonly reset?: 'beforeHeaders' | 'afterHeaders';
  /** Only so many bytes of the body are sent, then the connection is broken. */
  readonly truncateAt?: number;
  readonly dripBytesPerSecond?: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: { readonly [lowerCaseName: string]: string };
  /** At most 64 KiB, as text; never decoded. */
  readonly body: string;
  readonly truncated: boolean;
  readonly durationMs: number;
}

export interface Failed {
  readonly failure: FailureKind;
  /** A sentence for people. */
  readonly error: string;
  readonly durationMs: number;
  /** What was answered before it failed. */
  readonly answered?: Answered;
}

export type Outcome = Answered | Failed;

export interface EgressParts {
  readonly policy: EgressPolicy;
  readonly clock: WallClock;
  /** Resolves a name to all its addresses. The system's unless a test puts its own here. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Sockets at once to one host and port. */
  readonly socketsPerHost?: number;
  /** How much of an answer is kept. */
  readonly answerBytes?: number;
}

export const egressLimits = { answerBytes: 64 * 1024, answerHeaderBytes: 16 * 1024, idleSocketMs: 1500 };

/**
 * The one place from which anything leaves for a customer's URL. Addresses are checked after they are resolved, and the
 * very address that was checked is connected to, so that a name cannot change its mind in between. Redirects are never
 * followed. Never rejects.
 */
export class Egress {
  readonly policy: EgressPolicy;
  readonly #answerBytes: number;
  readonly #clock: WallClock;
  readonly #resolve: (host: string) => Promise<readonly LookupAddress[]>;
  readonly #http: http.Agent;
  readonly #https: https.Agent;

  constructor({
    policy,
    clock,
    resolve = resolveAll,
    socketsPerHost = 64,
    answerBytes = egressLimits.answerBytes,
  }: EgressParts) {
    this.#answerBytes = answerBytes;
    this.policy = policy;
    this.#clock = clock;
    this.#resolve = resolve;
    const options = {
      keepAlive: true,
      maxSockets: socketsPerHost,
      maxFreeSockets: 16,
      timeout: egressLimits.idleSocketMs,
    };
    this.#http = new http.Agent(options);
    this.#https = new https.Agent(options);
  }

  /** Why nothing would ever be sent to this URL; undefined when it may be tried. */
  refusal(url: string): string | undefined {
    return checkUrl(url, this.policy).refused;
  }

  send(outgoing: Outgoing): Promise<Outcome> {
    const began = this.#clock.now();
    const checked = checkUrl(outgoing.url, this.policy);
    if (checked.refused !== undefined) {
      return Promise.resolve({ failure: 'blocked', error: `Not sent: ${checked.refused}`, durationMs: 0 });
    }
    const { url } = checked;
    return new Promise((resolve) => {
      let settled = false;
      let request: http.ClientRequest | undefined;
      const took = () => Math.max(0, this.#clock.now() - began);
      const settle = (outcome: Outcome): void => {
        if (settled) return;
        settled = true;
        timer.cancel();
        resolve(outcome);
      };
      const timer = this.#clock.after(outgoing.timeoutMs, () => {
        const seconds = outgoing.timeoutMs / 1000;
        settle({
          failure: 'timeout',
          error: `No answer within ${seconds} s (our limit, ${outgoing.timeoutName})`,
          durationMs: took(),
        });
        request?.destroy();
      });
      const go = (): void => {
        if (settled) return;
        try {
          request = this.#open(url, outgoing);
        } catch (error) {
          // A header that cannot be written: nothing was sent.
          settle({ failure: 'protocol', error: `Not sent: ${(error as Error).message}`, durationMs: took() });
          return;
        }
        request.on('error', (error) => settle({ ...explain(error, url), durationMs: took() }));
        request.on('response', (response) => {
          if (outgoing.mishap?.reset !== undefined) {
            settle({ ...brokenOnPurpose(outgoing.mishap.reset), durationMs: took() });
            response.destroy();
            return;
          }
          captured(response, this.#answerBytes).then(
            ({ body, truncated }) => settle(judge(response, body, truncated, took())),
            (error: Error) => settle({ ...explain(error, url), durationMs: took() }),
          );
        });
        this.#write(request, outgoing, settle, took);
      };
      const delay = outgoing.mishap?.delayMs;
      if (delay === undefined) go();
      else this.#clock.after(delay, go);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  #open(url: URL, { method, headers, body }: Outgoing): http.ClientRequest {
    const secure = url.protocol === 'https:';
    return (secure ? https : http).request({
      agent: secure ? this.#https : this.#http,
      host: bareHost(url),
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      method,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      lookup: this.#lookup(portOf(url)),
      maxHeaderSize: egressLimits.answerHeaderBytes,
      ...(secure && isIP(bareHost(url)) === 0 ? { servername: bareHost(url) } : {}),
    });
  }

  #write(
    request: http.ClientRequest,
    outgoing: Outgoing,
    settle: (outcome: Outcome) => void,
    took: () => number,
  ): void {
    const { body, mishap } = outgoing;
    if (mishap?.truncateAt !== undefined) {
      request.write(Buffer.from(body).subarray(0, mishap.truncateAt), () => {
        settle({
          failure: 'fault',
          error: `The body was cut off after ${mishap.truncateAt} bytes on purpose`,
          durationMs: took(),
        });
        request.destroy();
      });
      request.flushHeaders();
      return;
    }
    if (mishap?.dripBytesPerSecond !== undefined) {
      this.#drip(request, Buffer.from(body), Math.max(1, Math.ceil(mishap.dripBytesPerSecond / 10)));
      return;
    }
    request.end(body);
  }

  /** Ten small pieces a second. */
  #drip(request: http.ClientRequest, rest: Buffer, piece: number): void {
    if (request.destroyed) return;
    if (rest.length <= piece) {
      request.end(rest);
      return;
    }
    request.write(rest.subarray(0, piece));
    this.#clock.after(100, () => this.#drip(request, rest.subarray(piece), piece));
  }

  /** Resolves, refuses the whole name when any of its addresses is refused, and hands on only what was checked. */
  #lookup(port: number): LookupFunction {
    return (host, options, callback) => {
      this.#resolve(host).then(
        (addresses) => {
          const refused = addresses.map(({ address }) => checkAddress(address, port, this.policy)).find(Boolean);
          if (refused !== undefined) return callback(new Blocked(`${host} resolves to ${refused}`), '', 4);
          const first = addresses[0];
          if (!first) return callback(new NoAddress(host), '', 4);
          if (options.all) return callback(null, [...addresses]);
          return callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, '', 4),
      );
    };
  }
}

class Blocked extends Error {}
class NoAddress extends Error {
  constructor(host: string) {
    super(`${host} has no address`);
  }
}

function resolveAll(host: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    );
  });
}

function judge(response: http.IncomingMessage, body: string, truncated: boolean, durationMs: number): Outcome {
  const status = response.statusCode ?? 0;
  const answered: Answered = { status, headers: flat(response.headers), body, truncated, durationMs };
  if (status >= 200 && status < 300) {
    if (!truncated) return answered;
    const error = `Answered ${status} and a longer body than is read (our limit, --callback-answer-bytes)`;
    return { failure: 'too-large', error, durationMs, answered };
  }
  if (status >= 300 && status < 400) {
    const error = `Answered ${status}, a redirect; callbacks are not redirected, so this is a failure`;
    return { failure: 'redirect', error, durationMs, answered };
  }
  return { failure: 'non-2xx', error: `Answered ${status}; any 2xx acknowledges`, durationMs, answered };
}

function flat(headers: http.IncomingHttpHeaders): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function brokenOnPurpose(when: 'beforeHeaders' | 'afterHeaders'): {
  readonly failure: FailureKind;
  readonly error: string;
} {
  const what = when === 'beforeHeaders' ? 'before the answer was read' : 'after the headers of the answer';
  return { failure: 'fault', error: `The connection was broken ${what}, on purpose` };
}

const byCode: { readonly [code: string]: readonly [FailureKind, string] } = {
  ECONNRESET: ['reset', 'The receiver closed the connection before it had answered'],
  EPIPE: ['reset', 'The receiver closed the connection while the request was being sent'],
  ECONNREFUSED: ['refused', 'Nothing listens there: the connection was refused'],
  ENOTFOUND: ['dns', 'The name of the host is not known'],
  EAI_AGAIN: ['dns', 'The name of the host could not be looked up at present'],
  EHOSTUNREACH: ['unreachable', 'The host cannot be reached'],
  ENETUNREACH: ['unreachable', 'The network cannot be reached'],
  EADDRNOTAVAIL: ['unreachable', 'The address cannot be reached from here'],
  ETIMEDOUT: ['timeout', 'The connection was not made in time (the operating system’s limit)'],
  HPE_HEADER_OVERFLOW: ['too-large', `The headers of the answer are larger than 16 KiB (our limit)`],
};

function explain(error: NodeJS.ErrnoException, url: URL): { readonly failure: FailureKind; readonly error: string } {
  if (error instanceof Blocked) return { failure: 'blocked', error: `Not sent: ${error.message}` };
  if (error instanceof NoAddress) return { failure: 'dns', error: `Not sent: ${error.message}` };
  // A host with several addresses fails with one error for all of them.
  const inner = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException | undefined) : error;
  const code = inner?.code ?? '';
  const known = byCode[code];
  if (known) return { failure: known[0], error: `${known[1]} (${code})` };
  if (code.startsWith('HPE_')) return { failure: 'protocol', error: `The answer is not HTTP (${code})` };
  if (url.protocol === 'https:') return { failure: 'tls', error: `No secure connection: ${inner?.message ?? code}` };
  return { failure: 'protocol', error: inner?.message ?? 'The connection failed' };
}
