import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { sandboxPath } from '../control/api-client.ts';
import { type ApiQuery, useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';

/** Id of the sandbox that is looked at. */
export const SandboxIdContext = createContext('default');

export const useSandboxId = (): string => useContext(SandboxIdContext);

/** Makes addresses of the control API below the sandbox that is looked at. */
export function useSandboxApiPath(): (rest?: string) => string {
  const id = useSandboxId();
  return (rest = '') => sandboxPath(id, rest);
}

export function useSandbox(): ApiQuery<ApiSchemas['Sandbox']> {
  return useQuery<ApiSchemas['Sandbox']>(sandboxPath(useSandboxId()), ['sandbox', 'clock']);
}

export function useClock(): ApiSchemas['Clock'] | undefined {
  return useQuery<ApiSchemas['Clock']>(sandboxPath(useSandboxId(), '/clock'), ['clock', 'orders']).value;
}
