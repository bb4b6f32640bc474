import { defaultPort } from '#cli/options/start-options';
import { escapeControlCharacters } from '#domain/core/printable';
import { tokenPath } from '#http/bt/oauth';
import { londonTime } from '#http/control/control-call';
import type { RunningServer } from '#http/serve';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** The first line of `start --json`: scripts and other languages' test suites read it. */
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
    clock: { mode: clock.mode, now: new Date(live.now).toISOString() },
  });
}

/** What a person sees: at most twelve lines, each of them something they need. */
export function startBanner(serving: RunningServer, live: LiveSandbox, tookMs: number): string {
  const { baseUrl, port } = serving;
  const { profile } = live;
  const health = serving.sandboxes.context.store.health();
  // Every other command looks for the usual port.
  const portHint = port === defaultPort ? [] : [`Commands   find this one after: export ETHERBOX_URL=${baseUrl}`];
  const persistenceHint = health.kind === 'memory' ? '   (keep it: --data ./sandbox-data)' : '';
  return [
    `Ready in ${(tookMs / 1000).toFixed(1)} s   API ${baseUrl}   Dashboard ${baseUrl}/ui/   Reference ${baseUrl}/docs/`,
    `Sandbox    ${profile.id}  DUNS ${profile.duns}  client ${profile.clientId} / secret ${profile.clientSecret}   (same after restart)`,
    `Clock      ${clockText(live)}`,
    `State      ${health.persistence}${persistenceHint}`,
    `Callbacks  ${profile.callback?.url ?? 'built-in inbox   (yours: --callback http://localhost:3000/hook)'}`,
    `Specs      ${specVersions(serving.documents)}`,
    `Try        curl -u ${profile.clientId}:${profile.clientSecret} -d grant_type=client_credentials ${baseUrl}${tokenPath}`,
    ...portHint,
    ...damageLines(health.damage),
    '',
  ].join('\n');
}

/** What moves the clock, where it does not move by itself. */
function clockText({ clock, now }: LiveSandbox): string {
  const advanceHint = clock.mode === 'frozen' ? `   (move it: ${commandName()} advance --until next-milestone)` : '';
  const rate = clock.mode === 'scaled' ? ` x${clock.rate}` : '';
  return `${clock.mode.toUpperCase()}${rate} at ${londonTime(now)} London${advanceHint}`;
}

/** How a person gives the next command: npm's scripts and npx put no `etherbox` on the path. */
export function commandName(env: NodeJS.ProcessEnv = process.env): string {
  return env.npm_execpath === undefined ? 'etherbox' : 'npx etherbox';
}

/** APIs that have the same version are named together. */
export function specVersions(documents: { readonly [api: string]: object }): string {
  const apisByVersion = new Map<string, string[]>();
  for (const [api, document] of Object.entries(documents)) {
    const { version } = (document as { readonly info: { readonly version: string } }).info;
    apisByVersion.set(version, [...(apisByVersion.get(version) ?? []), api]);
  }
  return [...apisByVersion].map(([version, names]) => `${names.join(', ')} ${version}`).join('; ');
}

/** Damage is never silent, and never so long that it hides the rest: `status` tells all of it. */
function damageLines(damage: readonly string[]): string[] {
  const maxLines = 4;
  const shownLines = damage
    .slice(0, damage.length > maxLines ? maxLines - 1 : maxLines)
    .map((one) => `Damage     ${escapeControlCharacters(one)}`);
  return damage.length > maxLines
    ? [...shownLines, `Damage     and ${damage.length - shownLines.length} more: etherbox status`]
    : shownLines;
}
