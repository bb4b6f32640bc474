import { type CaseResult, countOutcomes, type RunResult } from './run-result.ts';

/**
 * GitHub shows ten annotations of a kind per step and drops the rest silently: we use nine, and one that counts the
 * rest.
 */
const maxAnnotations = 9;

/** Workflow commands, one per line: each failure is annotated at its line in the diff. */
export function githubAnnotations(result: RunResult): string {
  const commands = [
    ...(result.problems ?? []).map((message) => workflowCommand({ title: result.title }, message)),
    ...result.cases.filter(({ outcome }) => outcome === 'failed').map(failureAnnotation),
  ];
  const rest = commands.length - maxAnnotations;
  const shown = commands.slice(0, maxAnnotations);
  if (rest > 0) shown.push(workflowCommand({ title: result.title }, `and ${rest} more; see the report`));
  return shown.map((line) => `${line}\n`).join('');
}

function failureAnnotation({ title, message = 'failed', file, line }: CaseResult): string {
  return workflowCommand({ file, line: file === undefined ? undefined : line, title }, message);
}

function workflowCommand(
  properties: { readonly [name: string]: string | number | undefined },
  message: string,
): string {
  const parameters = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeCommand(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::error ${parameters.join(',')}::${escapeCommand(message)}`;
}

const escapeCommand = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** GitHub refuses summaries of more than a mebibyte. */
const maxSummaryBytes = 900_000;

/** Markdown for the summary of a workflow step. */
export function githubSummary(result: RunResult): string {
  const { passed, failed, skipped } = countOutcomes(result);
  const head = [`### ${escapeMarkdown(result.title)}: ${passed} passed, ${failed} failed, ${skipped} skipped`, ''];
  const rows = result.cases
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ title, message = '' }) => `| ${escapeMarkdown(title)} | ${escapeMarkdown(message)} |`);
  const lines = [...head];
  let bytes = 0;
  if (rows.length > 0) lines.push('| Failed | Reason |', '| --- | --- |');
  for (const [index, row] of rows.entries()) {
    bytes += Buffer.byteLength(row) + 1;
    if (bytes > maxSummaryBytes) {
      lines.push('', `… and ${rows.length - index} more`);
      break;
    }
    lines.push(row);
  }
  return `${lines.join('\n')}\n`;
}

const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '\\|');
