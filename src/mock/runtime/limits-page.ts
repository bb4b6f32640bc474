import { limitRows, limitsOf } from './limits.ts';

/** docs/limits.md, printed from the list of limits: `npm run docs:limits`. A test compares. */
export function limitsPage(): string {
  const rows = limitRows(limitsOf()).map(
    ({ text, value, unit, flag, over }) =>
      `| ${text} | ${grouped(value)} ${unit === 'count' ? '' : unit} | ${flag === undefined ? '–' : `\`${flag}\``} | ${over} |`,
  );
  return `# Limits

Every limit has a number, and most have a flag of \`etherbox start\`. What is in force is shown by \`etherbox status\`, on
the dashboard and by \`GET /_sandbox/v1/limits\`. All numbers but the hundred items of a quote (BT's) are ours.

| what | at most | flag | over it |
|---|---|---|---|
${rows.join('\n').replaceAll('  |', ' |')}

Callbacks follow no redirect, whatever the limits say.
`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
