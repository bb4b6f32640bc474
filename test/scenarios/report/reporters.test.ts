import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, serve } from '#http/serve';
import { findScenarios, UnknownScenarioError } from '#scenarios/language/find-scenarios';
import { githubAnnotations, githubSummary } from '#scenarios/report/github';
import { htmlReport } from '#scenarios/report/html';
import { junitReport } from '#scenarios/report/junit';
import { jsonReport, parseReportTargets, writeReports } from '#scenarios/report/reporters';
import type { CaseResult, RunResult } from '#scenarios/report/run-result';
import { textReport } from '#scenarios/report/text';
import { runAllScenarios } from '#scenarios/runner/run-scenario';
import { etherbox } from '../../support/server-process.ts';

const nasty = '<script>alert(1)</script>&"\'\u001b[31m\u0000]]>';
const passed: CaseResult = { name: 'good', title: 'All is well', group: 'order', outcome: 'passed', steps: [] };
const failing: CaseResult = {
  name: 'bad',
  title: `It is not: ${nasty}`,
  group: 'trouble, and more',
  outcome: 'failed',
  message: `order 1/state expected completed, got held\n${nasty}`,
  file: 'scenarios/bad.yaml',
  line: 12,
  rerunCommand: 'etherbox run scenarios/bad.yaml',
  steps: [
    { kind: 'call', text: 'call createProductOrder', outcome: 'passed', differences: [] },
    {
      kind: 'expect',
      text: 'expect order, state',
      outcome: 'failed',
      line: 12,
      differences: [
        { pointer: 'order 1/state', expected: 'completed', got: nasty },
        { pointer: 'order 1/notified', expected: `${'a'.repeat(300)}X`, got: `${'a'.repeat(300)}Y` },
        { pointer: 'order 1/nothing', expected: { a: 1 } },
      ],
    },
    { kind: 'advance', text: 'advance completion', outcome: 'skipped', message: 'not reached', differences: [] },
  ],
  requests: [{ at: '2026-01-05T09:00:00Z', method: 'POST', path: `/x?${nasty}`, status: 400, request: { a: nasty } }],
  callbacks: [],
  timelines: [{ orderId: '1', state: 'held', entries: [{ at: '2026-01-05T09:00:00Z', when: 'past', text: nasty }] }],
};
const run: RunResult = { title: 'scenarios', cases: [passed, failing] };

describe('text', () => {
  test('what passed in a line, what failed with where, why, and how to run it again', () => {
    const lines = textReport(run).split('\n');
    expect(lines.slice(0, 2)).toEqual(['order', '  ✓ All is well  good']);
    expect(lines).toContain('      scenarios/bad.yaml:12');
    expect(lines).toContain('            - expected completed');
    expect(lines).toContain('            + got      (nothing)');
    expect(lines).toContain('      rerun: etherbox run scenarios/bad.yaml');
    expect(lines.at(-2)).toBe('1 passed, 1 failed');
  });

  test('a long difference is shown around where it begins', () => {
    const line = textReport(run)
      .split('\n')
      .find((each) => each.includes('X'));
    expect(line).toMatch(/^ {12}- expected …a{40}X$/);
  });

  test('nothing that a stranger wrote reaches the terminal as a control', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(textReport(run)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    const coloured = textReport(run, { colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(coloured.replace(/\u001b\[(0|1|2|31|32)m/g, '')).toBe(textReport(run));
    expect(textReport(run)).toContain('\\u001b[31m\\u0000');
  });
});

describe('JUnit', () => {
  const xml = junitReport(run);
  test('counts, a suite per group, and the failure with its differences', () => {
    expect(xml).toContain('<testsuites name="scenarios" tests="2" failures="1" skipped="0" time="0">');
    expect(xml).toContain('<testsuite name="trouble, and more" tests="1" failures="1" skipped="0" time="0">');
    expect(xml).toContain('file="scenarios/bad.yaml" line="12"');
    expect(xml).toContain('- expected completed');
  });

  test('is well formed, whatever a text holds', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(xml).not.toMatch(/<script|\u001b|\u0000|&(?!amp;|lt;|gt;|quot;|#10;)/);
    const open: string[] = [];
    for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-z]+)(?:\s+[a-z]+="[^"<]*")*(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name as string);
    }
    expect(open).toEqual([]);
  });
});

describe('GitHub', () => {
  test('a failure stands at its line, in one line, with its separators escaped', () => {
    const [line, ...rest] = githubAnnotations(run).trimEnd().split('\n');
    expect(rest).toEqual([]);
    expect(line).toMatch(/^::error file=scenarios\/bad\.yaml,line=12,title=It is not%3A .*::order 1\/state expected/);
    expect(line).toContain('got held%0A');
  });

  test.each([
    [9, 9, undefined],
    [10, 10, '::error title=scenarios::and 1 more; see the report'],
    [40, 10, '::error title=scenarios::and 31 more; see the report'],
  ])('%i failures are %i annotations', (failures, annotations, last) => {
    const lines = githubAnnotations({ title: 'scenarios', cases: Array(failures).fill(failing) })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(annotations);
    if (last !== undefined) expect(lines.at(-1)).toBe(last);
  });

  test('comes by itself in Actions, and the summary stays below a mebibyte', () => {
    expect(parseReportTargets('text', { GITHUB_ACTIONS: 'true' })).toEqual([{ kind: 'text' }, { kind: 'github' }]);
    expect(parseReportTargets('text,github', { GITHUB_ACTIONS: 'true' })).toHaveLength(2);
    expect(parseReportTargets(undefined, {})).toEqual([{ kind: 'text' }]);
    const long = githubSummary({ title: 'scenarios', cases: Array(20_000).fill(failing) });
    expect(Buffer.byteLength(long)).toBeLessThan(1024 * 1024);
    expect(long).toMatch(/… and \d+ more\n$/);
    expect(long).not.toContain('<script');
  });
});

describe('HTML', () => {
  const page = htmlReport(run);
  test('is one file that asks for nothing and runs nothing', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|<img|<iframe|src=|href=|url\(|@import|javascript:/i);
  });

  test('shows timeline, requests, steps and differences as text', () => {
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    for (const said of [
      'Order 1: held',
      'Requests (1)',
      'order 1/state',
      'All is well',
      'etherbox run scenarios/bad.yaml',
    ]) {
      expect(page).toContain(said);
    }
  });
});

