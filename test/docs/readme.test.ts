import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '#cli/options/start-options';
import { type RunningServer, serve } from '#http/serve';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text as string);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

let serving: RunningServer;
beforeAll(async () => {
  serving = await serve({ initialSandbox: { id: 'default', ...defaultCredentials } });
});
afterAll(() => serving.close());

test('the two commands of the first screen are scripts that exist', () => {
  expect(readme).toContain('npm ci && npm start');
  expect(readme).toContain('npm ci && npm test');
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['start', 'test', 'prepare', 'build']));
  expect(scripts.start).toContain('dist/cli/main.js start');
});

describe.skipIf(!hasCurl)('the three curl lines, as a newcomer pastes them (needs curl)', () => {
  test('token, order, ten working days', async () => {
    const pasted = blocks.find((text) => text.includes('TOKEN=')) as string;
    const script = pasted.replaceAll('http://127.0.0.1:4480', serving.baseUrl);
    const { stdout } = await run(script);
    const [order, advanced] = splitJson(stdout);
    expect(order).toMatchObject({ state: 'acknowledged', externalId: 'PO-1001' });
    expect(advanced).toMatchObject({ from: '2026-01-05T09:00:00Z', to: '2026-01-19T09:00:00Z' });
    const milestones = (advanced as { happened: { milestone?: string }[] }).happened.map(({ milestone }) => milestone);
    // What the sentence below the lines says.
    expect(milestones).toEqual(['Validated', 'KCI1', 'Desktop survey']);
    expect(advanced).toMatchObject({ callbacks: { suppressed: 3 } });
  });
});

/** Asynchronous, since the server that the script talks to lives in this process. */
async function run(script: string): Promise<{ stdout: string }> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    execFile('bash', ['-euo', 'pipefail', '-c', script], (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stderr}`));
      else resolve({ stdout });
    });
  });
}

/** curl prints one answer right after the other. */
function splitJson(text: string): unknown[] {
  return text
    .replaceAll('}{', '}\n{')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

test('every document that the README names exists', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, path]) => path as string)
    .filter((path) => !path.startsWith('http'));
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' }).split('\n');
  const missing = links.filter((path) => !tracked.some((file) => file === path || file.startsWith(`${path}/`)));
  expect(missing).toEqual([]);
});
