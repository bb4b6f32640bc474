import type { Argv } from 'yargs';
import { ControlClient } from '../mock/http/control-client.ts';
import { defaultPort } from './start-options.ts';

/** What every command that talks to a running server takes. */
export interface ServerArguments {
  readonly baseUrl?: string | undefined;
  readonly sandbox: string;
  readonly controlToken?: string | undefined;
  readonly json: boolean;
}

export function serverOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('base-url', {
      type: 'string',
      describe: `Server (default: ETHERBOX_URL, else http://127.0.0.1:${defaultPort})`,
    })
    .option('sandbox', { type: 'string', default: 'default', describe: 'Id of the sandbox' })
    .option('control-token', {
      type: 'string',
      describe: 'Secret of the control API (default: ETHERBOX_CONTROL_TOKEN)',
    })
    .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' });
}

export function clientOf(args: ServerArguments, env: NodeJS.ProcessEnv = process.env): ControlClient {
  return new ControlClient({
    baseUrl: args.baseUrl ?? env.ETHERBOX_URL ?? `http://127.0.0.1:${defaultPort}`,
    sandbox: args.sandbox,
    controlToken: args.controlToken ?? env.ETHERBOX_CONTROL_TOKEN,
  });
}
