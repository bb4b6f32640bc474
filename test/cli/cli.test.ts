import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commands, examplesFirst } from '#cli/command-line';
import { defaultCredentials, defaultPort } from '#cli/options/start-options';
import { type RunningServer, serve } from '#http/serve';
import { openFileStore } from '#runtime/store/store-file';
import { runCli } from '../support/run-cli.ts';
import { etherbox } from '../support/server-process.ts';

const main = etherbox.slice(1);
let serving: RunningServer;
let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'etherbox-cli-'));
  serving = await serve({ initialSandbox: { id: 'default', ...defaultCredentials } });
});
afterAll(async () => {
  await serving.close();
  rmSync(scratch, { recursive: true, force: true });
});

const nobody = 'http://127.0.0.1:9';
const here = () => serving.baseUrl;

describe('exit codes', () => {
  test.each<[string, string[], number, RegExp]>([
    ['no command', [], 2, /Name a command/],
    ['a misspelt command', ['strat'], 2, /^No command "strat"; did you mean start\?\n$/],
    ['an unknown command', ['explain'], 2, /^No command "explain"; etherbox --help lists the commands\n$/],
    ['no far-fetched suggestion', ['foo'], 2, /^No command "foo"; etherbox --help lists the commands\n$/],
    [
      'words where a flag belongs',
      ['advance', '10', 'days'],
      2,
      /^advance does not take "10", "days"; use --by "10 days"\n$/,
    ],
    ['what npm leaves of a flag', ['start', '4499'], 2, /^start does not take "4499"; .*npm start -- --port 4499\)\n$/],
    ['a word too many', ['sandbox', 'list', 'a', 'b'], 2, /^sandbox does not take "b"\n$/],
    ['a word too few', ['state'], 2, /^An argument is missing\. Usage: etherbox state <action> <file>\n$/],
    ['a value that was forgotten', ['start', '--data'], 2, /^--data needs a value\n$/],
    [
      'a value that begins with a dash',
      ['advance', '--by', '-1 days', '--base-url', nobody],
      1,
      /^No etherbox server answers/,
    ],
    ['an unknown flag', ['start', '--portt', '1'], 2, /--portt; did you mean --port\?/],
    ['a flag of another command', ['advance', '--untill', 'completion'], 2, /did you mean --until\?/],
    [
      'a value that is none',
      ['start', '--clock', 'fast'],
      2,
      /--clock is "fast"; use frozen, real, or a rate up to x1000000, such as x60\n$/,
    ],
    ['a port that is none', ['start', '--port', 'abc'], 2, /^--port is "abc"; use a number from 0 to 65535\n$/],
    ['a port too high', ['start', '--port', '70000'], 2, /^--port is "70000"; use a number from 0 to 65535\n$/],
    ['a port below zero', ['start', '--port', '-1'], 2, /^--port is "-1"; use a number from 0 to 65535\n$/],
    ['a port without its number', ['start', '--port', ''], 2, /^--port needs a value\n$/],
    ['a flag that was renamed', ['answer', 'OA1', 'accept', '--with', '{}'], 2, /^--with is now --members: .*\n$/],
    [
      'members that are no JSON object',
      ['answer', 'OA1', 'accept', '--members', '[1]'],
      2,
      /^--members is not a JSON object; for example --members '\{/,
    ],
    ['a choice that is none', ['start', '--log', 'loud'], 2, /quiet.*line.*body.*json/],
    ['a start that is none', ['start', '--now', 'soon'], 2, /--now is "soon"/],
    ['rows that are no number', ['requests', '--last', 'abc'], 2, /--last takes a whole number from 1 to 1000/],
    ['a callback that is none', ['start', '--callback', 'ftp://x'], 2, /--callback is "ftp:\/\/x"/],
    ['others could drive it', ['start', '--host', '0.0.0.0'], 2, /--control-token/],
    ['nothing to advance by', ['advance'], 2, /Name one of --by, --to, --until/],
    [
      'a base URL without its scheme',
      ['status', '--base-url', 'localhost:4480'],
      2,
      /^--base-url is "localhost:4480"; use an http or https URL: http:\/\/localhost:4480\n$/,
    ],
    [
      'a listener without its scheme',
      ['verify-listener', 'localhost:3010/hook'],
      2,
      /^The listener is "localhost:3010\/hook"; use .*: http:\/\/localhost:3010\/hook\n$/,
    ],
    ['a folder that is not there', ['run', 'nosuchfolder/'], 2, /^No such file or folder: nosuchfolder\/\n$/],
    [
      'no server',
      ['status', '--base-url', nobody],
      1,
      /No etherbox server answers at .*; start one with: etherbox start/,
    ],
    ['wait past its time', ['wait', '--base-url', nobody, '--timeout', '1ms'], 1, /within 1ms/],
    ['a file that is not there', ['check', 'no-such.yaml'], 2, /no-such\.yaml cannot be read \(ENOENT\)/],
    ['no shell to complete', ['completion', 'tcsh'], 2, /bash.*zsh.*fish/],
    ['a size that is none', ['start', '--max-body-bytes', '1 GB'], 2, /--max-body-bytes is 1 GB; use a size above 0/],
    ['a time that is none', ['start', '--callback-timeout', 'soon'], 2, /--callback-timeout is soon; use a time/],
    ['two goals', ['advance', '--until', 'completion', '--order', '1', '--state', 'held'], 2, /Name one of --by/],
    ['a flag of another form', ['events', 'resend', '--failed', '--order', '1'], 2, /does not take --order/],
    ['a flag that would resend', ['events', '--failed'], 2, /list failed events with --state failed/],
    ['one event and all', ['events', 'resend', 'x', '--failed'], 2, /Name one event or all failed ones/],
    ['a flag of resend', ['events', 'x', '--url', 'http://127.0.0.1:9'], 2, /events ID does not take --url/],
    ['a folder that nobody can make', ['start', '--port', '0', '--data', '/proc/x'], 3, /\/proc\/x cannot be used: /],
    [
      'a folder in a file',
      ['start', '--port', '0', '--data', 'package.json/x'],
      3,
      /package\.json\/x cannot be used: /,
    ],
  ])('%s', async (_what, args, code, said) => {
    const ran = await runCli(...args);
    expect(ran.stderr).toMatch(said);
    expect(ran.stdout).toBe('');
    expect(ran.code).toBe(code);
  });

  test('a set port that is busy is named, with the flag that changes it', async () => {
    const ran = await runCli('start', '--port', String(serving.port));
    expect(ran.stderr).toContain(`Port ${serving.port} on 127.0.0.1 is in use; choose another with --port N`);
    expect(ran.code).toBe(3);
  });

  test('a data folder has one owner', async () => {
    const store = await openFileStore({ folder: join(scratch, 'owned') });
    try {
      const ran = await runCli('start', '--port', '0', '--data', join(scratch, 'owned'));
      expect(ran.stderr).toMatch(/is in use by process \d+/);
      expect(ran.code).toBe(3);
    } finally {
      await store.close();
    }
  });

  test('interrupted is 130', async () => {
    const silent = createServer();
    await listening(silent, 0);
    const { port } = silent.address() as AddressInfo;
    const child = spawn(process.execPath, [...main, 'status', '--base-url', `http://127.0.0.1:${port}`]);
    await once(silent, 'connection');
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    silent.close();
    expect(code).toBe(130);
  });
});

