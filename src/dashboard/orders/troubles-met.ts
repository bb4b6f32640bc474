import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { useApi } from '../shell/sandbox.ts';

/** Which troubles were attached to which order: an order says what story it is in. */
export function useTroublesMet(): (orderId: string) => readonly string[] {
  const api = useApi();
  const { value } = useReading<Schemas['TroubleList']>(api('/troubles'), ['faults', 'orders']);
  return (orderId) =>
    (value?.items ?? []).filter(({ orderIds }) => orderIds?.includes(orderId)).map(({ trouble }) => trouble);
}
