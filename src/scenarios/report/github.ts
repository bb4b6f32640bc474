import { type CaseResult, counts, type RunResult } from '../result.ts';

/** GitHub shows ten annotations of a kind per step and drops the rest silently: nine, and one that says how many more. */
const most = 9;

/** Workflow commands, one per line: what failed stands at its line in the diff. */
export function githubAnnotations(result: RunResult): string {
  const all = [
    ...(result.problems ?? []).map((message) => command({ title: result.title }, message)),
    ...result.cases.filter(({ outcome }) => outcome === 'failed').map(annotation),
  ];
  const rest = all.length - most;
  const shown = all.slice(0, most);
  if (rest > 0) shown.push(command({ title: result.title }, `and ${rest} more; see the report`));
  return shown.map((line) => `${line}\n`).join('');
}

function annotation({ title, message = 'failed', file, line }: CaseResult): string {
  return command({ file, line: file === undefined ? undefined : line, title }, message);
}

function command(properties: { readonly [name: string]: string | number | undefined }, message: string): string {
  const said = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::error ${said.join(',')}::${escaped(message)}`;
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** GitHub refuses summaries of more than a mebibyte. */
const mostBytes = 900_000;

/** Markdown for the summary of a workflow step. */
export function githubSummary(result: RunResult): string {
  const { passed, failed, skipped } = counts(result);
  const head = [`### ${plain(result.title)}: ${passed} passed, ${failed} failed, ${skipped} skipped`, ''];
  const rows = result.cases
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ title, message = '' }) => `| ${plain(title)} | ${plain(message)} |`);
  const lines = [...head];
  let bytes = 0;
  if (rows.length > 0) lines.push('| failed | why |', '| --- | --- |');
  for (const [at, row] of rows.entries()) {
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > mostBytes) {
      lines.push('', `… and ${rows.length - at} more`);
      break;
    }
    lines.push(row);
  }
  return `${lines.join('\n')}\n`;
}

const plain = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|');
