import type { components } from '../generated/openapi/sandbox.ts';
import { nearest } from '../mock/domain/nearest.ts';
import type { Callback, Json } from '../mock/domain/sandbox.ts';
import type { WorkingCalendar } from '../mock/domain/working-calendar.ts';
import { parseInstant } from '../mock/domain/working-time.ts';
import { ControlClient, ControlRefused } from '../mock/http/control-client.ts';
import { tokenPath } from '../mock/http/oauth.ts';
import { type Serving, serve } from '../mock/http/serve.ts';
import { loadGround } from '../mock/runtime/load-data.ts';
import type { Store } from '../mock/runtime/ports.ts';
import { startInstant } from '../mock/runtime/start-instant.ts';
import { wallClock } from '../mock/runtime/wall.ts';
import { scenarioDesk } from '../scenarios/scenario-desk.ts';
import type { Sandbox, WaitOptions } from './sandbox.ts';
import { type Ending, refuseUnknownFilter, WaitedTooLong, waitForEvent } from './wait-for-event.ts';

export interface StartSandboxOptions {
  /** Decides ids, prices and everything else that could differ. Default `default`. */
  readonly seed?: string;
  /** Virtual start: RFC 3339, or `today` (the next 09:00 in London on a working day). Default 2026-01-05T09:00:00Z. */
  readonly now?: string;
  /** Scenario to prepare: a name from the library, or the scenario itself. */
  readonly scenario?: string | object;
  /** Your listener's URL, or how to call it; default: the built-in inbox. */
  readonly callback?: string | Callback | null;
  readonly profile?: 'default' | 'strict';
  readonly settings?: components['schemas']['Settings'];
  /** Keep state in this folder; default: memory. */
  readonly data?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Wall milliseconds for one callback attempt. */
  readonly callbackTimeoutMs?: number;
}

/** Every option, so that one that is misspelt is refused and not overlooked. */
export const startSandboxOptions = [
  'seed',
  'now',
  'scenario',
  'callback',
  'profile',
  'settings',
  'data',
  'port',
  'callbackTimeoutMs',
] as const satisfies readonly (keyof StartSandboxOptions)[];

/** Every setting, for the same reason. */
const settingNames = [
  'calendar',
  'orderStatus',
  'duplicateExternalId',
  'rateLimit',
  'tokenLifetimeSeconds',
  'explain',
  'specialValues',
] as const satisfies readonly (keyof components['schemas']['Settings'])[];

const id = 'default';
const credentials = { clientId: 'etherbox-test', clientSecret: 'test-secret' };

/** Starts a sandbox in this process. Close it with `await box.close()`, or let `await using` do it. */
export async function startSandbox(options: StartSandboxOptions = {}): Promise<Sandbox> {
  refuseUnknown(options);
  const first = { id, ...credentials, ...firstOf(options) };
  const store = options.data === undefined ? undefined : await fileStore(options.data);
  const serving = await serve({
    port: options.port ?? 0,
    first,
    scenarios: scenarioDesk,
    ...(store === undefined ? {} : { store }),
    ...(options.callbackTimeoutMs === undefined ? {} : { callbackTimeoutMs: options.callbackTimeoutMs }),
  }).catch(async (error: unknown) => {
    await store?.close();
    throw error;
  });
  const box = makeSandbox(serving);
  if (options.scenario === undefined) return box;
  try {
    await box.scenario(options.scenario);
  } catch (error) {
    await box.close();
    throw error;
  }
  return box;
}

function refuseUnknown(options: StartSandboxOptions): void {
  refuseOthers('option', options, startSandboxOptions);
  refuseOthers('setting', options.settings ?? {}, settingNames);
}

function refuseOthers(what: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    const hint = meant === undefined ? `use ${known.join(', ')}` : `did you mean ${meant}?`;
    throw new TypeError(`startSandbox has no ${what} "${name}"; ${hint}`);
  }
}

async function fileStore(folder: string): Promise<Store> {
  const { openFileStore } = await import('../mock/runtime/store/store-file.ts');
  return openFileStore({ folder });
}

