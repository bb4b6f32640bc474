import { ObservedCoverage } from './coverage-observed.ts';
import { type CoverageGroupName, listCoverageItems } from './coverage-items.ts';
import type { PactFile } from '#contracts/pact/pact-file';
import type { Traffic } from '#contracts/record/traffic';

export interface Coverage {
  readonly seen: number;
  readonly total: number;
  /** 0 to 100, to one decimal. */
  readonly percent: number;
  readonly groups: readonly CoveredGroup[];
  /** What the evidence is known to lack. */
  readonly warnings: readonly string[];
}

export interface CoveredGroup {
  readonly name: CoverageGroupName;
  readonly title: string;
  readonly seen: number;
  readonly total: number;
  readonly items: readonly { readonly key: string; readonly text: string; readonly count: number }[];
}

/** Which of all items contracts, journals or both have exercised, and which they never have. */
export function measureCoverage(pacts: readonly PactFile[], traffic: readonly Traffic[] = []): Coverage {
  const coverageItems = listCoverageItems();
  const observed = new ObservedCoverage(coverageItems);
  for (const pact of pacts) observed.addPact(pact);
  for (const one of traffic) observed.addTraffic(one);
  const groups = coverageItems.groups.map(({ name, title, items }) => {
    const counted = items.map((item) => ({ ...item, count: observed.count(name, item.key) }));
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
    warnings: lost === 0 ? [] : [`the journal evicted its first ${lost} requests; they are not counted`],
  };
}
