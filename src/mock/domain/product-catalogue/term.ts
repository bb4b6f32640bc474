/**
 * A pricing period in months. BT's documents name the characteristic and not the form of its value, so all forms that its
 * quotes and contracts suggest mean the same: `1 Year`, `12 months`, `12`, and `1`, `3` or `5` alone, which are years.
 * Undefined for what is no period.
 */
export function parseTermMonths(text: string): number | undefined {
  const groups = /^\s*(?<count>\d{1,3})\s*(?<unit>years?|months?)?\s*$/i.exec(text)?.groups;
  if (!groups) return undefined;
  const count = Number(groups.count);
  const unit = groups.unit?.toLowerCase() ?? (count < 12 ? 'years' : 'months');
  return unit.startsWith('year') ? count * 12 : count;
}
