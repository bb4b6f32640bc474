import { editDistance } from '../domain/nearest.ts';
import type { Contract, OperationContract } from './contract.ts';

/** An operation that was nearly asked for, and what of it does and does not match the request. For the journal. */
export interface NearMiss {
  readonly operationId: string;
  readonly method: string;
  /** The template (the document's or an alias) that is nearest to the path asked for. */
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

const MOST = 3;
/** Less alike than this is another path altogether. */
const LEAST_LIKENESS = 0.4;
/** Longer paths are compared by their beginning: this is for people, and bounded. */
const LONGEST = 120;

/** Refusals of a request that may have meant another operation. `operationId`: what was asked, where there is such a thing. */
export const isMiss = (status: number, operationId: string | undefined): boolean =>
  (status === 404 && operationId === undefined) || status === 405 || status === 415;

/** Up to three operations, the nearest first. `contentType`: the media type of the request, without parameters. */
export function nearMisses(
  contract: Contract,
  method: string,
  path: string,
  contentType?: string,
): readonly NearMiss[] {
  const asked = { method: method === 'HEAD' ? 'GET' : method, path: path.slice(0, LONGEST), contentType };
  return [...contract.operations.values(), ...tokenEndpoint]
    .map((operation) => nearness(operation, asked))
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || order(a.miss, b.miss, asked.method))
    .slice(0, MOST)
    .map(({ miss }) => miss);
}

/** Not of the contract (RFC 6749 has its own errors), but asked for by many other names. */
const tokenEndpoint: readonly Operation[] = [
  ['createAccessToken', 'POST'],
  ['retrieveAccessToken', 'GET'],
].map(([operationId = '', method = '']) => ({
  operationId,
  method,
  path: '/oauth/accesstoken',
  aliases: [],
  requestMediaTypes: undefined,
}));

type Operation = Pick<OperationContract, 'operationId' | 'method' | 'path' | 'aliases' | 'requestMediaTypes'>;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
}

function nearness(operation: Operation, asked: Asked): { likeness: number; miss: NearMiss } {
  let best = { template: operation.path, likeness: -1 };
  for (const template of [operation.path, ...operation.aliases]) {
    const likeness = alike(template, asked.path);
    if (likeness > best.likeness) best = { template, likeness };
  }
  const types = operation.requestMediaTypes;
  const typed = asked.contentType !== undefined && types !== undefined;
  return {
    likeness: best.likeness,
    miss: {
      operationId: operation.operationId,
      method: operation.method,
      path: best.template,
      matches: {
        method: operation.method === asked.method,
        path: best.likeness === 1,
        versionPrefix: versionPrefix(best.template) === versionPrefix(asked.path),
        ...(typed ? { contentType: types.includes(asked.contentType as string) } : {}),
      },
    },
  };
}

/** Equally near: the right method first, then by name, so that the list is the same every time. */
function order(a: NearMiss, b: NearMiss, method: string): number {
  const right = Number(b.method === method) - Number(a.method === method);
  return right || (a.operationId < b.operationId ? -1 : 1);
}

/** From 0 to 1; 1 where the template fits the path. An id is compared as any other id. */
function alike(template: string, path: string): number {
  const wanted = template.split('/');
  const given = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  const seen = given.map((part, n) => (wanted[n]?.startsWith('{') && part !== '' ? wanted[n] : part)).join('/');
  if (seen === template) return 1;
  return (
    1 - editDistance(template.toLowerCase(), seen.toLowerCase()) / Math.max(template.length, seen.length, 1) - 0.01
  );
}

const versionPrefix = (path: string): string => /^.*?\/v\d+(?=\/|$)/.exec(path)?.[0] ?? '';
