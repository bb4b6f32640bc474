import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Schemas, sandboxPath } from '../control/call.ts';
import { type Reading, useReading } from '../control/reading.ts';

/** Id of the sandbox that is looked at. */
export const SandboxId = createContext('default');

export const useSandboxId = (): string => useContext(SandboxId);

/** Makes addresses of the control API below the sandbox that is looked at. */
export function useApi(): (rest?: string) => string {
  const id = useSandboxId();
  return (rest = '') => sandboxPath(id, rest);
}

export function useSandbox(): Reading<Schemas['Sandbox']> {
  return useReading<Schemas['Sandbox']>(sandboxPath(useSandboxId()), ['sandbox', 'clock']);
}

export function useClock(): Schemas['Clock'] | undefined {
  return useReading<Schemas['Clock']>(sandboxPath(useSandboxId(), '/clock'), ['clock', 'orders']).value;
}
