import { limitRows, resolveLimits } from './limits.ts';

/** The text of docs/limits.md, printed from the list of limits (`npm run docs:limits`). A test compares the two. */
export function renderLimitsPage(): string {
  const rows = limitRows(resolveLimits()).map(
    ({ text, value, unit, flag, over }) =>
      `| ${text} | ${withThousandsSeparators(value)} ${unit === 'count' ? '' : unit} | ${flag === undefined ? '–' : `\`${flag}\``} | ${over} |`,
  );
  return `# Limits

Every limit has a number and a flag of \`etherbox start\`, but for the redirects of a callback, which are never followed.
What is in force is shown by \`etherbox status --limits\`, on the dashboard and by \`GET /_sandbox/v1/limits\`. The numbers are
ours, but for the hundred items of a quote and the pages of its list, which are BT's.

| what | at most | flag | over it |
|---|---|---|---|
${rows.join('\n').replaceAll('  |', ' |')}

Memory has no flag here, it is Node's: a kept order with all its events takes about 20 kB. When four fifths of what Node gives
the process are in use, whatever would let it grow is refused with 507 and the figures, \`/_sandbox/ready\` says \`degraded\`, and
reading, resetting and deleting go on. \`NODE_OPTIONS=--max-old-space-size=8192\` gives more, in MiB.
`;
}

function withThousandsSeparators(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
