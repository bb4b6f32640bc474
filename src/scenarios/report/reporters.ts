import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RunResult } from '../result.ts';
import { githubAnnotations, githubSummary } from './github.ts';
import { htmlReport } from './html.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { textReport } from './text.ts';

/** A report that was asked for, as in `--reporter text,json=out.json`. Without a file it goes to stdout. */
export interface Reporter {
  readonly kind: ReporterKind;
  readonly file?: string;
}

export const reporterKinds = ['text', 'json', 'junit', 'github', 'html'] as const;
export type ReporterKind = (typeof reporterKinds)[number];

/**
 * What `--reporter` asks for; a text when it names none that can be read without a file. In GitHub Actions annotations come
 * by themselves. A fault is said in a sentence.
 */
export function readReporters(
  asked: string | undefined,
  env: { readonly [name: string]: string | undefined },
): readonly Reporter[] | { readonly fault: string } {
  const reporters: Reporter[] = [];
  for (const word of (asked ?? 'text').split(',').filter((each) => each.trim() !== '')) {
    const mark = word.indexOf('=');
    const kind = (mark < 0 ? word : word.slice(0, mark)).trim();
    const file = mark < 0 ? undefined : word.slice(mark + 1).trim();
    if (!isKind(kind)) return { fault: `--reporter ${kind} is not known; use ${reporterKinds.join(', ')}` };
    if (kind === 'html' && !file) return { fault: '--reporter html needs a file: html=report.html' };
    if (file === '') return { fault: `--reporter ${kind}= needs a file` };
    reporters.push({ kind, ...(file === undefined ? {} : { file }) });
  }
  if (env.GITHUB_ACTIONS === 'true' && !reporters.some(({ kind }) => kind === 'github')) {
    reporters.push({ kind: 'github' });
  }
  return reporters;
}

const isKind = (kind: string): kind is ReporterKind => reporterKinds.some((one) => one === kind);

export interface ReportTo {
  /** Where reports without a file go. */
  readonly write: (text: string) => void;
  readonly colour?: boolean;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Writes each report; folders on the way to a file are made. */
export function writeReports(result: RunResult, reporters: readonly Reporter[], to: ReportTo): void {
  for (const { kind, file } of reporters) {
    const text = render(result, kind, file === undefined && to.colour === true);
    if (file === undefined) to.write(text);
    else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    if (kind === 'github' && to.env.GITHUB_STEP_SUMMARY) {
      appendFileSync(to.env.GITHUB_STEP_SUMMARY, githubSummary(result));
    }
  }
}

function render(result: RunResult, kind: ReporterKind, colour: boolean): string {
  switch (kind) {
    case 'text':
      return textReport(result, { colour });
    case 'json':
      return jsonReport(result);
    case 'junit':
      return junitReport(result);
    case 'github':
      return githubAnnotations(result);
    case 'html':
      return htmlReport(result);
  }
}
