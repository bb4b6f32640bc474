import { defaultPort } from '#cli/options/start-options';
import { escapeControlCharacters } from '#domain/core/printable';
import { tokenPath } from '#http/bt/oauth';
import { londonTime } from '#http/control/control-call';
import type { RunningServer } from '#http/serve';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** The first line of `start --json`, for scripts and test suites in other languages. */
export function readyLine(serving: RunningServer, live: LiveSandbox): string {
  const { baseUrl } = serving;
  const { profile, clock } = live;
  return JSON.stringify({
    ready: true,
    baseUrl,
    tokenUrl: `${baseUrl}${tokenPath}`,
    controlUrl: `${baseUrl}/_sandbox/v1`,
    dashboardUrl: `${baseUrl}/ui/`,
    persistence: serving.sandboxes.context.store.health().kind,
    sandbox: {
      id: profile.id,
      clientId: profile.clientId,
      clientSecret: profile.clientSecret,
      duns: profile.duns,
      callbackUrl: profile.callback?.url ?? null,
    },
    clock: { mode: clock.mode, now: new Date(live.virtualNow).toISOString() },
  });
}

/** The banner for people: at most twelve lines, all of them necessary. */
export function startBanner(serving: RunningServer, live: LiveSandbox, tookMs: number): string {
  const { baseUrl, port } = serving;
  const { profile } = live;
  const health = serving.sandboxes.context.store.health();
  // Other commands use the default port.
  const portHint = port === defaultPort ? [] : [`Commands   to use this server: export ETHERBOX_URL=${baseUrl}`];
  const persistenceHint = health.kind === 'memory' ? '   (to keep it: --data ./sandbox-data)' : '';
  return [
    `Ready in ${(tookMs / 1000).toFixed(1)} s   API ${baseUrl}   Dashboard ${baseUrl}/ui/   Reference ${baseUrl}/docs/`,
    `Sandbox    ${profile.id}  DUNS ${profile.duns}  client ${profile.clientId} / secret ${profile.clientSecret}   (the same after a restart)`,
    `Clock      ${clockText(live)}`,
    `State      ${health.persistence}${persistenceHint}`,
    `Callbacks  ${profile.callback?.url ?? 'built-in inbox   (to use your listener: --callback http://localhost:3000/hook)'}`,
    `Specs      ${specVersions(serving.documents)}`,
    `Try        curl -u ${profile.clientId}:${profile.clientSecret} -d grant_type=client_credentials ${baseUrl}${tokenPath}`,
    ...portHint,
    ...damageLines(health.damage),
    '',
  ].join('\n');
}

/** How to advance a clock that does not run by itself. */
function clockText({ clock, virtualNow }: LiveSandbox): string {
  const advanceHint = clock.mode === 'frozen' ? `   (to move it: ${commandName()} advance --until next-milestone)` : '';
  const rate = clock.mode === 'scaled' ? ` x${clock.rate}` : '';
  return `${clock.mode.toUpperCase()}${rate} at ${londonTime(virtualNow)} London${advanceHint}`;
}

/** The command as the user has to type it: npm scripts and npx put no `etherbox` on the path. */
export function commandName(env: NodeJS.ProcessEnv = process.env): string {
  return env.npm_execpath === undefined ? 'etherbox' : 'npx etherbox';
}

/** Groups APIs of the same version. */
export function specVersions(documents: { readonly [api: string]: object }): string {
  const apisByVersion = new Map<string, string[]>();
  for (const [api, document] of Object.entries(documents)) {
    const { version } = (document as { readonly info: { readonly version: string } }).info;
    apisByVersion.set(version, [...(apisByVersion.get(version) ?? []), api]);
  }
  return [...apisByVersion].map(([version, names]) => `${names.join(', ')} ${version}`).join('; ');
}

/** Damage is always reported, and shortened so that it does not hide the rest: `status` shows all of it. */
function damageLines(damage: readonly string[]): string[] {
  const maxLines = 4;
  const shownLines = damage
    .slice(0, damage.length > maxLines ? maxLines - 1 : maxLines)
    .map((one) => `Damage     ${escapeControlCharacters(one)}`);
  return damage.length > maxLines
    ? [...shownLines, `Damage     and ${damage.length - shownLines.length} more; list all with: etherbox status`]
    : shownLines;
}
