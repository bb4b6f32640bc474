import type { Action, ActionRules, Journey, JourneyStep, OpenActionRules, Setback } from '#domain/journey/journey';

/** A journey as a page for people: what happens on which working day, in which state, notified by which event. */
export function journeyPage(journey: Journey, openActions: readonly OpenActionRules[]): string {
  const parts = [
    `# ${journey.title}`,
    `Printed from \`specs/journeys/${journey.journey}.yaml\`; a test compares the two. Ordered as ${journey.products.map((name) => `\`${name}\``).join(', ')}. Leaves a service \`${journey.serviceId.prefix}\` and ${journey.serviceId.digits} digits. Days are working days after the order was placed, when nothing goes wrong.`,
    ...(Object.entries(journey.actions) as [Action, ActionRules][]).flatMap(([action, rules]) =>
      actionPart(action, rules),
    ),
    '## Setbacks',
    table(
      ['setback', 'of', 'where', 'what happens', 'source'],
      journey.setbacks.map((one) => setbackRow(one)),
    ),
  ];
  const raised = openActions.filter(({ kind }) =>
    journey.setbacks.some(({ steps = [] }) => steps.some(({ raises }) => raises === kind)),
  );
  if (raised.length > 0)
    parts.push(
      '## Open actions',
      table(['open action', 'who', 'due', 'answers', 'silence'], raised.map(openActionRow)),
    );
  return `${parts.join('\n\n')}\n`;
}

function actionPart(action: Action, rules: ActionRules): string[] {
  return variants(rules)
    .flatMap((variant) => [
      `## ${capital(action)}${variant.length > 0 ? `, ${variant.join(', ')}` : ''}`,
      table(
        ['milestone', 'day', 'at', 'item state', 'subStatus', 'event', 'notes', 'source'],
        stepRows(rules.steps, variant),
      ),
    ])
    .concat(
      [
        rules.amend && `Amend until ${quoted(rules.amend.until)}: ${rules.amend.members.join(', ')}.`,
        rules.cancel && `Cancel until ${quoted(rules.cancel.until)}: ${cancelText(rules.cancel)}`,
      ].filter((text) => text !== undefined),
    );
}

/** Every set of conditions that makes a difference to the steps, one at a time; none first, where it is possible. */
function variants({ steps }: ActionRules): string[][] {
  const named = new Set(
    steps.flatMap(({ onlyWhen = [], unless = [], workingDaysWhen = {} }) => [
      ...onlyWhen,
      ...unless,
      ...Object.keys(workingDaysWhen),
    ]),
  );
  const exclusive = ['visit', 'remote'].filter((one) => named.has(one));
  const others = [...named].filter((one) => !exclusive.includes(one)).map((one) => [one]);
  return exclusive.length > 0 ? exclusive.map((one) => [one]) : [[], ...others];
}

function stepRows(steps: readonly JourneyStep[], variant: readonly string[]): string[][] {
  let day = 0;
  return steps
    .filter(
      ({ onlyWhen = [], unless = [] }) =>
        onlyWhen.every((one) => variant.includes(one)) && !unless.some((one) => variant.includes(one)),
    )
    .map((step) => {
      const special = Object.entries(step.workingDaysWhen ?? {}).find(([when]) => variant.includes(when))?.[1];
      day += special ?? step.workingDays ?? 0;
      return [
        step.milestone ?? '',
        String(day),
        timeOf(step),
        step.state ?? '',
        step.title,
        eventOf(step),
        notesOf(step),
        step.source,
      ];
    });
}

const timeOf = ({ at, minutes }: JourneyStep) => at ?? (minutes === undefined ? 'at once' : `+${minutes} min`);
const eventOf = ({ event }: JourneyStep) => (event === 'create' ? 'Create' : event === 'none' ? '' : 'StateChange');

function notesOf(step: JourneyStep): string {
  return [
    step.checks && 'taken on, or the order is rejected',
    step.commits && 'contractual date is set',
    step.waitsForRequiredDate && 'waits for a later required date',
    step.on && 'on the day of the appointment',
    step.waitsFor && `pending until its ${step.waitsFor} ${step.waitsFor === 'pair' ? 'is' : 'are'} ready`,
    step.raises && `open action ${step.raises}`,
    step.because,
    step.error && `error ${step.error.code}`,
  ]
    .filter((note) => note)
    .join('; ');
}

function setbackRow({
  id,
  title,
  actions,
  onlyWhen,
  after,
  before,
  steps = [],
  rejects,
  refusesCancel,
  source,
}: Setback): string[] {
  const where = rejects
    ? 'when checked'
    : refusesCancel
      ? 'when a cancellation is assessed'
      : after
        ? `after ${quoted(after)}`
        : `before ${quoted(before ?? '')}`;
  const what = steps
    .map(
      (step) =>
        `${step.workingDays ? `+${step.workingDays} ` : ''}${step.state ?? ''} "${step.title}"${step.raises ? ` (${step.raises})` : ''}`,
    )
    .join(' → ');
  const only = onlyWhen ? ` (${onlyWhen.join(', ')})` : '';
  return [
    `\`${id}\`<br>${title}`,
    actions.join(', ') + only,
    where,
    what || `rejected: ${(rejects ?? refusesCancel)?.reason}`.replace('rejected: Cancellation', 'cancellation'),
    source,
  ];
}

function openActionRow({ kind, title, who, due, answers, silence }: OpenActionRules): string[] {
  const days = 'days' in due ? `${due.days} days` : `${due.workingDays} working days`;
  const outcome = (one: { outcome: string; workingDays?: number }) =>
    `${one.outcome}${one.workingDays ? ` +${one.workingDays}` : ''}`;
  return [
    `\`${kind}\`<br>${title}`,
    who,
    days,
    answers.map((one) => `${one.answer}: ${outcome(one)}`).join('<br>'),
    outcome(silence),
  ];
}

function cancelText({ charges }: NonNullable<ActionRules['cancel']>): string {
  if (charges.length === 0) return 'no charges.';
  return `charges ${charges.map(({ from, category, amount }) => `£${amount} ${category} from "${from}"`).join(', ')}.`;
}

const quoted = (steps: string | readonly string[]) =>
  [steps]
    .flat()
    .map((one) => `"${one}"`)
    .join(' or ');
const capital = (text: string) => text[0]?.toUpperCase() + text.slice(1);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
