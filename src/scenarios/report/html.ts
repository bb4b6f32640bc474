import { escapeHtml } from '#http/reference/html';
import type { ValueDifference } from '#scenarios/language/match';
import {
  type CaseResult,
  countOutcomes,
  type RunResult,
  type ShownCallback,
  type ShownOrderTimeline,
  type ShownRequest,
  type StepResult,
} from './run-result.ts';
import { groupCases, valueToText } from './text.ts';

/** Legible on paper, on a projector and in dark mode; colours never carry meaning alone. */
export const htmlStyle = `
:root { color-scheme: light dark; --line: #8886; --good: #146c2e; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --good: #7ddc94; --bad: #ff8a80; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1, h2 { line-height: 1.2; }
summary { cursor: pointer; padding: .3rem 0; }
.case { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: 0 1rem; }
.counts span { margin-right: 1rem; }
.passed > .outcome, .counts .passed, .passed > summary strong { color: var(--good); }
.failed > .outcome, .counts .failed, .failed > summary strong, .problem, .message { color: var(--bad); }
.case > summary strong { color: inherit; }
.timeline ol, .steps { padding-left: 1.5rem; }
.future { color: GrayText; }
time { font-variant-numeric: tabular-nums; font-size: .9em; }
code, pre { font: .9em ui-monospace, monospace; }
pre { border: 1px solid var(--line); border-radius: .3rem; max-height: 24rem; overflow: auto; padding: .6rem; }
.difference { border-left: 3px solid var(--bad); margin: .3rem 0; padding-left: .6rem; }
.difference dd { margin: 0; overflow-wrap: anywhere; }
.difference dd::before { font-weight: bold; }
.expected::before { content: "expected "; }
.got::before { content: "got "; }
del, ins { text-decoration: none; font-family: ui-monospace, monospace; }
.expected del { color: var(--good); }
.got ins { color: var(--bad); }
`;

/**
 * The report as one self-contained HTML file: no scripts, no fonts, no pictures. Everything from a scenario or the wire
 * is escaped.
 */
export function htmlReport(result: RunResult): string {
  const { passed, failed, skipped } = countOutcomes(result);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`${result.title}: ${failed === 0 ? 'all passed' : `${failed} failed`}`)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header><h1>${escapeHtml(result.title)}</h1>
<p class="counts"><span class="passed">${passed} passed</span> <span class="failed">${failed} failed</span> <span class="skipped">${skipped} skipped</span></p>
</header>
<main>
${(result.problems ?? []).map((problem) => `<p class="problem">${escapeHtml(problem)}</p>`).join('\n')}
${groupCases(result)
  .map(([group, cases]) => groupPart(group, cases))
  .join('\n')}
</main>
</body>
</html>
`;
}

function groupPart(group: string | undefined, cases: readonly CaseResult[]): string {
  const head = group === undefined ? '' : `<h2>${escapeHtml(group)}</h2>`;
  return `<section>${head}\n${cases.map(casePart).join('\n')}\n</section>`;
}

const outcomeLabels = { passed: '✓ passed', failed: '✗ failed', skipped: '– skipped' } as const;

function casePart(result: CaseResult): string {
  const { name, title, outcome, message, story, teaches, steps, file, line, rerunCommand } = result;
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}`;
  return `<details class="case ${outcome}"${outcome === 'failed' ? ' open' : ''}>
<summary><span class="outcome">${outcomeLabels[outcome]}</span> <strong>${escapeHtml(title)}</strong> <code>${escapeHtml(name)}</code></summary>
${paragraph(story)}${teaches === undefined ? '' : `<p class="teaches"><strong>Teaches:</strong> ${escapeHtml(teaches)}</p>`}
${message === undefined ? '' : `<p class="message">${escapeHtml(message)}</p>`}
<ol class="steps">${steps.map(stepPart).join('\n')}</ol>
${(result.timelines ?? []).map(timelinePart).join('\n')}
${detailsPart('Requests', result.requests, requestHtml)}
${detailsPart('Callbacks', result.callbacks, callbackPart)}
<p class="again">${[where, rerunCommand]
    .filter(Boolean)
    .map((each) => `<code>${escapeHtml(each as string)}</code>`)
    .join(' ')}</p>
</details>`;
}

const paragraph = (content: string | undefined): string =>
  content === undefined ? '' : `<p class="story">${escapeHtml(content)}</p>`;

function stepPart({ text: stepText, outcome, message, note, differences }: StepResult): string {
  const notes = [note, message].filter((each) => each !== undefined).map((each) => `<p>${escapeHtml(each)}</p>`);
  return `<li class="${outcome}"><span class="outcome">${outcomeLabels[outcome]}</span> ${escapeHtml(stepText)}${notes.join('')}${differences.map(differencePart).join('')}</li>`;
}

function differencePart(difference: ValueDifference): string {
  const got = 'got' in difference ? valueToText(difference.got) : '(nothing)';
  return `<dl class="difference"><dt>${escapeHtml(difference.pointer || '/')}</dt><dd class="expected"><del>${escapeHtml(valueToText(difference.expected))}</del></dd><dd class="got"><ins>${escapeHtml(got)}</ins></dd></dl>`;
}

function timelinePart({ orderId, externalId, state, entries }: ShownOrderTimeline): string {
  const rows = entries.map(
    ({ at, when, milestone, text: entryText, because }) =>
      `<li class="${when}"><time>${escapeHtml(at)}</time> ${milestone === undefined ? '' : `<strong>${escapeHtml(milestone)}</strong> `}${escapeHtml(entryText)}${because === undefined ? '' : ` <em>${escapeHtml(because)}</em>`}</li>`,
  );
  const title = `Order ${externalId ?? orderId}${externalId === undefined ? '' : ` (${orderId})`}: ${state}`;
  return `<details class="timeline" open><summary>${escapeHtml(title)}</summary><ol>${rows.join('\n')}</ol></details>`;
}

function detailsPart<T>(title: string, rows: readonly T[] | undefined, row: (one: T) => string): string {
  if (rows === undefined || rows.length === 0) return '';
  return `<details><summary>${title} (${rows.length})</summary>${rows.map(row).join('\n')}</details>`;
}

function requestHtml({ at, method, path, status, operation, request, response, why = [] }: ShownRequest): string {
  const reasons = why.length === 0 ? '' : `<ul>${why.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`;
  return `<details class="${status < 400 ? 'passed' : 'failed'}"><summary><time>${escapeHtml(at)}</time> <code>${escapeHtml(method)} ${escapeHtml(path)}</code> <strong>${status}</strong> ${escapeHtml(operation ?? '')}</summary>${reasons}${jsonBlock(request)}${jsonBlock(response)}</details>`;
}

function callbackPart({ at, eventType, orderId, state, reason, payload, attempts }: ShownCallback): string {
  const tries = attempts.map(
    ({ n, at: when, outcome }) => `<li>attempt ${n} at <time>${escapeHtml(when)}</time>: ${escapeHtml(outcome)}</li>`,
  );
  return `<details><summary><time>${escapeHtml(at)}</time> ${escapeHtml(eventType)} of ${escapeHtml(orderId)}: ${escapeHtml(state)}</summary>${paragraph(reason)}<ol>${tries.join('')}</ol>${jsonBlock(payload)}</details>`;
}

const jsonBlock = (value: unknown): string =>
  value === undefined
    ? ''
    : `<pre>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</pre>`;
