import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '../src/cli/start-options.ts';
import { type Serving, serve } from '../src/mock/http/serve.ts';
import { scenarioDesk } from '../src/scenarios/scenario-desk.ts';
import { runCli } from './support/run-cli.ts';

/**
 * Every command of the documents below, as a newcomer pastes it, page by page from the top. Ours are run in this process,
 * the others by a shell; what starts a server or installs is only looked at.
 */
const pages = [
  'first-ten-minutes',
  'your-own-client',
  'testing-in-ci',
  'failure-drills',
  'configuration',
  'troubleshooting',
];
const home = process.cwd();
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const onlySeen = /^(npm ci && npm start|npx etherbox start\b.*)$/;

let serving: Serving;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etherbox-docs-'));
  symlinkSync(join(home, 'fixtures'), join(folder, 'fixtures'));
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const text = (page: string) => readFileSync(join(home, 'docs', `${page}.md`), 'utf8');
const commandsOf = (page: string): string[] =>
  [...text(page).matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => (block as string).trim().split('\n'));

describe.skipIf(!hasCurl).each(pages)('docs/%s.md (needs curl)', (page) => {
  beforeAll(async () => {
    serving = await serve({ first: { id: 'default', ...defaultCredentials }, scenarios: scenarioDesk });
    process.env.ETHERBOX_URL = serving.baseUrl;
    rmSync(join(folder, 'shell-state'), { force: true });
  });
  afterAll(async () => {
    delete process.env.ETHERBOX_URL;
    await serving.close();
  });

  test.each(commandsOf(page).map((command, n) => [n + 1, command] as const))('%d: %s', async (_n, command) => {
    if (onlySeen.test(command)) await expectKnown(command);
    else if (command.startsWith('npx etherbox ')) {
      const { code, stderr } = await runCli(...(await words(command.slice('npx etherbox '.length))));
      expect(code, stderr).toBe(0);
    } else await shell(command.replaceAll('http://127.0.0.1:4480', serving.baseUrl));
  });
});

/** Variables that a line sets are there in the next one, as in the newcomer's shell. */
async function shell(line: string): Promise<string> {
  const script = `if [ -f shell-state ]; then . ./shell-state; fi; ${line}\n{ declare -p TOKEN || true; declare -p ORDER || true; } 2>/dev/null > shell-state`;
  const { stdout } = await promisify(execFile)('bash', ['-uc', `set -e; ${script}`], { cwd: folder });
  return stdout;
}

/** The words of a command as a shell takes them apart. */
async function words(line: string): Promise<string[]> {
  return (await shell(`printf '%s\\0' ${line}`)).split('\0').slice(0, -1);
}

/** The flags of a command that is not run are flags that it has. */
async function expectKnown(command: string): Promise<void> {
  const { stdout } = await runCli('start', '--help');
  for (const [flag] of command.matchAll(/--[a-z-]+/g)) expect(stdout).toContain(flag);
}

test('commands and paths are printed from the command line and the documents', () => {
  const checked = spawnSync(process.execPath, ['--import', 'tsx', 'tools/print-reference.mjs', '--check'], {
    cwd: home,
    encoding: 'utf8',
  });
  expect(checked.stderr).toBe('');
  expect(checked.status).toBe(0);
}, 60_000);

describe('links', () => {
  const documents = readdirSync(join(home, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  );
  test.each(documents)('docs/%s', (file) => {
    const here = join(home, 'docs', file);
    const links = [...readFileSync(here, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, to]) => to as string,
    );
    const broken = links.filter((to) => !/^https?:/.test(to) && !existsSync(join(dirname(here), to)));
    expect(broken).toEqual([]);
  });

  test('every page is reached from the README', () => {
    const readme = readFileSync(join(home, 'README.md'), 'utf8');
    expect(
      [...pages, 'callbacks', 'reference', 'limits'].filter((page) => !readme.includes(`docs/${page}.md`)),
    ).toEqual([]);
  });
});
