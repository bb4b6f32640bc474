import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { alignColumns, printData, printNotice } from '#cli/output/print';

interface OpenActionSummary {
  readonly id: string;
  readonly orderId: string;
  readonly kind: string;
  readonly state: string;
  readonly due?: string;
  readonly answers?: readonly string[];
  readonly default?: string;
}

export const answerCommand = defineCommand(
  'answer [id] [answer]',
  'Open actions: list them, or answer one as the customer would',
  (yargs) =>
    serverOptions(yargs)
      .positional('id', { type: 'string', describe: 'Id of the open action' })
      .positional('answer', { type: 'string', describe: 'accept, decline, confirm, … as listed' })
      .option('with', { type: 'string', describe: 'More members of the answer, as JSON' })
      .example('$0 answer', 'what waits for an answer')
      .example('$0 answer OA42712250 accept', 'accept'),
  async (args) => {
    const client = controlClientOf(args);
    if (args.id === undefined) {
      const list = await client.get<{ items: readonly OpenActionSummary[] }>('~/open-actions?state=open');
      printData(list, args.json, () => alignColumns(list.items.map(openActionRow)));
      if (list.items.length === 0 && !args.json) printNotice('Nothing waits for an answer of the customer');
      return;
    }
    if (args.answer === undefined)
      throw new UsageError('Name the answer: etherbox answer ID ANSWER (etherbox answer lists them)');
    const body = { answer: args.answer, ...readAnswerMembers(args.with) };
    const answered = await client.post<OpenActionSummary>(`~/open-actions/${encodeURIComponent(args.id)}/answer`, body);
    printData(answered, args.json, () => alignColumns([openActionRow(answered)]));
  },
);

function openActionRow({
  id,
  orderId,
  kind,
  state,
  due = '',
  answers = [],
  default: defaultAnswer = '',
}: OpenActionSummary): string[] {
  return [
    id,
    orderId,
    kind,
    state,
    due && `due ${due}`,
    answers.join(' | '),
    defaultAnswer && `otherwise: ${defaultAnswer}`,
  ];
}

function readAnswerMembers(text: string | undefined): object {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // The error below names the expected members.
  }
  throw new UsageError(`--with is not a JSON object; for example --with '{"note":"gate code 1234"}'`);
}
