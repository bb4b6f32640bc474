import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { useSandboxApiPath } from '../shell/sandbox.ts';

/** Which troubles were attached to which order: an order says what story it is in. */
export function useAttachedSetbacks(): (orderId: string) => readonly string[] {
  const apiPath = useSandboxApiPath();
  const { value } = useQuery<ApiSchemas['SetbackList']>(apiPath('/setbacks'), ['setbacks', 'orders']);
  return (orderId) =>
    (value?.items ?? []).filter(({ orderIds }) => orderIds?.includes(orderId)).map(({ setback }) => setback);
}
