import { requestText, type ToldRequest, whyText } from '../mock/runtime/journal/request-text.ts';
import { command } from './command.ts';
import { UsageError } from './exit.ts';
import { columns, printData, say } from './print.ts';
import { clientOf, serverOptions } from './server-options.ts';

interface Page {
  readonly items: readonly ToldRequest[];
  readonly total: number;
}

const mostRows = 1000;

/** The journal in a terminal: what was asked, what was answered, and why. */
export const requestsCommand = command(
  'requests [id]',
  'The journal: list the newest requests, or say why one was answered as it was',
  (yargs) =>
    serverOptions(yargs)
      .positional('id', { type: 'string', describe: 'Id of the request, such as req_11' })
      .option('status', { type: 'string', describe: 'Only these: 404, 4xx, refused' })
      .option('last', { type: 'number', default: 20, requiresArg: true, describe: 'How many of the newest' })
      .example('$0 requests --status refused', 'what was refused, and the first reason')
      .example('$0 requests req_11', 'every fault, rule and note of one, and both bodies'),
  async (args) => {
    const client = clientOf(args);
    if (args.id !== undefined) {
      const one = await client.get<ToldRequest>(`~/requests/${encodeURIComponent(args.id)}`);
      printData(one, args.json, () => requestText(one));
      return;
    }
    if (!Number.isSafeInteger(args.last) || args.last < 1 || args.last > mostRows)
      throw new UsageError(`--last takes a whole number from 1 to ${mostRows}`);
    const status = args.status === undefined ? '' : `status=${encodeURIComponent(args.status)}&`;
    const { total } = await client.get<Page>(`~/requests?${status}limit=1`);
    const offset = Math.max(0, total - args.last);
    const page = await client.get<Page>(`~/requests?${status}offset=${offset}&limit=${args.last}`);
    printData(page, args.json, () => columns(page.items.map(row)));
    if (page.items.length === 0 && !args.json) say('There is no such request in the journal');
  },
);

function row({ id, at, method, path, status, operationId = '-', why = [], nearMisses = [] }: ToldRequest): string[] {
  const [first, ...others] = [...why.map(whyText), ...nearMisses.map((one) => `near: ${one.method} ${one.path}`)];
  const more = others.length === 0 ? '' : `; ${others.length} more`;
  return [id, at, method, path, String(status), operationId, first === undefined ? '' : `${first}${more}`];
}
