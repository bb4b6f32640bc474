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
  'List the open actions, or answer one as the customer would',
  (yargs) =>
    serverOptions(yargs)
      .positional('id', { type: 'string', describe: 'Id of the open action' })
      .positional('answer', { type: 'string', describe: 'Answer, such as accept, decline or confirm' })
      .option('members', { type: 'string', describe: 'More members of the answer, as a JSON object' })
      .option('with', { type: 'string', hidden: true })
      .example('$0 answer', 'list what waits for an answer')
      .example('$0 answer OA42712250 accept', 'accept the charges')
      .example(`$0 answer OA42712250 confirm --members '{"note":"gate code 1234"}'`, 'answer with a note'),
  async (args) => {
    if (args.with !== undefined)
      throw new UsageError('--with is now --members: etherbox answer ID ANSWER --members JSON');
    const client = controlClientOf(args);
    if (args.id === undefined) {
      const list = await client.get<{ items: readonly OpenActionSummary[] }>('~/open-actions?state=open');
      printData(list, args.json, () => alignColumns(list.items.map(openActionRow)));
      if (list.items.length === 0 && !args.json) printNotice('No open action waits for the customer');
      return;
    }
    if (args.answer === undefined)
      throw new UsageError('Name the answer: etherbox answer ID ANSWER (etherbox answer lists the choices)');
    const body = { answer: args.answer, ...readAnswerMembers(args.members) };
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
  throw new UsageError(`--members is not a JSON object; for example --members '{"note":"gate code 1234"}'`);
}
