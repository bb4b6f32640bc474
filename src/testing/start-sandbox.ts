import { closestMatch } from '#domain/core/closest-match';
import type { JsonObject } from '#domain/core/json';
import type { Callback } from '#domain/core/sandbox-state';
import { tokenPath } from '#http/bt/oauth';
import { ControlApiError, ControlClient } from '#http/control/control-client';
import { type RunningServer, serve } from '#http/serve';
import type { Store } from '#runtime/ports';
import { parseStartInstant, startYears } from '#runtime/sandboxes/start-instant';
import { systemClock } from '#runtime/system';
import type { Scenario } from '#scenarios/language/scenario';
import { scenarioService } from '#scenarios/runner/scenario-service';
import { PortUnavailableError } from './port-unavailable-error.ts';
import type { Sandbox } from './sandbox.ts';
import type { Request, SandboxSettings, WaitOptions } from './types.ts';
import { type CloseState, refuseUnknownFilter, WaitTimeoutError, waitForEvent } from './wait-for-event.ts';

export interface StartSandboxOptions {
  /** Decides ids, prices and everything else that could differ. Default `default`. */
  readonly seed?: string;
  /** Virtual start: RFC 3339, a date or `today` (09:00 in London on it). Default 2026-01-05T09:00:00Z. */
  readonly now?: string;
  /** Scenario to prepare: a name of the library, or a scenario of your own. */
  readonly scenario?: string | Scenario;
  /** URL of your listener, or how to call it. Default: the built-in inbox. */
  readonly callback?: string | Callback | null;
  /** `strict` leaves out everything that BT does not have. */
  readonly profile?: 'default' | 'strict';
  /** Switches of the sandbox. An unknown one is a TypeError. */
  readonly settings?: SandboxSettings;
  /** Keep state in this folder. Default: memory. */
  readonly data?: string;
  /** 0 takes any free port. Default 0. */
  readonly port?: number;
  /** Wall milliseconds for one callback attempt. Default 15,000. */
  readonly callbackTimeoutMs?: number;
}

/** Every option: a misspelt one is refused rather than ignored. */
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
] as const satisfies readonly (keyof SandboxSettings)[];

const defaultId = 'default';
const testCredentials = { clientId: 'etherbox-test', clientSecret: 'test-secret' };

/**
 * Starts a sandbox of BT's APIs in this process: a free port, its own data, its own frozen clock. Close it with
 * `await box.close()`, or let `await using` do it.
 *
 * Parameters: all are optional; an unknown option or setting is a `TypeError`.
 * Errors: `PortUnavailableError` (`ETHERBOX_PORT_UNAVAILABLE`); `DataFolderError` (`ETHERBOX_DATA_FOLDER_…`) when `data`
 * cannot be used; `ControlApiError` (`ETHERBOX_UNKNOWN_SCENARIO`, `ETHERBOX_INVALID_SCENARIO`, `ETHERBOX_SETUP_FAILED`)
 * when the scenario cannot be prepared; then nothing goes on running.
 *
 * @example
 * ```ts
 * import { startSandbox } from 'etherbox';
 *
 * const box = await startSandbox({ seed: 'checkout-test', scenario: 'survey-finds-blocked-duct' });
 * try {
 *   await box.advance({ by: '10 working days' });
 *   console.log((await box.orders.list()).map(({ id, state }) => [id, state]));
 * } finally {
 *   await box.close();
 * }
 * ```
 */
export async function startSandbox(options: StartSandboxOptions = {}): Promise<Sandbox> {
  refuseUnknownOptions(options);
  const initialSandbox = { id: defaultId, ...testCredentials, ...initialSandboxSettings(options) };
  const store = options.data === undefined ? undefined : await openDataFolder(options.data);
  const server = await serve({
    port: options.port ?? 0,
    initialSandbox,
    scenarios: scenarioService,
    ...(store === undefined ? {} : { store }),
    ...(options.callbackTimeoutMs === undefined ? {} : { callbackTimeoutMs: options.callbackTimeoutMs }),
  }).catch(async (error: NodeJS.ErrnoException) => {
    await store?.close();
    const isPortUnavailable = error.code === 'EADDRINUSE' || error.code === 'EACCES';
    throw isPortUnavailable ? new PortUnavailableError(options.port ?? 0, error) : error;
  });
  const sandbox = createSandboxHandle(server);
  if (options.scenario === undefined) return sandbox;
  try {
    await sandbox.scenario(options.scenario);
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  return sandbox;
}

function refuseUnknownOptions(options: StartSandboxOptions): void {
  refuseUnknownNames('option', options, startSandboxOptions);
  refuseUnknownNames('setting', options.settings ?? {}, settingNames);
  const { port = 0, callback } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`port is ${port}; use a whole number from 0 to 65535 (0 = any free port)`);
  const url = typeof callback === 'string' ? callback : callback?.url;
  if (url !== undefined && !(URL.canParse(url) && /^https?:/i.test(url)))
    throw new TypeError(`callback is "${url}"; use an http or https URL such as http://localhost:3000/hook`);
}

