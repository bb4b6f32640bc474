import { execFile, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '#cli/options/start-options';
import { type RunningServer, serve } from '#http/serve';
import { scenarioService } from '#scenarios/runner/scenario-service';
import { type InstalledPackage, installPackage } from '../support/installed-package.ts';
import { runCli } from '../support/run-cli.ts';

/**
 * Every command of the documents below, as a newcomer pastes it, page by page from the top. Ours are run in this process,
 * the others by a shell; those that start a server, by a shell in a project that has the built package.
 */
const pages = [
  'first-ten-minutes',
  'your-own-client',
  'testing-in-ci',
  'contracts',
  'scenarios',
  'failure-drills',
  'configuration',
  'troubleshooting',
];
const home = process.cwd();
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const starts = /^((npm ci && )?npm start|(npx )?etherbox start\b.*)$/;
/** What goes to the registry is run by .ci/run alone; what waits for a client, by the test of hosted scenarios. */
const onlySeen = /^(npm install\b.*|(npx )?etherbox run --hosted\b.*)$/;

const documents = readdirSync(join(home, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.md'),
);

let serving: RunningServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etherbox-docs-'));
  symlinkSync(join(home, 'fixtures'), join(folder, 'fixtures'));
  mkdirSync(join(folder, 'pacts'));
  writeFileSync(join(folder, 'pacts/shop.json'), JSON.stringify(someOfTheExample()));
  mkdirSync(join(folder, 'my-scenarios'));
  writeFileSync(join(folder, 'my-scenarios/mine.yaml'), blocks('scenarios', 'yaml').join(''));
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const text = (page: string) => readFileSync(join(home, page === 'README' ? '' : 'docs', `${page}.md`), 'utf8');
const blocks = (page: string, language: string): string[] =>
  [...text(page).matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, block]) => block as string,
  );
