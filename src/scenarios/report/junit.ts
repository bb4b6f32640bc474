import { type CaseResult, countOutcomes, type RunResult } from './run-result.ts';
import { formatDifference, groupCases } from './text.ts';

/**
 * The report as JUnit XML for CI servers: one suite per group. It has no durations, because they are wall time, and the
 * same seed gives the same bytes.
 */
export function junitReport(result: RunResult): string {
  const { passed, failed, skipped } = countOutcomes(result);
  const problems = result.problems ?? [];
  const tests = passed + failed + skipped + problems.length;
  const suites = groupCases(result).map(([group, cases]) => testSuite(group ?? result.title, cases));
  if (problems.length > 0) suites.push(problemSuite(result.title, problems));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: result.title, tests, failures: failed + problems.length, skipped, time: 0 })}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function testSuite(name: string, cases: readonly CaseResult[]): string {
  const count = (outcome: string) => cases.filter((testCase) => testCase.outcome === outcome).length;
  const head = { name, tests: cases.length, failures: count('failed'), skipped: count('skipped'), time: 0 };
  return [`  <testsuite${xmlAttributes(head)}>`, ...cases.map((one) => testCase(name, one)), '  </testsuite>'].join(
    '\n',
  );
}

function testCase(group: string, one: CaseResult): string {
  const { title, name, outcome, message = '', file, line } = one;
  const head = xmlAttributes({ name: title, classname: `${group}.${name}`, file, line, time: 0 });
  if (outcome === 'passed') return `    <testcase${head}/>`;
  if (outcome === 'skipped') return `    <testcase${head}><skipped${xmlAttributes({ message })}/></testcase>`;
  return `    <testcase${head}><failure${xmlAttributes({ message })}>${escapeXml(failureDetails(one))}</failure></testcase>`;
}

function failureDetails({ steps, rerunCommand }: CaseResult): string {
  const lines = steps
    .filter(({ outcome }) => outcome === 'failed')
    .flatMap((step) => [
      step.text,
      ...(step.message === undefined ? [] : [`  ${step.message}`]),
      ...step.differences.flatMap((difference) => formatDifference(difference).map((line) => line.slice(8))),
    ]);
  return [...lines, ...(rerunCommand === undefined ? [] : [`rerun: ${rerunCommand}`])].join('\n');
}

function problemSuite(title: string, problems: readonly string[]): string {
  const cases = problems.map(
    (problem) =>
      `    <testcase${xmlAttributes({ name: title, classname: title, time: 0 })}><failure${xmlAttributes({ message: problem })}/></testcase>`,
  );
  const head = xmlAttributes({ name: title, tests: problems.length, failures: problems.length, skipped: 0, time: 0 });
  return [`  <testsuite${head}>`, ...cases, '  </testsuite>'].join('\n');
}

function xmlAttributes(members: { readonly [name: string]: string | number | undefined }): string {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`,
    )
    .join('');
}

/** XML 1.0 cannot contain most control characters, not even as references. */
function escapeXml(value: string): string {
  return value
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
