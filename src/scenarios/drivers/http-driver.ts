import { ControlClient, type ListPage } from '#http/control/control-client';
import type {
  DriverAnswer,
  DriverCall,
  ObservedAsset,
  ObservedEvent,
  ObservedOpenAction,
  ObservedOrder,
  ObservedRequest,
  ObservedTimeline,
  ScenarioDriver,
} from './scenario-driver.ts';

export interface HttpDriverOptions {
  readonly baseUrl: string;
  readonly sandbox: string;
  readonly controlToken?: string | undefined;
}

/** The largest page that the control API returns. */
const pageSize = 1000;
/** Wall time after which a call without its own limit counts as broken. */
const defaultTimeoutMs = 30_000;

/** Drives a sandbox of a running server through its control API and its BT paths. */
export function createHttpDriver(options: HttpDriverOptions): ScenarioDriver {
  const control = new ControlClient(options);
  const listAll = async <T>(path: string): Promise<readonly T[]> => {
    const items: T[] = [];
    for (let offset = 0; ; offset += pageSize) {
      const separator = path.includes('?') ? '&' : '?';
      const page = await control.get<ListPage<T>>(`~/${path}${separator}offset=${offset}&limit=${pageSize}`);
      items.push(...page.items);
      if (items.length >= page.total || page.items.length === 0) return items;
    }
  };
  const sendControl = async (method: string, path: string, body?: object) =>
    void (await control.call(method, path, body));
  return {
    call: (call) => sendOverHttp(control.baseUrl, call),
    now: async () => (await control.get<{ now: string }>('~/clock')).now,
    advance: (request) => sendControl('POST', '~/clock/advance', request),
    addFaultInjection: (faultInjection) => sendControl('POST', '~/fault-injections', faultInjection),
    async clearFaultInjections() {
      const { items } = await control.get<{ items: readonly { readonly id: string }[] }>('~/fault-injections');
      for (const { id } of items) await sendControl('DELETE', `~/fault-injections/${id}`);
    },
    expireTokens: () => sendControl('POST', '~/tokens/expire', {}),
    addSetback: (setback) => sendControl('POST', '~/setbacks', setback),
    openActions: async () => (await control.get<ListPage<ObservedOpenAction>>('~/open-actions?state=open')).items,
    answerOpenAction: (id, answer, more) =>
      sendControl('POST', `~/open-actions/${encodeURIComponent(id)}/answer`, { ...more, answer }),
    resend: (state) =>
      state === 'retrying'
        ? sendControl('POST', '~/events/retry-now', {})
        : sendControl('POST', '~/events/resend', { state }),
    orders: () => listAll<ObservedOrder>('orders'),
    assets: () => listAll<ObservedAsset>('assets'),
    timeline: (orderId) => control.get<ObservedTimeline>(`~/orders/${encodeURIComponent(orderId)}/timeline`),
    events: () => listAll<ObservedEvent>('events'),
    async requests() {
      const { evicted } = await control.get<{ evicted: number }>('~/requests?limit=1');
      const lines = await control.get<string>('~/requests.ndjson');
      return { seen: lines.split('\n').filter(Boolean).map(parseJournalEntry), evicted };
    },
    async waitForRequests(operation, count, timeoutMs) {
      const query = new URLSearchParams({ operation, count: String(count), timeoutMs: String(timeoutMs) });
      await sendControl('GET', `~/requests/wait?${query}`);
    },
    setCallback: (callback) => sendControl('PATCH', '~', { callback }),
  };
}

const parseJournalEntry = (line: string): ObservedRequest => JSON.parse(line) as ObservedRequest;

async function sendOverHttp(baseUrl: string, call: DriverCall): Promise<DriverAnswer> {
  const { method, path, headers, body, timeoutMs = defaultTimeoutMs } = call;
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  try {
    const answer = await fetch(baseUrl + path, {
      method,
      headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
      ...(text === undefined ? {} : { body: text }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: parseAnswerBody(await answer.text()),
    };
  } catch {
    // Reset, cut off, or too slow for this client: it has no answer.
    return { status: 'broken', headers: {}, body: undefined };
  }
}

function parseAnswerBody(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
