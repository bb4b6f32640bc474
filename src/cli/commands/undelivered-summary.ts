import type { ControlClient, ListPage } from '#http/control/control-client';

interface UndeliveredEvent {
  readonly state: string;
  readonly reason?: string;
}

/**
 * `2 retrying, 1 failed: nothing listens there (etherbox events --state retrying)`; undefined when everything is
 * delivered.
 */
export async function undeliveredSummary(client: ControlClient): Promise<string | undefined> {
  const states = ['retrying', 'failed'] as const;
  const pages = await Promise.all(
    states.map((state) => client.get<ListPage<UndeliveredEvent>>(`~/events?state=${state}&limit=1`)),
  );
  const pending = pages.flatMap(({ total, items }, n) =>
    total > 0 ? [{ state: states[n], total, first: items[0] }] : [],
  );
  const [first] = pending;
  if (!first) return undefined;
  const counts = pending.map(({ state, total }) => `${total} ${state}`).join(', ');
  const why = first.first?.reason === undefined ? '' : `: ${first.first.reason}`;
  return `${counts}${why} (etherbox events --state ${first.state})`;
}
