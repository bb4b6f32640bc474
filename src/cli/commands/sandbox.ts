import { readFileSync, writeFileSync } from 'node:fs';
import type { Argv } from 'yargs';
import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { alignColumns, printData } from '#cli/output/print';
import type { Json } from '#domain/core/json';

interface SandboxSummary {
  readonly id: string;
  readonly seed: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly duns: string;
  readonly now: string;
  readonly callback: { readonly url: string } | null;
}

export const resetCommand = defineCommand(
  'reset',
  'Reset a sandbox to its initial state; id and credentials stay',
  (yargs: Argv) =>
    serverOptions(yargs)
      .example('$0 reset', 'reset the default sandbox')
      .example('$0 reset --sandbox ci-42', 'reset another sandbox'),
  async (args) => {
    const client = controlClientOf(args);
    const sandbox = await client.post<SandboxSummary>('~/reset');
    printData(sandbox, args.json, () => [`sandbox ${sandbox.id} is reset; its clock is at ${sandbox.now}`]);
  },
);

export const sandboxCommand = defineCommand(
  'sandbox <action> [id]',
  'Create, list or delete sandboxes of a running server',
  (yargs) =>
    serverOptions(yargs)
      .positional('action', { choices: ['create', 'list', 'delete'] as const, demandOption: true, describe: 'Action' })
      .positional('id', { type: 'string', describe: 'Id of the sandbox' })
      .option('seed', { type: 'string', describe: 'Seed for ids and every other value that varies' })
      .option('now', {
        type: 'string',
        describe:
          'Virtual start: an instant, a date, or today (09:00 London of it); not with --from (default 2026-01-05T09:00:00Z)',
      })
      .option('callback', { type: 'string', describe: 'URL of your callback listener (default: the built-in inbox)' })
      .option('from', { type: 'string', describe: 'Id of a sandbox to fork' })
      .option('scenario', { type: 'string', describe: 'Name of a library scenario to prepare' })
      .example('$0 sandbox create ci-42 --seed checkout', 'create a sandbox for a CI job'),
  async (args) => {
    const client = controlClientOf(args);
    if (args.action === 'list') {
      const list = await client.get<{ items: readonly SandboxSummary[] }>('/sandboxes');
      printData(list, args.json, () =>
        alignColumns(
          list.items.map(({ id, clientId, duns, now, callback }) => [
            id,
            clientId,
            duns,
            now,
            callback?.url ?? 'inbox',
          ]),
        ),
      );
      return;
    }
    if (args.action === 'delete') {
      if (args.id === undefined) throw new UsageError('Name the sandbox: etherbox sandbox delete ID');
      await client.call('DELETE', `/sandboxes/${encodeURIComponent(args.id)}`);
      printData({ id: args.id, deleted: true }, args.json, () => [`sandbox ${args.id} is deleted`]);
      return;
    }
    const { id, seed, now, from, scenario } = args;
    const requested = { id, seed, now, from, scenario, ...(args.callback ? { callback: { url: args.callback } } : {}) };
    const createdSandbox = await client.post<SandboxSummary>(
      '/sandboxes',
      Object.fromEntries(Object.entries(requested).filter(([, value]) => value !== undefined)),
    );
    printData(createdSandbox, args.json, () =>
      alignColumns([
        ['id', createdSandbox.id],
        ['client', createdSandbox.clientId],
        ['secret', createdSandbox.clientSecret ?? ''],
        ['DUNS', createdSandbox.duns],
        ['now', createdSandbox.now],
      ]),
    );
  },
);

export const stateCommand = defineCommand(
  'state <action> <file>',
  'Save a sandbox to a JSON file, or load it from one',
  (yargs: Argv) =>
    serverOptions(yargs)
      .positional('action', { choices: ['save', 'load'] as const, demandOption: true, describe: 'Action' })
      .positional('file', { type: 'string', demandOption: true, describe: 'JSON file' })
      .example('$0 state save before.json', 'save the default sandbox')
      .example('$0 state load before.json', 'restore it'),
  async (args) => {
    const client = controlClientOf(args);
    if (args.action === 'save') {
      const state = await client.get('~/state');
      writeFileSync(args.file, `${JSON.stringify(state, null, 2)}\n`);
      printData({ id: client.sandbox, file: args.file }, args.json, () => [
        `sandbox ${client.sandbox} is saved to ${args.file}`,
      ]);
      return;
    }
    const loaded = await client.call<SandboxSummary>('PUT', '~/state', readStateFile(args.file));
    printData(loaded, args.json, () => [`sandbox ${client.sandbox} is restored from ${args.file}`]);
  },
);

function readStateFile(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}