const commandsOf = (page: string): string[] =>
  blocks(page, 'sh').flatMap((block) =>
    block
      .trim()
      .split('\n')
      .map((line) => line.replace(/ {2,}#.*$/, '')),
  );

const example = 'fixtures/pacts/example-client-bt-wholesale-ethernet.json';

/** Two interactions, which are verified in no time. */
function someOfTheExample(): object {
  const whole = JSON.parse(readFileSync(join(home, example), 'utf8')) as {
    readonly interactions: readonly { readonly description: string }[];
  };
  const few = whole.interactions.filter(({ description }) =>
    /^(an order by its id|an order is rejected)$/.test(description),
  );
  return { ...whole, consumer: { name: 'shop' }, interactions: few };
}

/** What has come about before the newcomer gives a command: a client has been at work. */
const before: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
  [/^npx etherbox record/, () => placeOrder()],
  [/^npx etherbox coverage pacts/, async () => copyFileSync(join(home, example), join(folder, 'pacts/whole.json'))],
];

async function placeOrder(): Promise<void> {
  const order = readFileSync(join(home, 'fixtures/requests/etherway-fibre-provide.json'));
  const { token } = serving.sandboxes.tokens.issue('default');
  const headers = {
    authorization: `Bearer ${token}`,
    'apigw-tracking-header': 'docs',
    'content-type': 'application/json',
  };
  const { status } = await fetch(`${serving.baseUrl}/v1/productOrderingManagement/productOrder`, {
    method: 'POST',
    headers,
    body: order,
  });
  expect(status).toBe(201);
}

describe.skipIf(!hasCurl).each(pages)('docs/%s.md (needs curl)', (page) => {
  beforeAll(async () => {
    serving = await serve({ initialSandbox: { id: 'default', ...defaultCredentials }, scenarios: scenarioService });
    process.env.ETHERBOX_URL = serving.baseUrl;
    rmSync(join(folder, 'shell-state'), { force: true });
  });
  afterAll(async () => {
    delete process.env.ETHERBOX_URL;
    await serving.close();
  });

  const commands = commandsOf(page).filter((command) => !starts.test(command));
  test.each(commands.map((command, n) => [n + 1, command] as const))('%d: %s', async (_n, command) => {
    for (const [pattern, make] of before) if (pattern.test(command)) await make();
    if (onlySeen.test(command)) return expectKnown(command);
    const ours = /^(?:npx )?etherbox (.*)$/.exec(command)?.[1];
    if (ours === undefined) return void (await shell(command.replaceAll('http://127.0.0.1:4480', serving.baseUrl)));
    const { code, stderr, stdout } = await runCli(...(await words(ours)));
    expect(code, stderr + stdout).toBe(0);
  });
});

describe('with the package installed in a project', () => {
  let installed: InstalledPackage;
  beforeAll(() => {
    installed = installPackage();
  });
  afterAll(() => installed?.remove());

  const commands = ['README', ...pages].flatMap(commandsOf).filter((command) => starts.test(command));
  const different = [...new Set(commands)];
  test('every command that starts a server does', async () => {
    expect(different.length).toBeGreaterThan(3);
    // All at once: a port that is taken moves on. What `npm ci` would put in its place is there already; .ci/run runs it.
    const started = different.map((command, n) => {
      if (/npm start/.test(command)) return installed.start('npm start', installed.checkout);
      // One of them through npx, which takes a while to find what is in its folder.
      return installed.start(n === 1 ? command : command.replace(/^npx /, ''));
    });
    expect(different[1]).toMatch(/^npx /);
    expect(await Promise.all(started)).toEqual(different.map(() => expect.stringMatching(/^http:/)));
  });

  const snippets = ['README', ...pages].flatMap((page) => blocks(page, 'ts').map((code) => [page, code] as const));
  test('the tests that the documents show run, each to its end', async () => {
    expect(snippets.length).toBeGreaterThan(2);
    writeFileSync(join(installed.project, 'client.js'), aClient);
    const run = snippets.map(([page, code]) => {
      // Where the comment stands, the reader's client is at work.
      const client = code.replace(/^ *\/\/.*$/m, 'await client(box);');
      expect(client).not.toBe(code);
      writeFileSync(join(installed.project, `${page}.js`), `import { client } from './client.js';\n${client}`);
      return `await import('./${page}.js');\nconsole.log('${page}');\n`;
    });
    writeFileSync(join(installed.project, 'all.js'), run.join(''));
    const stdout = snippets.map(([page]) => `${page}\n`).join('');
    expect(await installed.run('node all.js')).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('contracts without the verifier: what to install, and exit code 3', async () => {
    const { code, stdout, stderr } = await installed.run(`etherbox verify ${join(home, example)}`);
    expect(stderr).toBe(
      'Contracts are verified by @pact-foundation/pact, which is not installed. Add it to your project: npm install --save-dev @pact-foundation/pact\n',
    );
    expect([code, stdout]).toEqual([3, '']);
  });
});

const aClient = `
export async function client(box) {
  const order = ${readFileSync('fixtures/requests/etherway-fibre-provide.json', 'utf8')};
  const request = { method: 'POST', headers: await box.headers(), body: JSON.stringify(order) };
  const { status } = await fetch(box.baseUrl + '/v1/productOrderingManagement/productOrder', request);
  if (status !== 201) throw new Error('the order was answered ' + status);
}
`;

/** Variables that a line sets are there in the next one, as in the newcomer's shell. */
async function shell(line: string): Promise<string> {
  const script = `if [ -f shell-state ]; then . ./shell-state; fi; ${line}\n{ declare -p TOKEN || true; declare -p ORDER || true; } 2>/dev/null > shell-state`;
  const { stdout } = await promisify(execFile)('bash', ['-uc', `set -e; ${script}`], { cwd: folder });
  return stdout;
}

/** The words of a command as a shell takes them apart. */
async function words(line: string): Promise<string[]> {
  if (/^[\w ./:=,-]*$/.test(line)) return line.trim().split(/ +/);
  return (await shell(`printf '%s\\0' ${line}`)).split('\0').slice(0, -1);
}

/** The flags of a command that is not run are flags that it has. */
async function expectKnown(command: string): Promise<void> {
  const name = /^(?:npx )?etherbox ([\w-]+)/.exec(command)?.[1];
  if (name === undefined) return;
  const { stdout, code } = await runCli(name, '--help');
  expect(code, command).toBe(0);
  for (const [flag] of command.matchAll(/--[a-z-]+/g)) expect(stdout, command).toContain(flag);
}

test('commands within the text have the flags that they are written with', async () => {
  const files = ['README.md', 'CONTRIBUTING.md', ...documents.map((file) => join('docs', file))];
  const written = files.flatMap((file) =>
    [...readFileSync(join(home, file), 'utf8').matchAll(/`((?:npx )?etherbox [a-z][^`]*)`/g)].map(
      ([, one]) => one as string,
    ),
  );
  expect(written.length).toBeGreaterThan(20);
  for (const command of new Set(written)) await expectKnown(command.replaceAll('\n', ' '));
});

test.each(['github-actions.yml', 'gitlab-ci.yml'])(
  'examples/ci/%s names commands that exist, and no secret',
  async (file) => {
    const workflow = readFileSync(join(home, 'examples/ci', file), 'utf8');
    const ours = [...workflow.matchAll(/npx --no-install (etherbox .*)$/gm)].map(([, one]) => one as string);
    expect(ours.map((one) => one.split(' ')[1])).toEqual(['verify', 'coverage']);
    for (const command of ours) await expectKnown(command);
    expect(workflow).not.toMatch(/secrets\.|docker|services:/i);
  },
);

test('commands and paths are printed from the command line and the documents', () => {
  const checked = spawnSync(
    process.execPath,
    ['--conditions=etherbox-source', '--import', 'tsx', 'tools/docs/reference.mjs', '--check'],
    {
      cwd: home,
      encoding: 'utf8',
    },
  );
  expect(checked.stderr).toBe('');
  expect(checked.status).toBe(0);
}, 60_000);

describe('links', () => {
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