describe('start as a process', () => {
  test('an unset port that is busy moves on and says so; --json is one line and nothing else', async () => {
    const holder = createServer();
    // Somebody else may hold it already: that serves as well.
    await listening(holder, defaultPort).catch(() => undefined);
    const child = spawn(process.execPath, [...main, 'start', '--json', '--log', 'line'], {
      env: { ...process.env, TERM: 'xterm' },
    });
    let stdout = '';
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const ready = await new Promise<string>((resolve) =>
      child.stdout.on('data', (data) => {
        stdout += data;
        if (stdout.includes('\n')) resolve(stdout.slice(0, stdout.indexOf('\n')));
      }),
    );
    const { baseUrl, ...line } = JSON.parse(ready);
    expect(line).toMatchObject({
      ready: true,
      tokenUrl: `${baseUrl}/oauth/accesstoken`,
      controlUrl: `${baseUrl}/_sandbox/v1`,
      dashboardUrl: `${baseUrl}/ui/`,
      persistence: 'memory',
      sandbox: { id: 'default', ...defaultCredentials, callbackUrl: null },
      clock: { mode: 'frozen', now: '2026-01-05T09:00:00.000Z' },
    });
    await fetch(`${baseUrl}/v1/productOrderingManagement/nothing`);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    holder.close();
    expect(code).toBe(0);
    expect(Number(new URL(baseUrl).port)).toBeGreaterThan(defaultPort);
    expect(stderr).toContain(`Port ${defaultPort} is in use; trying ${defaultPort + 1}`);
    expect(stderr).toMatch(/GET {3}\/v1\/productOrderingManagement\/nothing .*404/);
    // Not a terminal: no escape sequence at all.
    expect(stderr).not.toContain('\u001b');
    expect(stdout).toBe(`${ready}\n`);
  });
});