function firstOf({ seed = 'default', now, callback, profile, settings }: StartSandboxOptions) {
  const start = now === undefined ? undefined : startOf(now);
  return {
    seed,
    ...(start === undefined ? {} : { now: start }),
    ...(callback === undefined ? {} : { callback: typeof callback === 'string' ? { url: callback } : callback }),
    ...(profile === undefined ? {} : { profile }),
    ...(settings === undefined ? {} : { settings: settings as { readonly [name: string]: Json } }),
  };
}

function startOf(now: string): number {
  const calendar = () => (loadGround().journeys['working-calendar'] as WorkingCalendar).divisions['england-and-wales'];
  const start = now === 'today' ? startInstant(now, wallClock.now(), calendar()) : parseInstant(now);
  if (start !== undefined) return start;
  throw new TypeError(`now is "${now}"; use an RFC 3339 instant such as 2026-01-05T09:00:00Z, or today`);
}

interface Items<T> {
  readonly items: readonly T[];
}

function makeSandbox(serving: Serving): Sandbox {
  const { baseUrl, sandboxes } = serving;
  const control = new ControlClient({ baseUrl, sandbox: id });
  const live = () => sandboxes.mustGet(id);
  const items = async <T>(path: string, query: object = {}): Promise<readonly T[]> =>
    (await control.get<Items<T>>(`~/${path}?${new URLSearchParams(query as Record<string, string>)}`)).items;
  const ending: Ending = { closed: false, waits: new Set() };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    ending.closed = true;
    for (const end of ending.waits) end();
    closing ??= serving.close();
    return closing;
  };
  const token = async (): Promise<string> => sandboxes.tokens.issue(id).token;
  return {
    id,
    baseUrl,
    tokenUrl: `${baseUrl}${tokenPath}`,
    credentials: { ...credentials, duns: live().profile.duns },
    control,
    token,
    headers: async () => ({
      authorization: `Bearer ${await token()}`,
      'apigw-tracking-header': 'test',
      'content-type': 'application/json',
      productFamily: 'ethernet',
    }),
    advance: (request) => control.post('~/clock/advance', request),
    clock: { read: () => control.get('~/clock'), set: (update) => control.call('PATCH', '~/clock', update) },
    events: {
      list: (query) => items('events', query),
      waitFor: async (query, { timeoutMs = 5000 }: WaitOptions = {}) => {
        refuseUnknownFilter(query);
        return control.get(`~/events/${await waitForEvent(sandboxes, live(), query, timeoutMs, ending)}`);
      },
      resend: (eventId, url) =>
        control.post(`~/events/${encodeURIComponent(eventId)}/resend`, url === undefined ? {} : { url }),
      retryNow: () => control.post('~/events/retry-now'),
    },
    requests: {
      list: (query) => items('requests', query),
      waitFor: (query, { timeoutMs = 5000, count = 1 } = {}) =>
        items<components['schemas']['Request']>('requests/wait', {
          ...query,
          count: String(count),
          timeoutMs: String(timeoutMs),
        }).catch((error: unknown) => {
          throw error instanceof ControlRefused && error.status === 408 ? new WaitedTooLong(error.message) : error;
        }),
    },
    orders: {
      list: () => items('orders'),
      timeline: (orderId) => control.get(`~/orders/${encodeURIComponent(orderId)}/timeline`),
    },
    openActions: {
      list: (query) => items('open-actions', query),
      answer: (actionId, answer, more = {}) =>
        control.post(`~/open-actions/${encodeURIComponent(actionId)}/answer`, { ...more, answer }),
    },
    faults: {
      add: (fault) => control.post('~/faults', fault),
      list: () => items('faults'),
      remove: (faultId) => control.call('DELETE', `~/faults/${encodeURIComponent(faultId)}`),
    },
    troubles: {
      add: (trouble) => control.post('~/troubles', trouble),
      list: () => items('troubles'),
      remove: (troubleId) => control.call('DELETE', `~/troubles/${encodeURIComponent(troubleId)}`),
    },
    scenario: (scenario) =>
      control.post('~/scenarios', typeof scenario === 'string' ? { name: scenario } : { inline: scenario }),
    state: {
      save: () => control.get('~/state'),
      load: async (state) => void (await control.call('PUT', '~/state', state)),
    },
    reset: async () => void (await control.post('~/reset')),
    expireTokens: () => control.post('~/tokens/expire'),
    close,
    [Symbol.asyncDispose]: close,
  };
}
