import { tokenPath } from '../mock/http/oauth.ts';
import type { Serving } from '../mock/http/serve.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';

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
  const { baseUrl } = serving;
  const { profile, clock } = live;
  const health = serving.sandboxes.house.store.health();
  return [
    `Ready in ${(tookMs / 1000).toFixed(1)} s`,
    `API        ${baseUrl}   Dashboard ${baseUrl}/ui/   Reference ${baseUrl}/docs/`,
    `Sandbox    ${profile.id}  DUNS ${profile.duns}  client ${profile.clientId} / secret ${profile.clientSecret}  (same after restart)`,
    `Clock      ${clock.mode.toUpperCase()} at ${new Date(live.now).toUTCString()}`,
    `State      ${health.persistence}`,
    `Callbacks  ${profile.callback?.url ?? 'built-in inbox   (yours: --callback http://localhost:3000/hook)'}`,
    `Try        curl -u ${profile.clientId}:${profile.clientSecret} -d grant_type=client_credentials ${baseUrl}${tokenPath}`,
    ...health.damage.map((damage) => `Damage     ${damage}`),
    '',
  ].join('\n');
}