const listening = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

test('advance and status say that callbacks did not arrive, and why', async () => {
  const id = 'deaf';
  await serving.sandboxes.create({ id, callback: { url: nobody } });
  const reach = ['--base-url', here(), '--sandbox', id];
  const { token } = serving.sandboxes.tokens.issue(id);
  const headers = {
    authorization: `Bearer ${token}`,
    'apigw-tracking-header': 'deaf',
    'content-type': 'application/json',
  };
  const body = readFileSync('fixtures/requests/etherway-fibre-provide.json');
  await fetch(`${here()}/v1/productOrderingManagement/productOrder`, { method: 'POST', headers, body });
  const walked = await runCli('advance', '--until', 'next-milestone', ...reach);
  expect(walked.stderr).toMatch(
    /^Callbacks: 0 delivered, 1 retrying: Connection refused: no server listens at this address.*\(etherbox events --state retrying\)$/m,
  );
  expect((await runCli('status', ...reach)).stdout).toMatch(
    / 1 retrying: Connection refused: no server listens at this address/,
  );
  const ended = await runCli('advance', '--by', '40 days', ...reach);
  expect(ended.stderr).toMatch(/^Callbacks: .*failed: /m);
  await serving.sandboxes.remove(id);
});

describe('--json is one JSON value on stdout', () => {
  test.each<[string, string[], string]>([
    ['status', [], 'version'],
    ['wait', [], 'ready'],
    ['advance', ['--by', '1 day'], 'happened'],
    ['events', [], 'items'],
    ['answer', [], 'items'],
    ['sandbox', ['list'], 'items'],
    ['reset', [], 'id'],
  ])('%s', async (name, args, member) => {
    const ran = await runCli(name, ...args, '--base-url', here(), '--json');
    expect(ran.code).toBe(0);
    expect(Object.keys(JSON.parse(ran.stdout))).toContain(member);
    expect(ran.stdout.trimEnd()).not.toContain('\n');
    expect(ran.stderr).toBe('');
  });

  test('run and verify: the report, and no annotations beside it', async () => {
    vi.stubEnv('GITHUB_ACTIONS', 'true');
    const runResult = await runCli('run', 'cancel-in-time', '--json');
    expect([runResult.code, Object.keys(JSON.parse(runResult.stdout))]).toEqual([0, expect.arrayContaining(['cases'])]);
    const empty = await runCli('verify', mkdtempSync(join(scratch, 'no-pacts-')), '--json');
    vi.unstubAllEnvs();
    expect([empty.code, JSON.parse(empty.stdout)]).toMatchObject([
      4,
      { cases: [], problems: [expect.stringContaining('no contracts')] },
    ]);
  });

  test('doctor and check', async () => {
    const doctor = await runCli('doctor', '--base-url', here(), '--port', '0', '--json');
    expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });
    expect(doctor.code).toBe(0);
    const check = await runCli('check', 'specs/journeys', '--json');
    expect(JSON.parse(check.stdout)).toMatchObject({ ok: true, findings: [] });
    expect(check.code).toBe(0);
  });

  test('every command has it', () => {
    const silent = commands.filter((command) => {
      const name = String(command.command).split(' ')[0];
      return !/^(completion)$/.test(String(name)) && !takesJson(command.builder);
    });
    expect(silent.map(({ command }) => command)).toEqual([]);
  });
});

describe('where there is nothing, that is said, on stderr', () => {
  const quiet = 'nothing-there';
  beforeAll(() => runCli('sandbox', 'create', quiet, '--base-url', here()));
  test.each<[string, string[], number, RegExp]>([
    ['events', [], 0, /^No event\. .*advance --until next-event\n$/],
    ['events', ['--order', '99999999'], 0, /^No event: this sandbox has no order 99999999\n$/],
    ['events', ['--state', 'failed'], 0, /^No event in state failed\./],
    ['answer', [], 0, /^No open action waits for the customer\n$/],
    ['record', ['--consumer', 'shop', '--out', 'nowhere/pacts'], 4, /^Nothing was recorded/],
  ])('%s %j', async (name, args, code, said) => {
    const ran = await runCli(name, ...args, '--base-url', here(), '--sandbox', quiet);
    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(said) });
    expect(existsSync('nowhere')).toBe(false);
  });
});

