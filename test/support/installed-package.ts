import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A project that has etherbox installed, built from the sources as they are now: what `npm install` would make of it,
 * without the network. Only what the package needs at run time can be found from there.
 */
export interface InstalledPackage {
  /** The project: `npx etherbox …` and `import 'etherbox'` work here. */
  readonly project: string;
  /** The package itself after `npm ci`: `npm start` works here. */
  readonly checkout: string;
  /** Ends with the command: its code and what it wrote. */
  run(command: string): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  /** Runs what starts a server, until it is ready: where it is. Then ends it. */
  start(command: string, cwd?: string): Promise<string>;
  remove(): void;
}

export function installPackage(): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-installed-'));
  const [checkout, project] = [join(folder, 'checkout'), join(folder, 'project')];
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  mkdirSync(join(checkout, 'node_modules'), { recursive: true });
  const build = ['tools/build.mjs', '--out', join(checkout, 'dist'), '--no-dashboard'];
  const built = spawnSync(process.execPath, build, { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the build failed: ${built.stderr}${built.stdout}`);
  cpSync(join(root, 'package.json'), join(checkout, 'package.json'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(join(checkout, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(checkout, 'node_modules', name));
  }
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }');
  symlinkSync(checkout, join(project, 'node_modules/etherbox'));
  symlinkSync('../etherbox/dist/cli/main.js', join(project, 'node_modules/.bin/etherbox'));
  return {
    project,
    checkout,
    run: (command) => runToEnd(command, project),
    start: (command, cwd = project) => startAndStop(command, cwd),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As in a newcomer's shell: nothing of the npm that runs the tests, and no registry to ask. */
function shellEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|ETHERBOX_URL$)/i.test(name));
  const npm = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  // What npx looks for first: `etherbox …` is the same without starting npm.
  return { ...Object.fromEntries(own), ...npm, PATH: `node_modules/.bin:${process.env.PATH}` };
}

/** A group of its own, so that what npm and the shell have started ends with them. */
const spawnInShell = (command: string, cwd: string) =>
  spawn('bash', ['-c', command], { cwd, env: shellEnvironment(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });

async function runToEnd(command: string, cwd: string) {
  const child = spawnInShell(command, cwd);
  const stdout: string[] = [];
  const stderr: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

async function startAndStop(command: string, cwd: string): Promise<string> {
  const child = spawnInShell(command, cwd);
  let output = '';
  const closed = once(child, 'close');
  const ready = new Promise<string>((resolve) => {
    const scanOutput = (text: string) => {
      output += text;
      const found = /(?:Ready in .* API |"baseUrl":")(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', scanOutput);
    child.stderr.setEncoding('utf8').on('data', scanOutput);
  });
  const baseUrl = await Promise.race([ready, closed.then(() => undefined)]);
  if (baseUrl === undefined) throw new Error(`${command} ended before it was ready: ${output}`);
  const answer = await fetch(`${baseUrl}/_sandbox/ready`);
  process.kill(-(child.pid as number), 'SIGTERM');
  await closed;
  if (!answer.ok) throw new Error(`${command} is not ready: ${answer.status}`);
  return baseUrl;
}
