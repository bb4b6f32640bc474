import { formatLimitValue, limitRows, resolveLimits } from './limits.ts';
import { numericInputs, timeInputs } from './numeric-inputs.ts';

/** docs/limits.md, printed from the table of limits: `npm run docs:limits`. A test compares. */
export function renderLimitsPage(): string {
  const rows = limitRows(resolveLimits()).map(
    ({ text, value, unit, flag, over }) =>
      `| ${text} | ${formatLimitValue(value, unit)} | ${flag === undefined ? '–' : `\`${flag}\``} | ${over} |`,
  );
  const inputs = numericInputs.map(({ input, text, least, most }) => `| \`${input}\` | ${text} | ${least} | ${most} |`);
  const times = timeInputs.map(({ input, bound, over }) => `| ${input} | ${bound} | ${over} |`);
  return `# Limits

Each limit has a default and a flag of \`etherbox start\`. The one exception: callbacks never follow redirects.
\`etherbox status --limits\`, the dashboard and \`GET /_sandbox/v1/limits\` show the values in force. BT publishes two of these
limits, the 100 items of a quote and the page size of its list; the others are modelled.

| Limit | Default | Flag | Over the limit |
|---|---|---|---|
${rows.join('\n')}

Node limits the memory; etherbox has no flag for it. A stored order with all its events takes about 20 kB. When the process
uses four fifths of its heap limit, etherbox answers every request that would store more with 507 and the figures, and
\`/_sandbox/ready\` reports \`degraded\`; reading, resetting and deleting still work. To raise the heap limit, set it in MiB:
\`NODE_OPTIONS=--max-old-space-size=8192\`.

## Numbers in a request

The control API answers 400 to a number outside its bounds, with a JSON pointer, and changes nothing.

| Input | Meaning | Least | Most |
|---|---|---|---|
${inputs.join('\n')}

A time or date beyond its bound is refused before anything is counted or moved.

| Input | Most | Beyond it |
|---|---|---|
${times.join('\n')}
`;
}
