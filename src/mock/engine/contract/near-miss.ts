import { editDistance } from '#domain/core/closest-match';
import type { Contract, OperationContract } from './contract.ts';

/** An operation that the request nearly named, and which of its properties match. For the journal. */
export interface NearMiss {
  readonly operationId: string;
  readonly method: string;
  /** The template (the document's or an alias) that is nearest to the requested path. */
  readonly path: string;
  readonly matches: {
    readonly method: boolean;
    readonly path: boolean;
    /** The `v1` or `v4` of the path, and what stands before it. */
    readonly versionPrefix: boolean;
    /** Absent where the request named no type or the operation takes no body. */
    readonly contentType?: boolean;
  };
}

const MAX_NEAR_MISSES = 3;
/** Paths that are less similar than this are unrelated. */
const MIN_SIMILARITY = 0.4;
/** Longer paths are compared by their beginning only, so that the cost is bounded. */
const MAX_PATH_LENGTH = 120;

/** Whether a refused request may have meant another operation. `operationId`: the operation that it named, if any. */
export const mayHaveNearMisses = (status: number, operationId: string | undefined): boolean =>
  (status === 404 && operationId === undefined) || status === 405 || status === 415;

/** Up to three operations, the nearest first. `contentType`: the media type of the request, without parameters. */
export function findNearMisses(
  contract: Contract,
  method: string,
  path: string,
  contentType?: string,
): readonly NearMiss[] {
  const request = { method: method === 'HEAD' ? 'GET' : method, path: path.slice(0, MAX_PATH_LENGTH), contentType };
  return [...contract.operations.values(), ...tokenOperations]
    .map((operation) => scoreOperation(operation, request))
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity || compareNearMisses(a.miss, b.miss, request.method))
    .slice(0, MAX_NEAR_MISSES)
    .map(({ miss }) => miss);
}

/** Not part of the contract (RFC 6749 has its own errors), but clients often guess their path wrong. */
const tokenOperations: readonly ComparableOperation[] = [
  ['createAccessToken', 'POST'],
  ['retrieveAccessToken', 'GET'],
].map(([operationId = '', method = '']) => ({
  operationId,
  method,
  path: '/oauth/accesstoken',
  aliases: [],
  requestMediaTypes: undefined,
}));

type ComparableOperation = Pick<OperationContract, 'operationId' | 'method' | 'path' | 'aliases' | 'requestMediaTypes'>;

interface ComparedRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
}

function scoreOperation(
  operation: ComparableOperation,
  request: ComparedRequest,
): { similarity: number; miss: NearMiss } {
  let best = { template: operation.path, similarity: -1 };
  for (const template of [operation.path, ...operation.aliases]) {
    const similarity = pathSimilarity(template, request.path);
    if (similarity > best.similarity) best = { template, similarity };
  }
  const types = operation.requestMediaTypes;
  const comparesContentType = request.contentType !== undefined && types !== undefined;
  return {
    similarity: best.similarity,
    miss: {
      operationId: operation.operationId,
      method: operation.method,
      path: best.template,
      matches: {
        method: operation.method === request.method,
        path: best.similarity === 1,
        versionPrefix: versionPrefixOf(best.template) === versionPrefixOf(request.path),
        ...(comparesContentType ? { contentType: types.includes(request.contentType as string) } : {}),
      },
    },
  };
}

/** Equally near: the right method first, then by name, so that the list is the same every time. */
function compareNearMisses(a: NearMiss, b: NearMiss, method: string): number {
  const methodOrder = Number(b.method === method) - Number(a.method === method);
  return methodOrder || (a.operationId < b.operationId ? -1 : 1);
}

/** From 0 to 1; 1 where the template fits the path. An id is compared as any other id. */
function pathSimilarity(template: string, path: string): number {
  const templateParts = template.split('/');
  const pathParts = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  const generalised = pathParts
    .map((part, index) => (templateParts[index]?.startsWith('{') && part !== '' ? templateParts[index] : part))
    .join('/');
  if (generalised === template) return 1;
  return (
    1 -
    editDistance(template.toLowerCase(), generalised.toLowerCase()) / Math.max(template.length, generalised.length, 1) -
    0.01
  );
}

const versionPrefixOf = (path: string): string => /^.*?\/v\d+(?=\/|$)/.exec(path)?.[0] ?? '';
