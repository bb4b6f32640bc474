import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { sandboxPath } from '../control/api-client.ts';
import { type ApiQuery, useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';

/** Id of the current sandbox. */
export const SandboxIdContext = createContext('default');

/** Id of the current sandbox. */
export const useSandboxId = (): string => useContext(SandboxIdContext);

/** Returns a function that makes paths of the control API below the current sandbox. */
export function useSandboxApiPath(): (rest?: string) => string {
  const id = useSandboxId();
  return (rest = '') => sandboxPath(id, rest);
}

/** The current sandbox. */
export function useSandbox(): ApiQuery<ApiSchemas['Sandbox']> {
  return useQuery<ApiSchemas['Sandbox']>(sandboxPath(useSandboxId()), ['sandbox', 'clock']);
}

/** The clock of the current sandbox; undefined until it is loaded. */
export function useClock(): ApiSchemas['Clock'] | undefined {
  return useQuery<ApiSchemas['Clock']>(sandboxPath(useSandboxId(), '/clock'), ['clock', 'orders']).value;
}
