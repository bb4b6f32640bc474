import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { alignColumns, printData, printNotice } from '#cli/output/print';
import type { ListPage } from '#http/control/control-client';
import { formatRequest, formatViolation, type RequestDetails } from '#runtime/journal/request-text';

const maxRows = 1000;

/** The journal in a terminal: requests, answers and reasons. */
export const requestsCommand = defineCommand(
  'requests [id]',
  'List the newest requests of the journal, or explain one',
  (yargs) =>
    serverOptions(yargs)
      .positional('id', { type: 'string', describe: 'Id of the request, such as req_11' })
      .option('status', { type: 'string', describe: 'Status of the requests listed: 404, 4xx or refused' })
      .option('last', { type: 'number', default: 20, requiresArg: true, describe: 'Number of requests listed' })
      .example('$0 requests --status refused', 'list what was refused, with the first reason')
      .example('$0 requests req_11', 'show every violation, note and body of one'),
  async (args) => {
    const client = controlClientOf(args);
    if (args.id !== undefined) {
      const one = await client.get<RequestDetails>(`~/requests/${encodeURIComponent(args.id)}`);
      printData(one, args.json, () => formatRequest(one));
      return;
    }
    if (!Number.isSafeInteger(args.last) || args.last < 1 || args.last > maxRows)
      throw new UsageError(`--last takes a whole number from 1 to ${maxRows}`);
    const status = args.status === undefined ? '' : `status=${encodeURIComponent(args.status)}&`;
    const { total } = await client.get<ListPage<RequestDetails>>(`~/requests?${status}limit=1`);
    const offset = Math.max(0, total - args.last);
    const page = await client.get<ListPage<RequestDetails>>(`~/requests?${status}offset=${offset}&limit=${args.last}`);
    printData(page, args.json, () => alignColumns(page.items.map(requestCells)));
    if (page.items.length === 0 && !args.json) printNotice('The journal has no matching request');
  },
);

function requestCells({
  id,
  at,
  method,
  path,
  status,
  operationId = '-',
  why = [],
  nearMisses = [],
}: RequestDetails): string[] {
  const [first, ...others] = [
    ...why.map(formatViolation),
    ...nearMisses.map((one) => `near miss: ${one.method} ${one.path}`),
  ];
  const more = others.length === 0 ? '' : `; ${others.length} more`;
  return [id, at, method, path, String(status), operationId, first === undefined ? '' : `${first}${more}`];
}
