import type { Json } from '#domain/core/json';
import type { Callback, Profile } from '#domain/core/sandbox-state';
import { ControlRequestError } from '#runtime/control-request-error';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { CreateSandboxRequest, Sandboxes } from '#runtime/sandboxes/sandboxes';
import { parseStartInstant, startYears } from '#runtime/sandboxes/start-instant';
import {
  type ControlCall,
  type ControlHandlers,
  type ControlReply,
  created,
  noContent,
  ok,
  type PageRange,
  pageView,
  readPageRange,
} from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { sandboxView } from './sandbox-views.ts';

/** The body of sandbox.yaml's SandboxCreate. */
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

/** Handlers that create, change, reset, save and delete sandboxes. */
export function sandboxHandlers(dependencies: ControlDependencies): ControlHandlers {
  const { sandboxes } = dependencies;
  const sandboxOf = ({ params }: ControlCall) => sandboxes.getOrThrow(params.sandboxId as string);
  return {
    async createSandbox({ body = {} }) {
      const live = await createRequestedSandbox(dependencies, body as SandboxCreate);
      return created({ ...sandboxView(live), clientSecret: live.profile.clientSecret });
    },
    listSandboxes: (call) => sandboxPage(sandboxes, readPageRange(call)),
    retrieveSandbox: (call) => ok(sandboxView(sandboxOf(call))),
    async updateSandbox(call) {
      const live = sandboxOf(call);
      return ok(
        sandboxView(
          await sandboxes.patchProfile(live.id, profilePatch(dependencies, live, call.body as SandboxUpdate)),
        ),
      );
    },
    async deleteSandbox(call) {
      const live = sandboxOf(call);
      if (live.id === 'default')
        throw new ControlRequestError(409, 'The default sandbox cannot be deleted; reset it instead');
      await sandboxes.remove(live.id);
      return noContent;
    },
    resetSandbox: async (call) => ok(sandboxView(await sandboxes.reset(sandboxOf(call).id))),
    exportState: (call) => ok(sandboxes.saveState(sandboxOf(call).id)),
    importState: async (call) => ok(sandboxView(await sandboxes.loadState(sandboxOf(call).id, call.body))),
    expireTokens(call) {
      sandboxes.tokens.expireAll(sandboxOf(call).id);
      return noContent;
    },
    resetRateLimit(call) {
      dependencies.resetRateLimit(sandboxOf(call).id);
      return noContent;
    },
    retrieveCredentials(call) {
      const { clientId, clientSecret, duns, portalLoginId } = sandboxOf(call).profile;
      const baseUrl = dependencies.baseUrl();
      return ok({ clientId, clientSecret, duns, portalLoginId, baseUrl, tokenUrl: `${baseUrl}/oauth/accesstoken` });
    },
  };
}

function sandboxPage(sandboxes: Sandboxes, page: PageRange): ControlReply {
  const { items, ...rest } = pageView([...sandboxes.all()], page);
  return ok({ items: items.map(sandboxView), ...rest });
}

async function createRequestedSandbox(dependencies: ControlDependencies, body: SandboxCreate): Promise<LiveSandbox> {
  const { scenario, seed, now, callback, ...rest } = body;
  if (callback) dependencies.checkCallbackUrls(callback, '/callback');
  const applyScenario = scenario === undefined ? undefined : dependencies.scenarios.prepare(scenario, '/scenario');
  const request: CreateSandboxRequest = {
    ...rest,
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(now === undefined ? {} : { now: readStart(dependencies, now) }),
    ...(callback === undefined ? {} : { callback }),
  };
  if (body.from !== undefined && dependencies.sandboxes.get(body.from) === undefined) {
    throw new ControlRequestError(422, 'The sandbox to fork does not exist', [
      { pointer: '/from', got: body.from, expected: 'the id of a sandbox of this server' },
    ]);
  }
  const live = await dependencies.sandboxes.create(request);
  await applyScenario?.(live);
  return live;
}

function readStart({ sandboxes }: ControlDependencies, now: string): number {
  const instant = parseStartInstant(now, sandboxes.context.clock.now());
  if (instant !== undefined) return instant;
  throw new ControlRequestError(400, 'Invalid virtual start', [
    {
      pointer: '/now',
      got: now,
      expected: `today, a date such as 2026-01-05, or an instant from ${startYears.first} to ${startYears.last} such as 2026-01-05T09:00:00Z`,
    },
  ]);
}

function profilePatch(dependencies: ControlDependencies, live: LiveSandbox, update: SandboxUpdate): Partial<Profile> {
  if (update.callback) dependencies.checkCallbackUrls(update.callback, '/callback');
  const mergedSettings = Object.entries({ ...live.profile.settings, ...update.settings }).filter(
    ([, value]) => value !== null,
  );
  return {
    ...('callback' in update ? { callback: update.callback ?? null } : {}),
    ...(update.profile === undefined ? {} : { mode: update.profile }),
    ...(update.settings === undefined ? {} : { settings: Object.fromEntries(mergedSettings) }),
  };
}
