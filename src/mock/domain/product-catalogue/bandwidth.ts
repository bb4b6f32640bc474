/**
 * A bandwidth in Mbit/s: `100Mbit/s`, `1 Gbit/s`, `0.2Mbit/s`. Spaces and case are ignored. Undefined when the text is
 * no bandwidth.
 */
export function parseBandwidthMbit(bandwidth: string): number | undefined {
  const match = /^(\d{1,6}(?:\.\d{1,3})?)(m|g)(?:bit\/s|bps|b)?$/i.exec(bandwidth.replace(/\s+/g, ''));
  if (!match) return undefined;
  return Number(match[1]) * (match[2]?.toLowerCase() === 'g' ? 1000 : 1);
}
