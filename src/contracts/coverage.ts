import { Evidence } from './coverage-evidence.ts';
import { type GroupName, universe } from './coverage-universe.ts';
import type { PactFile } from './pact-file.ts';
import type { Traffic } from './traffic.ts';

export interface Coverage {
  readonly seen: number;
  readonly total: number;
  /** 0 to 100, to one decimal. */
  readonly percent: number;
  readonly groups: readonly CoveredGroup[];
  /** What is known to be missing from the evidence. */
  readonly warnings: readonly string[];
}

export interface CoveredGroup {
  readonly name: GroupName;
  readonly title: string;
  readonly seen: number;
  readonly total: number;
  readonly items: readonly { readonly key: string; readonly text: string; readonly count: number }[];
}

/** What contracts, journals or both have exercised of everything there is, and what they never have. */
export function coverageOf(pacts: readonly PactFile[], traffic: readonly Traffic[] = []): Coverage {
  const all = universe();
  const evidence = new Evidence(all);
  for (const pact of pacts) evidence.addPact(pact);
  for (const one of traffic) evidence.addTraffic(one);
  const groups = all.groups.map(({ name, title, items }) => {
    const counted = items.map((item) => ({ ...item, count: evidence.count(name, item.key) }));
    return { name, title, seen: counted.filter(({ count }) => count > 0).length, total: items.length, items: counted };
  });
  const seen = groups.reduce((sum, group) => sum + group.seen, 0);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  const lost = traffic.reduce((sum, { evicted }) => sum + evicted, 0);
  return {
    seen,
    total,
    percent: Math.round((seen / total) * 1000) / 10,
    groups,
    warnings: lost === 0 ? [] : [`the journal has lost its first ${lost} requests; what they exercised is not counted`],
  };
}
