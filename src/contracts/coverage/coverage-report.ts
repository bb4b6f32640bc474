import type { Coverage, CoveredGroup } from './coverage.ts';

/** For a terminal: a line per group, then what was never seen. `most` per group; the rest is a number. */
export function formatCoverage({ seen, total, percent, groups, warnings }: Coverage, maxShown = 12): readonly string[] {
  const width = Math.max(...groups.map(({ title }) => title.length));
  return [
    ...groups.map(
      (group) => `${group.title.padEnd(width)}  ${`${group.seen}/${group.total}`.padStart(8)}  ${progressBar(group)}`,
    ),
    `${'All'.padEnd(width)}  ${`${seen}/${total}`.padStart(8)}  ${percent} %`,
    ...warnings.map((warning) => `! ${warning}`),
    '',
    seen === total ? 'Your tests cover every item.' : 'Not covered by any test:',
    ...groups.flatMap((group) => formatUnseen(group, maxShown)),
  ];
}

const progressBar = ({ seen, total }: CoveredGroup): string => {
  const full = Math.round((20 * seen) / Math.max(1, total));
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`;
};

export const unseenTexts = ({ items }: CoveredGroup): readonly string[] =>
  items.filter(({ count }) => count === 0).map(({ text }) => text);

function formatUnseen(group: CoveredGroup, maxShown: number): readonly string[] {
  const missing = unseenTexts(group);
  if (missing.length === 0) return [];
  const rest = missing.length - maxShown;
  return [
    `  ${group.title}`,
    ...missing.slice(0, maxShown).map((text) => `    ${text}`),
    ...(rest > 0 ? [`    and ${rest} more (--all lists them)`] : []),
  ];
}

export const coverageJson = (coverage: Coverage): string => `${JSON.stringify(coverage, null, 2)}\n`;

/** One HTML file that needs no other and opens from disk. */
export function coverageHtml({ seen, total, percent, groups, warnings }: Coverage): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Coverage: ${percent} %</title>
<style>${coverageStyle}</style>
<main>
<h1>${seen} of ${total} seen, ${percent}&nbsp;%</h1>
${warnings.map((warning) => `<p role="alert">${escapeCoverageHtml(warning)}</p>`).join('\n')}
${groups.map(groupSection).join('\n')}
</main>
</html>
`;
}

function groupSection({ title, seen, total, items }: CoveredGroup): string {
  const sorted = [...items].sort((a, b) => Number(a.count > 0) - Number(b.count > 0));
  const rows = sorted.map(({ text, count }) => {
    const countText = count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`;
    return `<tr class="${count === 0 ? 'never' : 'seen'}"><td>${escapeCoverageHtml(text)}</td><td>${countText}</td></tr>`;
  });
  return `<section><h2>${escapeCoverageHtml(title)} <small>${seen} of ${total}</small></h2>
<meter min="0" max="${total}" value="${seen}">${seen} of ${total}</meter>
<details${seen === total ? '' : ' open'}><summary>${total - seen} not covered</summary>
<table><tbody>
${rows.join('\n')}
</tbody></table></details></section>`;
}

const coverageStyle = `body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1c1c22;background:#fff}
main{max-width:52rem;margin:auto;padding:2rem 1rem}h2 small{font-weight:400;color:#5a5a66}
meter{width:100%;height:1rem}table{border-collapse:collapse;width:100%}td{padding:.2rem .5rem;border-bottom:1px solid #e3e3ea}
td:last-child{text-align:right;white-space:nowrap}.never td:last-child{color:#a3220c;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#eee;background:#17171c}h2 small{color:#aaa}td{border-color:#33333c}.never td:last-child{color:#ff9d8a}}`;

const escapeCoverageHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