function refuseUnknownNames(kind: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const closest = closestMatch(name, known);
    const hint = closest === undefined ? `use ${known.join(', ')}` : `did you mean ${closest}?`;
    throw new TypeError(`startSandbox has no ${kind} "${name}"; ${hint}`);
  }
}

async function openDataFolder(folder: string): Promise<Store> {
  const { openFileStore } = await import('#runtime/store/store-file');
  return openFileStore({ folder });
}

function initialSandboxSettings({ seed = 'default', now, callback, profile, settings }: StartSandboxOptions) {
  const start = now === undefined ? undefined : readStartOption(now);
  return {
    seed,
    ...(start === undefined ? {} : { now: start }),
    ...(callback === undefined ? {} : { callback: typeof callback === 'string' ? { url: callback } : callback }),
    ...(profile === undefined ? {} : { profile }),
    ...(settings === undefined ? {} : { settings: settings as JsonObject }),
  };
}

function readStartOption(now: string): number {
  const start = parseStartInstant(now, systemClock.now());
  if (start !== undefined) return start;
  throw new TypeError(
    `now is "${now}"; use an RFC 3339 instant of the years ${startYears.first} to ${startYears.last}, such as 2026-01-05T09:00:00Z, a date such as 2026-01-05, or today`,
  );
}

interface ItemList<T> {
  readonly items: readonly T[];
}

function createSandboxHandle(server: RunningServer): Sandbox {
  const { baseUrl, sandboxes } = server;
  const control = new ControlClient({ baseUrl, sandbox: defaultId });
  const live = () => sandboxes.getOrThrow(defaultId);
  const listItems = async <T>(path: string, query: object = {}): Promise<readonly T[]> =>
    (await control.get<ItemList<T>>(`~/${path}?${new URLSearchParams(query as Record<string, string>)}`)).items;
  const closeState: CloseState = { closed: false, onClose: new Set() };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closeState.closed = true;
    for (const end of closeState.onClose) end();
    closing ??= server.close();
    return closing;
  };
  const token = async (): Promise<string> => sandboxes.tokens.issue(defaultId).token;
  return {
    id: defaultId,
    baseUrl,
    tokenUrl: `${baseUrl}${tokenPath}`,
    credentials: { ...testCredentials, duns: live().profile.duns },
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
      list: (query) => listItems('events', query),
      waitFor: async (query, { timeoutMs = 5000 }: WaitOptions = {}) => {
        refuseUnknownFilter(query);
        return control.get(`~/events/${await waitForEvent(sandboxes, live(), query, timeoutMs, closeState)}`);
      },
      resend: (eventId, url) =>
        control.post(`~/events/${encodeURIComponent(eventId)}/resend`, url === undefined ? {} : { url }),
      retryNow: () => control.post('~/events/retry-now'),
    },
    requests: {
      list: (query) => listItems('requests', query),
      waitFor: (query, { timeoutMs = 5000, count = 1 } = {}) =>
        listItems<Request>('requests/wait', {
          ...query,
          count: String(count),
          timeoutMs: String(timeoutMs),
        }).catch((error: unknown) => {
          throw error instanceof ControlApiError && error.code === 'ETHERBOX_WAIT_TIMEOUT'
            ? new WaitTimeoutError(error.message, { cause: error })
            : error;
        }),
    },
    orders: {
      list: () => listItems('orders'),
      timeline: (orderId) => control.get(`~/orders/${encodeURIComponent(orderId)}/timeline`),
    },
    openActions: {
      list: (query) => listItems('open-actions', query),
      answer: (actionId, answer, more = {}) =>
        control.post(`~/open-actions/${encodeURIComponent(actionId)}/answer`, { ...more, answer }),
    },
    faultInjections: {
      add: (faultInjection) => control.post('~/fault-injections', faultInjection),
      list: () => listItems('fault-injections'),
      remove: (faultInjectionId) =>
        control.call('DELETE', `~/fault-injections/${encodeURIComponent(faultInjectionId)}`),
    },
    setbacks: {
      add: (setback) => control.post('~/setbacks', setback),
      list: () => listItems('setbacks'),
      remove: (setbackId) => control.call('DELETE', `~/setbacks/${encodeURIComponent(setbackId)}`),
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