/** Runs the command's own builder with a yargs that only records its calls. */
function takesJson(builder: unknown): boolean {
  const options = new Set<string>();
  const recorder: unknown = new Proxy(
    {},
    {
      get: (_target, method) => (name: unknown) => {
        if (method === 'option' && typeof name === 'string') options.add(name);
        if (method === 'options' && typeof name === 'object')
          for (const each of Object.keys(name ?? {})) options.add(each);
        return recorder;
      },
    },
  );
  (builder as (yargs: unknown) => unknown)(recorder);
  return options.has('json');
}

describe('in plain English', () => {
  test('status: what the sandbox holds, in the words of a customer; a fault that is used up does not count', async () => {
    const control = `${here()}/_sandbox/v1/sandboxes/default`;
    const headers = { 'content-type': 'application/json' };
    for (const faultInjection of [
      { operation: 'token', status: 503, times: 1 },
      { operation: 'createQuote', status: 503 },
    ])
      await fetch(`${control}/fault-injections`, { method: 'POST', headers, body: JSON.stringify(faultInjection) });
    await fetch(`${here()}/oauth/accesstoken?grant_type=client_credentials`, {
      headers: { authorization: `Basic ${btoa(`${defaultCredentials.clientId}:${defaultCredentials.clientSecret}`)}` },
    });
    const { stdout } = await runCli('status', '--base-url', here());
    expect(stdout).toMatch(/Contents +1 fault injection\n/);
    expect(stdout).toContain('0 scheduled steps');
    await runCli('reset', '--base-url', here());
  });

  test('advance: why it stopped', async () => {
    const { stderr } = await runCli('advance', '--until', 'next-event', '--base-url', here());
    expect(stderr).toMatch(/: nothing was due; stopped: nothing more is due, and the awaited event did not happen\n/);
  });
});

