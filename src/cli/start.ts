import type { CommandModule } from 'yargs';
import { serve } from '../mock/http/serve.ts';
import type { SandboxRequest } from '../mock/runtime/sandboxes.ts';
import { defaultStart } from '../mock/runtime/sandboxes.ts';
import { banner, readyLine } from './banner.ts';

interface StartArguments {
  readonly port: number | undefined;
  readonly host: string;
  readonly seed: string;
  readonly callback: string | undefined;
  readonly json: boolean;
}

/** Not a secret: the sandbox listens on loopback, and a client is configured once. */
export const defaultCredentials = { clientId: 'etherbox-default', clientSecret: 'dev-secret-default' };
export const defaultPort = 4480;

export const startCommand: CommandModule<object, StartArguments> = {
  command: 'start',
  describe: 'Start the sandbox server',
  builder: (yargs) =>
    yargs
      .option('port', { type: 'number', describe: `Port to listen on (default ${defaultPort}; 0 = any free one)` })
      .option('host', { type: 'string', default: '127.0.0.1', describe: 'Address to listen on' })
      .option('seed', {
        type: 'string',
        default: 'default',
        describe: 'Decides ids and everything else that could differ',
      })
      .option('callback', { type: 'string', describe: 'URL of your callback listener (default: the built-in inbox)' })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'One JSON line on stdout when ready, nothing else',
      }) as never,
  handler: start,
};

async function start(args: StartArguments): Promise<void> {
  const first: SandboxRequest & { id: string } = {
    id: 'default',
    seed: args.seed,
    now: defaultStart,
    ...defaultCredentials,
    callback: args.callback === undefined ? null : { url: args.callback },
  };
  const serving = await serve({ host: args.host, port: args.port ?? defaultPort, first });
  const live = serving.sandboxes.mustGet('default');
  if (args.json) process.stdout.write(`${readyLine(serving, live)}\n`);
  else process.stderr.write(banner(serving, live));
  const stop = async () => {
    await serving.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
