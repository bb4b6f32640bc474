import type { Operation } from '../domain/call.ts';
import type { Ground } from './ground.ts';

/** Which function is behind which operation. An operation of the documents without one does not compile. */
export const operations: { readonly [operationId: string]: Operation<Ground> } = {};