describe('--reporter', () => {
  test.each([
    ['xml', '--reporter xml is not known; use text, json, junit, github, html'],
    ['html', '--reporter html needs a file: html=report.html'],
    ['json=', '--reporter json= needs a file'],
  ])('%s', (options, expectedError) => {
    expect(parseReportTargets(options, {})).toEqual({ problem: expectedError });
  });

  test('files are written where the option says, folders on the way are made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'etherbox-reports-'));
    try {
      const reporters = parseReportTargets(`text,json=${folder}/a/b/r.json,junit=${folder}/r.xml`, {});
      if ('problem' in reporters) throw new Error(reporters.problem);
      const out: string[] = [];
      writeReports(run, reporters, { write: (text) => void out.push(text), env: {} });
      expect(out).toEqual([textReport(run)]);
      expect(readFileSync(`${folder}/a/b/r.json`, 'utf8')).toBe(jsonReport(run));
      expect(JSON.parse(jsonReport(run))).toMatchObject({ passed: false, counts: { passed: 1, failed: 1 } });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a real run', () => {
  let serving: RunningServer;
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-run-'));
  beforeAll(async () => {
    serving = await serve();
    writeFileSync(join(folder, 'wrong.yaml'), 'name: a\nstepz: []\nsteps: []\n');
    writeFileSync(
      join(folder, 'fails.yaml'),
      `name: it fails
steps:
  - call: createProductOrder
    body: requests/etherway-fibre-provide.json
    save: { order: id }
  - expect: { order: $order, state: completed, milestones: [Acknowledged], openAction: none, notified: [never] }
  - advance: completion
`,
    );
  });
  afterAll(async () => {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('same seed, same bytes, in every report; another seed, other ids', async () => {
    const names = ['listener-down-for-two-days', 'cancel-in-time', 'appointment-for-gea', 'messy-timestamps'];
    const bytes = async (baseUrl: string, seed?: string) => {
      const result = await runAllScenarios(findScenarios(names), { baseUrl, seed });
      expect(result.cases.map(({ outcome }) => outcome)).toEqual(names.map(() => 'passed'));
      return jsonReport(result) + junitReport(result) + htmlReport(result) + textReport(result);
    };
    const first = await bytes(serving.baseUrl);
    const other = await serve();
    try {
      expect(await bytes(other.baseUrl)).toBe(first);
    } finally {
      await other.close();
    }
    expect(await bytes(serving.baseUrl, 'another')).not.toBe(first);
    expect(first).not.toContain('127.0.0.1');
  });

  test('what fails stops its scenario, is reported with every difference, and leaves no sandbox behind', async () => {
    const [fails, wrong] = (await runAllScenarios(findScenarios([folder]), { baseUrl: serving.baseUrl })).cases;
    expect(fails).toMatchObject({ name: 'fails', outcome: 'failed', line: 6 });
    expect(fails?.steps.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'skipped']);
    const [, expectation] = fails?.steps ?? [];
    expect(expectation?.differences.map(({ pointer }) => pointer.replace(/\d{8}/, 'N'))).toEqual([
      'order N/state',
      'order N/notified',
    ]);
    expect(fails?.requests?.map(({ operation }) => operation)).toContain('createProductOrder');
    expect(wrong).toMatchObject({
      outcome: 'failed',
      line: 2,
      message: expect.stringContaining('did you mean steps?'),
    });
    expect([...serving.sandboxes.all()].map(({ id }) => id)).toEqual([]);
  });

  test('an unknown name says what was meant and how to add it', () => {
    expect(() => findScenarios(['cancel-in-tine'])).toThrow(UnknownScenarioError);
    expect(() => findScenarios(['cancel-in-tine'])).toThrow('Did you mean cancel-in-time?');
    expect(() => findScenarios(['An order awaits its survey'])).toThrow('an-order-awaits-its-survey.yaml');
  });

  const runScenarios = (...args: string[]) =>
    new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
      const env = { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '' };
      execFile(process.execPath, [...etherbox.slice(1), 'run', ...args], { env }, (error, stdout, stderr) =>
        resolve({ status: error?.code ?? 0, stdout, stderr }),
      );
    });

  test('the command line: exit codes, data on stdout, nothing of a progress bar in a pipe', async () => {
    const [bad, unknown, reporter, none, list] = await Promise.all([
      runScenarios(folder, 'cancel-in-time', '--base-url', serving.baseUrl),
      runScenarios('nonsense'),
      runScenarios('cancel-in-time', '--reporter', 'xml'),
      runScenarios(),
      runScenarios('--list', '--json'),
    ]);
    expect(bad).toMatchObject({ status: 1, stderr: '' });
    expect(bad?.stdout).toContain('1 passed, 2 failed');
    expect([unknown?.status, reporter?.status, none?.status]).toEqual([2, 2, 2]);
    expect(unknown).toMatchObject({ stdout: '', stderr: expect.stringContaining('Unknown scenario "nonsense"') });
    expect(list?.status).toBe(0);
    expect(JSON.parse(list?.stdout ?? '')).toContainEqual(
      expect.objectContaining({ name: 'cancel-in-time', family: 'order' }),
    );
  });
});
