import { londonText } from '../mock/http/control-call.ts';
import { tokenPath } from '../mock/http/oauth.ts';
import type { Serving } from '../mock/http/serve.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import { printable } from './print.ts';
import { defaultPort } from './start-options.ts';

/** The first line of `start --json`: scripts and other languages' test suites read it. */
export function readyLine(serving: Serving, live: LiveSandbox): string {
  const { baseUrl } = serving;
  const { profile, clock } = live;
  return JSON.stringify({
    ready: true,
    baseUrl,
    tokenUrl: `${baseUrl}${tokenPath}`,
    controlUrl: `${baseUrl}/_sandbox/v1`,
    dashboardUrl: `${baseUrl}/ui/`,
    persistence: serving.sandboxes.house.store.health().kind,
    sandbox: {
      id: profile.id,
      clientId: profile.clientId,
      clientSecret: profile.clientSecret,
      duns: profile.duns,
      callbackUrl: profile.callback?.url ?? null,
    },
    clock: { mode: clock.mode, now: new Date(live.now).toISOString() },
  });
}

/** What a person sees: at most twelve lines, each of them something they need. */
export function banner(serving: Serving, live: LiveSandbox, tookMs: number): string {
  const { baseUrl, port } = serving;
  const { profile } = live;
  const health = serving.sandboxes.house.store.health();
  // Every other command looks for the usual port.
  const elsewhere = port === defaultPort ? [] : [`Commands   find this one after: export ETHERBOX_URL=${baseUrl}`];
  const keep = health.kind === 'memory' ? '   (keep it: --data ./sandbox-data)' : '';
  return [
    `Ready in ${(tookMs / 1000).toFixed(1)} s   API ${baseUrl}   Dashboard ${baseUrl}/ui/   Reference ${baseUrl}/docs/`,
    `Sandbox    ${profile.id}  DUNS ${profile.duns}  client ${profile.clientId} / secret ${profile.clientSecret}   (same after restart)`,
    `Clock      ${clockText(live)}`,
    `State      ${health.persistence}${keep}`,
    `Callbacks  ${profile.callback?.url ?? 'built-in inbox   (yours: --callback http://localhost:3000/hook)'}`,
    `Specs      ${specVersions(serving.documents)}`,
    `Try        curl -u ${profile.clientId}:${profile.clientSecret} -d grant_type=client_credentials ${baseUrl}${tokenPath}`,
    ...elsewhere,
    ...damageLines(health.damage),
    '',
  ].join('\n');
}

/** What moves the clock, where it does not move by itself. */
function clockText({ clock, now }: LiveSandbox): string {
  const moved = clock.mode === 'frozen' ? `   (move it: ${commandName()} advance --until next-milestone)` : '';
  const rate = clock.mode === 'scaled' ? ` x${clock.rate}` : '';
  return `${clock.mode.toUpperCase()}${rate} at ${londonText(now)} London${moved}`;
}

/** How a person gives the next command: npm's scripts and npx put no `etherbox` on the path. */
export function commandName(env: NodeJS.ProcessEnv = process.env): string {
  return env.npm_execpath === undefined ? 'etherbox' : 'npx etherbox';
}

/** APIs that have the same version are named together. */
export function specVersions(documents: { readonly [api: string]: object }): string {
  const apis = new Map<string, string[]>();
  for (const [api, document] of Object.entries(documents)) {
    const { version } = (document as { readonly info: { readonly version: string } }).info;
    apis.set(version, [...(apis.get(version) ?? []), api]);
  }
  return [...apis].map(([version, names]) => `${names.join(', ')} ${version}`).join('; ');
}

/** Damage is never silent, and never so long that it hides the rest: `status` tells all of it. */
function damageLines(damage: readonly string[]): string[] {
  const most = 4;
  const told = damage.slice(0, damage.length > most ? most - 1 : most).map((one) => `Damage     ${printable(one)}`);
  return damage.length > most ? [...told, `Damage     and ${damage.length - told.length} more: etherbox status`] : told;
}
