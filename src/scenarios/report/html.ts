import type { Difference } from '../match.ts';
import {
  type CaseResult,
  counts,
  type RunResult,
  type ShownCallback,
  type ShownRequest,
  type ShownTimeline,
  type StepResult,
} from '../result.ts';
import { htmlStyle } from './html-style.ts';
import { grouped, shown } from './text.ts';

/**
 * One file that opens from disk and asks nobody for anything: no scripts, no fonts, no pictures. Everything that came from
 * a scenario or over the wire is text.
 */
export function htmlReport(result: RunResult): string {
  const { passed, failed, skipped } = counts(result);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(`${result.title}: ${failed === 0 ? 'all passed' : `${failed} failed`}`)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header><h1>${text(result.title)}</h1>
<p class="counts"><span class="passed">${passed} passed</span> <span class="failed">${failed} failed</span> <span class="skipped">${skipped} skipped</span></p>
</header>
<main>
${(result.problems ?? []).map((problem) => `<p class="problem">${text(problem)}</p>`).join('\n')}
${grouped(result)
  .map(([group, cases]) => groupPart(group, cases))
  .join('\n')}
</main>
</body>
</html>
`;
}

function groupPart(group: string | undefined, cases: readonly CaseResult[]): string {
  const head = group === undefined ? '' : `<h2>${text(group)}</h2>`;
  return `<section>${head}\n${cases.map(casePart).join('\n')}\n</section>`;
}

const words = { passed: '✓ passed', failed: '✗ failed', skipped: '– skipped' } as const;

function casePart(one: CaseResult): string {
  const { name, title, outcome, message, story, teaches, steps, file, line, again } = one;
  const where = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}`;
  return `<details class="case ${outcome}"${outcome === 'failed' ? ' open' : ''}>
<summary><span class="outcome">${words[outcome]}</span> <strong>${text(title)}</strong> <code>${text(name)}</code></summary>
${paragraph(story)}${teaches === undefined ? '' : `<p class="teaches"><strong>It teaches:</strong> ${text(teaches)}</p>`}
${message === undefined ? '' : `<p class="message">${text(message)}</p>`}
<ol class="steps">${steps.map(stepPart).join('\n')}</ol>
${(one.timelines ?? []).map(timelinePart).join('\n')}
${part('Requests', one.requests, requestPart)}
${part('Callbacks', one.callbacks, callbackPart)}
<p class="again">${[where, again]
    .filter(Boolean)
    .map((each) => `<code>${text(each as string)}</code>`)
    .join(' ')}</p>
</details>`;
}

const paragraph = (said: string | undefined): string =>
  said === undefined ? '' : `<p class="story">${text(said)}</p>`;

function stepPart({ text: said, outcome, message, note, differences }: StepResult): string {
  const about = [note, message].filter((each) => each !== undefined).map((each) => `<p>${text(each)}</p>`);
  return `<li class="${outcome}"><span class="outcome">${words[outcome]}</span> ${text(said)}${about.join('')}${differences.map(differencePart).join('')}</li>`;
}

function differencePart(difference: Difference): string {
  const got = 'got' in difference ? shown(difference.got) : '(nothing)';
  return `<dl class="difference"><dt>${text(difference.pointer || '/')}</dt><dd class="expected"><del>${text(shown(difference.expected))}</del></dd><dd class="got"><ins>${text(got)}</ins></dd></dl>`;
}

function timelinePart({ orderId, externalId, state, entries }: ShownTimeline): string {
  const rows = entries.map(
    ({ at, when, milestone, text: said, because }) =>
      `<li class="${when}"><time>${text(at)}</time> ${milestone === undefined ? '' : `<strong>${text(milestone)}</strong> `}${text(said)}${because === undefined ? '' : ` <em>${text(because)}</em>`}</li>`,
  );
  const title = `Order ${externalId ?? orderId}${externalId === undefined ? '' : ` (${orderId})`}: ${state}`;
  return `<details class="timeline" open><summary>${text(title)}</summary><ol>${rows.join('\n')}</ol></details>`;
}

function part<T>(title: string, rows: readonly T[] | undefined, row: (one: T) => string): string {
  if (rows === undefined || rows.length === 0) return '';
  return `<details><summary>${title} (${rows.length})</summary>${rows.map(row).join('\n')}</details>`;
}

function requestPart({ at, method, path, status, operation, request, response, why = [] }: ShownRequest): string {
  const reasons = why.length === 0 ? '' : `<ul>${why.map((each) => `<li>${text(each)}</li>`).join('')}</ul>`;
  return `<details class="${status < 400 ? 'passed' : 'failed'}"><summary><time>${text(at)}</time> <code>${text(method)} ${text(path)}</code> <strong>${status}</strong> ${text(operation ?? '')}</summary>${reasons}${block(request)}${block(response)}</details>`;
}

function callbackPart({ at, eventType, orderId, state, reason, payload, attempts }: ShownCallback): string {
  const tries = attempts.map(
    ({ n, at: when, outcome }) => `<li>attempt ${n} at <time>${text(when)}</time>: ${text(outcome)}</li>`,
  );
  return `<details><summary><time>${text(at)}</time> ${text(eventType)} of ${text(orderId)}: ${text(state)}</summary>${paragraph(reason)}<ol>${tries.join('')}</ol>${block(payload)}</details>`;
}

const block = (value: unknown): string =>
  value === undefined ? '' : `<pre>${text(typeof value === 'string' ? value : JSON.stringify(value, null, 2))}</pre>`;

const entities: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string): string {
  return value.replace(/[&<>"']/g, (char) => entities[char] as string);
}
