import type { OperationCall } from '#domain/core/call';
import { profileDocument, readSingleton, type StateReader } from '#domain/core/sandbox-state';
import type { OperationContract } from '#engine/contract/contract';

/** What the header `Prefer` requests: a declared status, a named example, or generated data that fits the schema. */
export interface AnswerPreference {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
}

/** A request that its OpenAPI document answers, not the sandbox. The same path, seed and preference get the same answer. */
export interface DocumentCall {
  readonly operation: OperationContract;
  readonly path: string;
  /** The seed of the sandbox. */
  readonly seed: string;
  readonly preference: AnswerPreference | undefined;
}

/** Reads `Prefer: code=404, example=busy, dynamic=true`. Undefined: it requests nothing that we can give. */
export function parsePreferHeader(header: string | undefined): AnswerPreference | undefined {
  const preference: { code?: number; example?: string; dynamic?: boolean } = {};
  for (const part of (header ?? '').slice(0, 500).split(/[,;]/)) {
    const [name, value] = part.split('=', 2).map((text) => text.trim().replace(/^"|"$/g, ''));
    if (name === 'code' && value && /^[1-5]\d\d$/.test(value)) preference.code = Number(value);
    if (name === 'example' && value) preference.example = value;
    if (name === 'dynamic' && value === 'true') preference.dynamic = true;
  }
  return Object.keys(preference).length > 0 ? preference : undefined;
}

/**
 * The document answers an operation that is bound to its examples, and any operation that is called with `Prefer`. Not so
 * in a strict sandbox: BT does not know that header. Undefined: the sandbox answers.
 */
export function documentCallOf(
  { headers, path }: OperationCall,
  operation: OperationContract,
  reader: StateReader,
): DocumentCall | undefined {
  if (headers.prefer === undefined && operation.boundTo === 'domain') return undefined;
  const { mode, seed } = readSingleton(reader, profileDocument);
  const preference = mode === 'strict' ? undefined : parsePreferHeader(headers.prefer);
  if (preference === undefined && operation.boundTo === 'domain') return undefined;
  return { operation, path, seed, preference };
}
