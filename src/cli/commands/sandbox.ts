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
  'Empty a sandbox; its id and credentials stay',
  (yargs: Argv) =>
    serverOptions(yargs)
      .example('$0 reset', 'the default sandbox is as new')
      .example('$0 reset --sandbox ci-42', 'another one is'),
  async (args) => {
    const client = controlClientOf(args);
    const sandbox = await client.post<SandboxSummary>('~/reset');
    printData(sandbox, args.json, () => [`sandbox ${sandbox.id} is empty again, at ${sandbox.now}`]);
  },
);

export const sandboxCommand = defineCommand(
  'sandbox <action> [id]',
  'Sandboxes of a running server: create, list, delete',
  (yargs) =>
    serverOptions(yargs)
      .positional('action', { choices: ['create', 'list', 'delete'] as const, demandOption: true })
      .positional('id', { type: 'string', describe: 'Id of the sandbox' })
      .option('seed', { type: 'string' })
      .option('now', { type: 'string', describe: 'Virtual start' })
      .option('callback', { type: 'string', describe: 'URL of the callback listener' })
      .option('from', { type: 'string', describe: 'Fork this sandbox' })
      .option('scenario', { type: 'string', describe: 'Scenario to prepare' })
      .example('$0 sandbox create ci-42 --seed checkout', 'one for a CI job'),
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
      printData({ id: args.id, deleted: true }, args.json, () => [`sandbox ${args.id} is gone`]);
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
  'A whole sandbox as one JSON file: save, load',
  (yargs: Argv) =>
    serverOptions(yargs)
      .positional('action', { choices: ['save', 'load'] as const, demandOption: true })
      .positional('file', { type: 'string', demandOption: true })
      .example('$0 state save before.json', 'keep the whole world in a file')
      .example('$0 state load before.json', 'and have it again'),
  async (args) => {
    const client = controlClientOf(args);
    if (args.action === 'save') {
      const state = await client.get('~/state');
      writeFileSync(args.file, `${JSON.stringify(state, null, 2)}\n`);
      printData({ id: client.sandbox, file: args.file }, args.json, () => [
        `sandbox ${client.sandbox} is saved in ${args.file}`,
      ]);
      return;
    }
    const loaded = await client.call<SandboxSummary>('PUT', '~/state', readStateFile(args.file));
    printData(loaded, args.json, () => [`sandbox ${client.sandbox} is as saved in ${args.file}`]);
  },
);

function readStateFile(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${(error as Error).message}`, { cause: error });
  }
}
