import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { root } from './source-file.ts';

/** The last commit before subjects had a form. */
const BEFORE = 'be62a62';

/** Words that end like a past or a gerund and are imperatives. */
const IMPERATIVES = new Set([
  'bring',
  'embed',
  'exceed',
  'feed',
  'need',
  'ping',
  'proceed',
  'seed',
  'shed',
  'speed',
  'succeed',
]);

describe('subjects of commits', () => {
  const subjects = subjectsSince(BEFORE);

  test.skipIf('missing' in subjects)(
    `are "area: imperative", at most 72 characters${'missing' in subjects ? ` (skipped: ${subjects.missing})` : ''}`,
    () => {
      const found = 'missing' in subjects ? [] : subjects.subjects;
      expect(found.filter((subject) => !isGood(subject))).toEqual([]);
    },
  );

  test.each([
    'store: reuse one 4 MiB buffer while scanning at startup',
    'clock: clamp timers to 2^31-1 ms',
    'test/golden: seed the recording once',
    'cli, docs: rename the option --most to --max',
    'Revert "store: reuse one buffer"',
  ])('"%s" is good', (subject) => {
    expect(isGood(subject)).toBe(true);
  });

  test.each([
    'The window that a start looks through is said as large as it is',
    'store: reused one buffer',
    'store: reusing one buffer',
    'store: Reuse one buffer',
    'store: reuse one buffer.',
    'store reuse one buffer',
    `store: reuse ${'x'.repeat(60)}`,
  ])('"%s" is caught', (subject) => {
    expect(isGood(subject)).toBe(false);
  });
});

function isGood(subject: string): boolean {
  if (/^Revert "/.test(subject)) return true;
  const verb = /^[a-z][a-z0-9-]*(?:(?:\/|, )[a-z0-9-]+)*: ([a-z]+)\b.*[^.\s]$/.exec(subject)?.[1];
  if (verb === undefined || subject.length > 72) return false;
  return IMPERATIVES.has(verb) || !/(ed|ing)$/.test(verb);
}

/** Subjects after a commit, or why there are none to be read: the packed sources and a shallow clone have no history. */
function subjectsSince(commit: string): { readonly subjects: readonly string[] } | { readonly missing: string } {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    if (git('rev-parse', '--show-prefix').trim() !== '') return { missing: 'the repository is another one' };
    if (git('rev-parse', '--is-shallow-repository').trim() === 'true') return { missing: 'the clone is shallow' };
    git('merge-base', '--is-ancestor', commit, 'HEAD');
    const log = git('log', '--no-merges', '--format=%s', `${commit}..HEAD`).trim();
    return { subjects: log === '' ? [] : log.split('\n') };
  } catch {
    return { missing: 'there is no git history that holds the commit' };
  }
}
