import type { Callback, Json, Profile } from '../domain/sandbox.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { Refusal } from '../runtime/refusal.ts';
import type { Sandboxes, SandboxRequest } from '../runtime/sandboxes.ts';
import { startInstant } from '../runtime/start-instant.ts';
import {
  type ControlCall,
  type ControlHandlers,
  type ControlReply,
  created,
  done,
  listView,
  ok,
  type Page,
  pageOf,
} from './control-call.ts';
import type { ControlPort } from './control-port.ts';
import { sandboxView } from './control-views.ts';

/** As sandbox.yaml's SandboxCreate. */
interface SandboxCreate {
  readonly id?: string;
  readonly seed?: string | number;
  readonly now?: string;
  readonly duns?: string;
  readonly portalLoginId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly callback?: Callback | null;
  readonly scenario?: string;
  readonly from?: string;
  readonly profile?: Profile['mode'];
  readonly settings?: { readonly [name: string]: Json };
}

interface SandboxUpdate {
  readonly callback?: Callback | null;
  readonly profile?: Profile['mode'];
  readonly settings?: { readonly [name: string]: Json };
}

export function sandboxHandlers(port: ControlPort): ControlHandlers {
  const { sandboxes } = port;
  const find = ({ params }: ControlCall) => sandboxes.mustGet(params.sandboxId as string);
  return {
    async createSandbox({ body = {} }) {
      const live = await createSandbox(port, body as SandboxCreate);
      return created({ ...sandboxView(live), clientSecret: live.profile.clientSecret });
    },
    listSandboxes: (call) => listSandboxes(sandboxes, pageOf(call)),
    retrieveSandbox: (call) => ok(sandboxView(find(call))),
    async updateSandbox(call) {
      const live = find(call);
      return ok(
        sandboxView(await sandboxes.patchProfile(live.id, profilePatch(port, live, call.body as SandboxUpdate))),
      );
    },
    async deleteSandbox(call) {
      const live = find(call);
      if (live.id === 'default') throw new Refusal(409, 'The default sandbox stays; reset it instead');
      await sandboxes.remove(live.id);
      return done;
    },
    resetSandbox: async (call) => ok(sandboxView(await sandboxes.reset(find(call).id))),
    exportState: (call) => ok(sandboxes.saveState(find(call).id)),
    importState: async (call) => ok(sandboxView(await sandboxes.loadState(find(call).id, call.body))),
    expireTokens(call) {
      sandboxes.tokens.expireAll(find(call).id);
      return done;
    },
    resetRateLimit(call) {
      port.resetRateLimit(find(call).id);
      return done;
    },
    retrieveCredentials(call) {
      const { clientId, clientSecret, duns, portalLoginId } = find(call).profile;
      const baseUrl = port.baseUrl();
      return ok({ clientId, clientSecret, duns, portalLoginId, baseUrl, tokenUrl: `${baseUrl}/oauth/accesstoken` });
    },
  };
}

function listSandboxes(sandboxes: Sandboxes, page: Page): ControlReply {
  const { items, ...rest } = listView([...sandboxes.all()], page);
  return ok({ items: items.map(sandboxView), ...rest });
}

async function createSandbox(port: ControlPort, body: SandboxCreate): Promise<LiveSandbox> {
  const { scenario, seed, now, callback, ...rest } = body;
  if (callback) port.checkCallback(callback, '/callback');
  const scenarioRun = scenario === undefined ? undefined : port.scenarios.prepare(scenario, '/scenario');
  const request: SandboxRequest = {
    ...rest,
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(now === undefined ? {} : { now: startOf(port, now) }),
    ...(callback === undefined ? {} : { callback }),
  };
  if (body.from !== undefined && port.sandboxes.get(body.from) === undefined) {
    throw new Refusal(422, 'There is nothing to fork', [
      { pointer: '/from', got: body.from, expected: 'the id of a sandbox of this process' },
    ]);
  }
  const live = await port.sandboxes.create(request);
  await scenarioRun?.(live);
  return live;
}

function startOf({ calendar, sandboxes }: ControlPort, now: string): number {
  const instant = startInstant(now, sandboxes.house.clock.now(), calendar);
  if (instant !== undefined) return instant;
  throw new Refusal(400, 'The start cannot be read', [
    { pointer: '/now', got: now, expected: 'today, or an instant such as 2026-01-05T09:00:00Z' },
  ]);
}

function profilePatch(port: ControlPort, live: LiveSandbox, update: SandboxUpdate): Partial<Profile> {
  if (update.callback) port.checkCallback(update.callback, '/callback');
  const merged = Object.entries({ ...live.profile.settings, ...update.settings }).filter(([, value]) => value !== null);
  return {
    ...('callback' in update ? { callback: update.callback ?? null } : {}),
    ...(update.profile === undefined ? {} : { mode: update.profile }),
    ...(update.settings === undefined ? {} : { settings: Object.fromEntries(merged) }),
  };
}
