import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Starts a process that prints one JSON line when it is ready, and says how long that took in milliseconds. */
export function startProcess(args) {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      resolve({ child, ready: JSON.parse(text), readyMs: performance.now() - began, stop: () => stop(child) });
    });
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${errors}`)));
  });
}

function stop(child) {
  child.removeAllListeners('exit');
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

export const startEtherbox = (...flags) =>
  startProcess(['dist/cli/main.js', 'start', '--port', '0', '--json', '--log', 'quiet', ...flags]);

/** Resident memory in MB (Linux). */
export function residentMb(child) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
}

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
export const percent = (value) => `${(100 * value).toFixed(0)} %`;