describe('help', () => {
  test('names every command and leads with examples', async () => {
    const { stdout, code } = await runCli('--help');
    expect(code).toBe(0);
    for (const { command } of commands) expect(stdout).toContain(`etherbox ${String(command).split(' ')[0]}`);
    expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Commands:'));
  });

  test.each(commands.map(({ command }) => String(command).split(' ')[0] as string))('%s --help', async (name) => {
    const { stdout, code } = await runCli(name, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('Options:');
    expect(stdout, 'it shows an example').toContain('Examples:');
    expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Options:'));
  });

  test('without examples it stays as it is', () => {
    expect(examplesFirst('a <b>\n\nOptions:\n  --c')).toBe('a <b>\n\nOptions:\n  --c');
  });
});

describe('completion', () => {
  test('words come from the command line itself', async () => {
    const words = async (...typed: string[]) =>
      (await runCli('--get-yargs-completions', 'etherbox', ...typed)).stdout
        .trim()
        .split('\n')
        .map((word) => word.split(':')[0]);
    expect(await words('')).toEqual(expect.arrayContaining(['start', 'doctor', 'completion']));
    expect(await words('advance', '--')).toEqual(expect.arrayContaining(['--by', '--until', '--base-url']));
  });

  test.each(['bash', 'zsh', 'fish'])('%s: a script that this shell reads', async (shell) => {
    const { stdout, code } = await runCli('completion', shell);
    expect(code).toBe(0);
    expect(stdout).toContain('--get-yargs-completions');
    const read = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
    // A shell that this machine does not have reads nothing.
    if (read.error === undefined) expect(read.stderr).toBe('');
  });
});

describe('doctor', () => {
  test('works with options that are all wrong, and says each', async () => {
    const wrong = ['--clock', 'fast', '--now', 'soon', '--port', 'x', '--host', '0.0.0.0', '--callback', 'nowhere'];
    const { stdout, code } = await runCli('doctor', ...wrong, '--base-url', nobody);
    expect(code).toBe(1);
    for (const said of [
      '--clock is "fast"',
      '--now is "soon"',
      '--port is "x"',
      'needs --control-token',
      '--callback is no',
    ]) {
      expect(stdout).toContain(said);
    }
  });

  test('only reads: a folder that is not there is not made, and an owner is named', async () => {
    const missing = join(scratch, 'not-yet', 'deep');
    const ran = await runCli('doctor', '--data', missing, '--port', '0', '--base-url', nobody);
    expect(ran.stdout).toContain('can be created');
    expect(readdirSync(scratch)).not.toContain('not-yet');
    const owned = join(scratch, 'owned-too');
    mkdirSync(owned);
    const store = await openFileStore({ folder: owned });
    const report = await runCli('doctor', '--data', owned, '--port', '0', '--base-url', nobody);
    await store.close();
    expect(report.stdout).toContain(`in use by process ${process.pid}`);
    expect(report.code).toBe(1);
  });

  test('whatever has a cross is a check that failed', async () => {
    const away = ['--callback', 'http://127.0.0.1:9/hook', '--port', '0', '--base-url', here()];
    const { stdout, code } = await runCli('doctor', ...away);
    expect(stdout).toMatch(/✗ +callback +http:\/\/127\.0\.0\.1:9\/hook: nothing listens on port 9/);
    expect(code).toBe(1);
  });

  test('masks what is secret', async () => {
    const { stdout } = await runCli(
      ...['doctor', '--control-token', 'sesame-1', '--host', '0.0.0.0', '--port', '0', '--base-url', here()],
      ...['--callback', 'http://user:sesame-2@127.0.0.1:9/hook?token=sesame-3', '--json'],
    );
    expect(stdout).toContain('127.0.0.1:9/hook');
    expect(stdout).not.toContain('sesame');
  });
});

describe('check', () => {
  test.each<[string, string, RegExp]>([
    ['a step that is none', 'name: x\nsteps:\n  - cal: createQuote\n', /bad\.yaml:3:\d+ .*did you mean call\?/],
    ['broken YAML', 'name: x\nsteps: [\n', /bad\.yaml:\d+:\d+ /],
    [
      'a journey with an unknown member',
      'journey: x\ntitle: X\nrole: access\ncolour: red\n',
      /bad\.yaml:\d+:\d+ .*unknown member colour/,
    ],
  ])('%s: file, line and column', async (_what, text, said) => {
    const file = join(scratch, 'bad.yaml');
    writeFileSync(file, text);
    const ran = await runCli('check', file);
    expect(ran.stdout).toMatch(said);
    expect(ran.code).toBe(1);
  });
});

test('check reads the tables of addresses, too, and compares the two of a folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-'));
  const postcodes =
    'postcode,exchange,street,city,easting,northing,latitude,longitude\n' +
    'LS1 4AP,LDSB,Alma Street,Leeds,429800,433500,53.797,-1.549\n';
  writeFileSync(join(folder, 'postcodes.csv'), postcodes);
  writeFileSync(join(folder, 'premises.csv'), 'postcode,number,uprn\nLS1 4AP,1,1.00022E+11\nLS1 4AQ,2,\n');
  const broken = await runCli('check', folder);
  expect(broken.code).toBe(1);
  expect(broken.stdout).toMatch(/premises\.csv:2:11 uprn: found "1\.00022E\+11"; expected all digits of the UPRN/);
  expect(broken.stdout).toMatch(/premises\.csv:3:1 postcode: found "LS1 4AQ"; expected a postcode of postcodes\.csv/);
  expect(broken.stdout.trim().split('\n')).toHaveLength(2);
  // Alone it is not compared with anything; a table of another name is not read.
  rmSync(join(folder, 'postcodes.csv'));
  writeFileSync(join(folder, 'premises.csv'), 'postcode,number\nLS1 4AQ,2\n');
  expect((await runCli('check', folder)).code).toBe(0);
  writeFileSync(join(folder, 'sites.csv'), '');
  expect((await runCli('check', join(folder, 'sites.csv'))).stdout).toMatch(/expected postcodes\.csv or premises\.csv/);
  rmSync(folder, { recursive: true });
});

test.each(['run', 'check'])('%s takes the size of a scenario from its flags, as a server does', async (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-'));
  const file = join(folder, 'two.yaml');
  writeFileSync(file, 'name: a\nsteps:\n  - advance: 1 day\n  - advance: 1 day\n');
  const codeOf = async (...flags: string[]) => (await runCli(name, file, ...flags)).code;
  expect(await codeOf('--max-scenario-steps', '2')).toBe(0);
  expect(await codeOf('--max-scenario-steps', '1')).not.toBe(0);
  expect(await codeOf('--max-scenario-bytes', '20')).not.toBe(0);
  expect(await codeOf('--max-scenario-bytes', '0')).toBe(2);
  rmSync(folder, { recursive: true });
});
