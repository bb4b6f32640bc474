import { limitRows, resolveLimits } from './limits.ts';

/** The text of docs/limits.md, printed from the list of limits (`npm run docs:limits`). A test compares the two. */
export function renderLimitsPage(): string {
  const rows = limitRows(resolveLimits()).map(
    ({ text, value, unit, flag, over }) =>
      `| ${text} | ${withThousandsSeparators(value)} ${unit === 'count' ? '' : unit} | ${flag === undefined ? '–' : `\`${flag}\``} | ${over} |`,
  );
  return `# Limits

Every limit has a default and a flag of \`etherbox start\`; only the redirects of a callback have none, since they are never
followed. \`etherbox status --limits\`, the dashboard and \`GET /_sandbox/v1/limits\` show the values in force. The hundred items of
a quote and the page sizes of its list are BT's; all other defaults are ours.

| what | at most | flag | over it |
|---|---|---|---|
${rows.join('\n').replaceAll('  |', ' |')}

Memory has no flag of etherbox: Node limits it. A stored order with all its events takes about 20 kB. When four fifths of Node's
heap are in use, every request that would add to it is refused with 507 and the figures, and \`/_sandbox/ready\` says \`degraded\`;
reading, resetting and deleting still work. \`NODE_OPTIONS=--max-old-space-size=8192\` raises the limit (in MiB).
`;
}

function withThousandsSeparators(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
