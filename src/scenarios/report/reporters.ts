import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { githubAnnotations, githubSummary } from './github.ts';
import { htmlReport } from './html.ts';
import { junitReport } from './junit.ts';
import { countOutcomes, hasFailed, type RunResult } from './run-result.ts';
import { textReport } from './text.ts';

/** A requested report, as in `--reporter text,json=out.json`. Without a file it goes to stdout. */
export interface ReportTarget {
  readonly kind: ReportKind;
  readonly file?: string;
}

export const reportKinds = ['text', 'json', 'junit', 'github', 'html'] as const;
export type ReportKind = (typeof reportKinds)[number];

/**
 * The reports that `--reporter` requests; default `text`. In GitHub Actions annotations are added. `problem` is a
 * sentence about a value that cannot be used.
 */
export function parseReportTargets(
  option: string | undefined,
  env: { readonly [name: string]: string | undefined },
): readonly ReportTarget[] | { readonly problem: string } {
  const reporters: ReportTarget[] = [];
  for (const part of (option ?? 'text').split(',').filter((each) => each.trim() !== '')) {
    const separatorIndex = part.indexOf('=');
    const kind = (separatorIndex < 0 ? part : part.slice(0, separatorIndex)).trim();
    const file = separatorIndex < 0 ? undefined : part.slice(separatorIndex + 1).trim();
    if (!isReportKind(kind)) return { problem: `--reporter ${kind} is not known; use ${reportKinds.join(', ')}` };
    if (kind === 'html' && !file) return { problem: '--reporter html needs a file: html=report.html' };
    if (file === '') return { problem: `--reporter ${kind}= needs a file` };
    reporters.push({ kind, ...(file === undefined ? {} : { file }) });
  }
  if (env.GITHUB_ACTIONS === 'true' && !reporters.some(({ kind }) => kind === 'github')) {
    reporters.push({ kind: 'github' });
  }
  return reporters;
}

const isReportKind = (kind: string): kind is ReportKind => reportKinds.some((reportKind) => reportKind === kind);

export interface ReportOutput {
  /** Receives reports without a file. */
  readonly write: (text: string) => void;
  readonly colour?: boolean;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Writes each report; creates missing folders. */
export function writeReports(result: RunResult, reporters: readonly ReportTarget[], to: ReportOutput): void {
  for (const { kind, file } of reporters) {
    const text = renderReport(result, kind, file === undefined && to.colour === true);
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

function renderReport(result: RunResult, kind: ReportKind, colour: boolean): string {
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

/** The complete report for programs: a run-result.ts value with a summary before it. */
export function jsonReport(result: RunResult): string {
  const summary = { passed: !hasFailed(result), counts: countOutcomes(result) };
  return `${JSON.stringify({ ...summary, ...result }, null, 2)}\n`;
}
