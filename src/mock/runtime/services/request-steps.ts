import type { RouteMatch } from '#engine/contract/contract';
import type { Caller, PipelineSteps } from '#engine/request/pipeline';
import type { RawBody, RequestHead } from '#engine/request/request-checks';
import { type Limits, limitTable } from '#runtime/limits/limits';
import { parseRateLimits } from '#runtime/limits/rate-limit';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';

/** A request as it comes in: its head, and what reads its body. */
export interface ReceivedRequest extends RequestHead {
  /** Resolves to undefined when the client went away. */
  readBytes(maxBytes: number): Promise<RawBody | undefined>;
}

/** Whose request it is, and where it is journalled. Undefined: there is no default sandbox, so nowhere. */
export type RequestCaller = Caller<LiveSandbox> & { readonly reserved?: ReservedEntry };

/** An entry in the journal of the caller's sandbox, or of the default one. Numbered in the order of the requests. */
export interface ReservedEntry {
  readonly sandbox: LiveSandbox;
  readonly number: number;
}

/** The sandbox that journals requests of unknown callers: without credentials, or with wrong ones. */
const defaultSandboxId = 'default';
const bearerPattern = /^bearer +([\w.~+/-]+=*) *$/i;

/** The steps of the pipeline that need this server's sandboxes, tokens and limits. */
export function createRequestSteps(sandboxes: Sandboxes): PipelineSteps<ReceivedRequest, LiveSandbox, RequestCaller> {
  const { contract } = sandboxes.context;
  return {
    route: (method, path) => contract.route(method, path),
    authenticate: (request) => identifyCaller(sandboxes, request),
    limitRate: (sandbox, family) =>
      sandboxes.rateLimiter.check(sandbox.id, family, parseRateLimits(sandbox.profile.settings)),
    readBody: (request, match) => request.readBytes(maxBodyBytesOf(sandboxes.limits, match)),
    serve: (sandbox, request, match) => sandbox.serveRequest(request, match),
  };
}

function identifyCaller(sandboxes: Sandboxes, { headers, rawQuery }: RequestHead): RequestCaller {
  const { authorization } = headers;
  if (authorization === undefined)
    return { token: rawQuery.includes('access_token=') ? 'inQuery' : 'missing', ...unknownCaller(sandboxes) };
  const token = bearerPattern.exec(authorization)?.[1];
  const issuedToken = token === undefined ? undefined : sandboxes.tokens.lookUp(token);
  const sandbox = issuedToken && sandboxes.get(issuedToken.sandboxId);
  if (!sandbox) return { token: 'invalid', ...unknownCaller(sandboxes) };
  const reserved = reserveEntry(sandbox);
  return issuedToken.expired ? { token: 'expired', sandbox, reserved } : { token: 'good', sandbox, reserved };
}

const reserveEntry = (sandbox: LiveSandbox): ReservedEntry => ({ sandbox, number: sandbox.journal.reserveNumber() });

function unknownCaller(sandboxes: Sandboxes): { readonly sandbox: undefined; readonly reserved?: ReservedEntry } {
  const sandbox = sandboxes.get(defaultSandboxId);
  return { sandbox: undefined, ...(sandbox && { reserved: reserveEntry(sandbox) }) };
}

/** The document says which operations take large bodies; how large those are is a limit of the server. */
function maxBodyBytesOf({ bodyBytes, orderBodyBytes }: Limits, match: RouteMatch): number {
  const takesLargeBody = match && 'operation' in match && match.operation.maxBodyBytes > limitTable.bodyBytes.default;
  return takesLargeBody ? orderBodyBytes : bodyBytes;
}
