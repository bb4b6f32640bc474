import type { Argv } from 'yargs';
import { ControlClient } from '#http/control/control-client';
import { UsageError } from './exit-codes.ts';
import { defaultPort } from './start-options.ts';

/** The options of every command that talks to a running server. */
export interface ServerArguments {
  readonly baseUrl?: string | undefined;
  readonly sandbox: string;
  readonly controlToken?: string | undefined;
  readonly json: boolean;
}

/** Adds the options that choose the server and the sandbox. */
export function serverOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('base-url', {
      type: 'string',
      describe: `URL of the server (default: ETHERBOX_URL, else http://127.0.0.1:${defaultPort})`,
    })
    .option('sandbox', { type: 'string', default: 'default', describe: 'Id of the sandbox' })
    .option('control-token', {
      type: 'string',
      describe: 'Token for the control API (default: ETHERBOX_CONTROL_TOKEN)',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Print JSON on stdout' });
}

/** The control client for the chosen server and sandbox. */
export function controlClientOf(args: ServerArguments, env: NodeJS.ProcessEnv = process.env): ControlClient {
  return new ControlClient({
    baseUrl: baseUrlOf(args, env),
    sandbox: args.sandbox,
    controlToken: args.controlToken ?? env.ETHERBOX_CONTROL_TOKEN,
  });
}

function baseUrlOf({ baseUrl }: ServerArguments, env: NodeJS.ProcessEnv): string {
  const given = baseUrl ?? env.ETHERBOX_URL;
  if (given === undefined) return `http://127.0.0.1:${defaultPort}`;
  return requireHttpUrl(baseUrl === undefined ? 'ETHERBOX_URL' : '--base-url', given);
}

/** `localhost:4480` also parses as a URL, with the scheme `localhost`. */
export function requireHttpUrl(name: string, text: string): string {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return text;
  const whole = `http://${text}`;
  const hint = /:\/\//.test(text) || !URL.canParse(whole) ? 'such as http://localhost:4480' : `: ${whole}`;
  throw new UsageError(`${name} is "${text}"; use an http or https URL${hint.startsWith(':') ? hint : ` ${hint}`}`);
}
