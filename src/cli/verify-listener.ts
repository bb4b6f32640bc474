import { writeFileSync } from 'node:fs';
import { listenerAuthForms, parseListenerAuth } from '../contracts/listener-auth.ts';
import {
  type ListenerReport,
  listenerExitCode,
  listenerJson,
  listenerJunit,
  listenerSummary,
  listenerText,
} from '../contracts/listener-report.ts';
import { verifyListener } from '../contracts/verify-listener.ts';
import { command } from './command.ts';
import { UsageError } from './exit.ts';
import { printable, say } from './print.ts';
import { mustBeUrl } from './server-options.ts';

const forms: { readonly [form: string]: (report: ListenerReport) => string } = {
  text: listenerText,
  json: listenerJson,
  junit: listenerJunit,
};

interface Reporter {
  readonly form: string;
  /** stdout without it. */
  readonly file: string | undefined;
}

/** `verify-listener URL`: exit code 1 when a check failed. */
export const verifyListenerCommand = command(
  'verify-listener <url>',
  'Drive your own callback listener through every notification and every delivery fault',
  (yargs) =>
    yargs
      .positional('url', { type: 'string', demandOption: true, describe: 'Where notifications are POSTed' })
      .option('auth', { type: 'string', default: 'none', describe: `Credentials: ${listenerAuthForms.join(' | ')}` })
      .option('probe', {
        type: 'string',
        describe: 'URL that tells your view of an order; {orderId} or {externalId} in it',
      })
      .option('timeout', { type: 'number', default: 15, describe: 'Seconds for one delivery' })
      .option('seed', { type: 'string', default: 'verify-listener' })
      .option('reporter', { type: 'string', default: 'text', describe: 'text, json, junit; each also as FORM=FILE' })
      .option('json', { type: 'boolean', default: false, describe: 'The same as --reporter json' })
      .example('$0 verify-listener http://localhost:3000/hook --reporter text,junit=listener.xml', ''),
  async ({ url, auth: given, probe, timeout, seed, reporter, json }) => {
    const auth = parseListenerAuth(given);
    if (!auth) throw new UsageError(`--auth is one of ${listenerAuthForms.join(', ')}`);
    mustBeUrl('The listener', url);
    if (!(timeout > 0)) throw new UsageError('--timeout is a number of seconds above 0');
    const reporters = readReporters(json ? 'json' : reporter);
    const report = await verifyListener({
      url,
      auth,
      seed,
      timeoutMs: timeout * 1000,
      ...(probe === undefined ? {} : { probeUrl: probe }),
      progress: (what) => process.stderr.write(`… ${what}\n`),
    });
    for (const one of reporters) write(report, one);
    const written = writtenText(report, reporters);
    if (written !== undefined) say(written);
    process.exitCode = listenerExitCode(report);
  },
);

/** What a report that went into a file says; undefined: none did. */
export function writtenText(report: ListenerReport, reporters: readonly Reporter[]): string | undefined {
  const files = reporters.flatMap(({ file }) => (file === undefined ? [] : [file]));
  return files.length === 0 ? undefined : `${listenerSummary(report)}; written to ${files.join(', ')}`;
}

function readReporters(text: string): readonly Reporter[] {
  const reporters = text.split(',').map((one) => {
    const equals = one.indexOf('=');
    return equals < 0
      ? { form: one.trim(), file: undefined }
      : { form: one.slice(0, equals).trim(), file: one.slice(equals + 1) };
  });
  for (const { form } of reporters) {
    if (!Object.hasOwn(forms, form)) throw new UsageError(`--reporter "${form}" is not known; use text, json, junit`);
  }
  return reporters;
}

function write(report: ListenerReport, { form, file }: Reporter): void {
  const text = (forms[form] as (report: ListenerReport) => string)(report);
  if (file !== undefined) writeFileSync(file, text);
  // What the listener answered may hold anything: a terminal gets it without control characters.
  else process.stdout.write(form === 'text' ? text.split('\n').map(printable).join('\n') : text);
}
