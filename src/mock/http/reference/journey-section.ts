import type { journeyViews } from '#runtime/services/journey-view';
import { emptyHtml, type Html, html } from './html.ts';
import { sourceMark } from './schema-table.ts';

type ShownJourney = ReturnType<typeof journeyViews>[number];
type ShownAction = ShownJourney['actions'][number];

/** The section of a journey: a line with a dot per milestone, a table of its steps, and its setbacks. */
export function journeySection({ name, title, products, actions, setbacks }: ShownJourney): Html {
  return html`<section class="operation" id="${name}"><h2>${title}</h2><p>Ordered as ${products.map((product) => html`<code>${product}</code> `)}</p>
${actions.map(actionSection)}
<h3>What can go wrong</h3><div class="scroll" role="group" aria-label="Steps" tabindex="0"><table><thead><tr><th>setback</th><th>means</th><th>when</th><th>from</th></tr></thead><tbody>${setbacks.map(
    (setback) =>
      html`<tr><td><code>${setback.id}</code></td><td>${setback.title}</td><td>${(setback.actions ?? []).join(', ')}</td><td>${sourceMark(setback.source)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function actionSection(action: ShownAction): Html {
  if (action.steps.length === 0) return emptyHtml;
  return html`<h3>${action.action}</h3>${stepDiagram(action)}<details><summary>${action.steps.length} steps</summary><div class="scroll" role="group" aria-label="Steps" tabindex="0"><table><thead><tr><th>milestone</th><th>step</th><th>working days after the one before</th><th>event</th><th>from</th></tr></thead><tbody>${action.steps.map(
    (step) =>
      html`<tr><td>${step.milestone ?? ''}</td><td>${step.title}</td><td>${step.workingDays ?? 0}</td><td>${step.event ?? 'stateChange'}</td><td>${sourceMark(step.source)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

const [gap, edge, height] = [104, 52, 74];

/** One dot per step, evenly spaced, with the working days between two of them. */
function stepDiagram({ action, steps }: ShownAction): Html {
  const width = edge * 2 + gap * (steps.length - 1);
  const dots = steps.map((step, index) => {
    const x = edge + gap * index;
    const days = step.workingDays ?? 0;
    const between =
      index === 0 || days === 0 ? emptyHtml : html`<text class="days" x="${x - gap / 2}" y="20">${days} d</text>`;
    const name = step.milestone ?? step.title;
    return html`${between}<circle class="${step.milestone === undefined ? 'minor' : 'major'}" cx="${x}" cy="30" r="6"/>${twoLineLabel(name, x)}`;
  });
  const description = `${action}: ${steps.map(({ milestone, title }) => milestone ?? title).join(', then ')}`;
  return html`<div class="scroll" role="group" aria-label="Steps" tabindex="0"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${description}"><line x1="${edge}" y1="30" x2="${width - edge}" y2="30"/>${dots}</svg></div>`;
}

/** Splits a label into two lines of about sixteen characters. */
function twoLineLabel(name: string, x: number): Html {
  const words = name.split(' ');
  let first = '';
  while (words.length > 0 && `${first} ${words[0]}`.trim().length <= 16) first = `${first} ${words.shift()}`.trim();
  if (first === '') first = words.shift() ?? '';
  return html`<text x="${x}" y="52">${first}</text><text x="${x}" y="66">${words.join(' ')}</text>`;
}
