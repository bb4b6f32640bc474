import { writeFileSync } from 'node:fs';
import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';
import { requireHttpUrl } from '#cli/options/server-options';
import { printNotice } from '#cli/output/print';
import { listenerAuthForms, parseListenerAuth } from '#contracts/listener/listener-auth';
import {
  formatListenerReport,
  type ListenerReport,
  listenerExitCode,
  listenerReportJson,
  listenerReportJunit,
  summarizeListenerReport,
} from '#contracts/listener/listener-report';
import { verifyListener } from '#contracts/listener/verify-listener';
import { escapeControlCharacters } from '#domain/core/printable';

const reportFormats: { readonly [form: string]: (report: ListenerReport) => string } = {
  text: formatListenerReport,
  json: listenerReportJson,
  junit: listenerReportJunit,
};

interface ListenerReporter {
  readonly format: string;
  /** Undefined: stdout. */
  readonly file: string | undefined;
}

/** `verify-listener URL`; exits with 1 when a check failed. */
export const verifyListenerCommand = defineCommand(
  'verify-listener <url>',
  'Test your callback listener with every notification and every delivery fault',
  (yargs) =>
    yargs
      .positional('url', { type: 'string', demandOption: true, describe: 'URL of your listener' })
      .option('auth', {
        type: 'string',
        default: 'none',
        describe: `Credentials of the listener: ${listenerAuthForms.join(' | ')}`,
      })
      .option('probe', {
        type: 'string',
        describe: 'URL that returns your view of an order; contains {orderId} or {externalId}',
      })
      .option('timeout', { type: 'number', default: 15, describe: 'Seconds allowed for one delivery' })
      .option('seed', {
        type: 'string',
        default: 'verify-listener',
        describe: 'Seed for ids and every other value that varies',
      })
      .option('reporter', {
        type: 'string',
        default: 'text',
        describe: 'Reports to write: text, json, junit; to a file: junit=FILE',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON on stdout, as --reporter json does' })
      .example(
        '$0 verify-listener http://localhost:3000/hook --reporter text,junit=listener.xml',
        'test a listener, for CI',
      ),
  async ({ url, auth: given, probe, timeout, seed, reporter, json }) => {
    const auth = parseListenerAuth(given);
    if (!auth) throw new UsageError(`--auth takes one of ${listenerAuthForms.join(', ')}`);
    requireHttpUrl('The listener', url);
    if (!(timeout > 0)) throw new UsageError('--timeout takes a number of seconds above 0');
    const reporters = readListenerReporters(json ? 'json' : reporter);
    const report = await verifyListener({
      url,
      auth,
      seed,
      timeoutMs: timeout * 1000,
      ...(probe === undefined ? {} : { probeUrl: probe }),
      progress: (what) => process.stderr.write(`… ${what}\n`),
    });
    for (const one of reporters) writeListenerReport(report, one);
    const written = writtenFilesText(report, reporters);
    if (written !== undefined) printNotice(written);
    process.exitCode = listenerExitCode(report);
  },
);

/** A sentence about the report files that were written; undefined when there are none. */
export function writtenFilesText(report: ListenerReport, reporters: readonly ListenerReporter[]): string | undefined {
  const files = reporters.flatMap(({ file }) => (file === undefined ? [] : [file]));
  return files.length === 0 ? undefined : `${summarizeListenerReport(report)}; written to ${files.join(', ')}`;
}

function readListenerReporters(text: string): readonly ListenerReporter[] {
  const reporters = text.split(',').map((one) => {
    const equals = one.indexOf('=');
    return equals < 0
      ? { format: one.trim(), file: undefined }
      : { format: one.slice(0, equals).trim(), file: one.slice(equals + 1) };
  });
  for (const { format } of reporters) {
    if (!Object.hasOwn(reportFormats, format))
      throw new UsageError(`--reporter "${format}" is unknown; use text, json or junit`);
  }
  return reporters;
}

function writeListenerReport(report: ListenerReport, { format, file }: ListenerReporter): void {
  const text = (reportFormats[format] as (report: ListenerReport) => string)(report);
  if (file !== undefined) writeFileSync(file, text);
  // The listener's answers may contain anything, so control characters are escaped for the terminal.
  else process.stdout.write(format === 'text' ? text.split('\n').map(escapeControlCharacters).join('\n') : text);
}
