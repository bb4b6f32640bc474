import { ControlClient } from '../mock/http/control-client.ts';
import type {
  AssetSeen,
  EventSeen,
  OpenActionSeen,
  OrderSeen,
  RequestSeen,
  Stage,
  TimelineSeen,
  WireAnswer,
  WireCall,
} from './stage.ts';

export interface HttpStageOptions {
  readonly baseUrl: string;
  readonly sandbox: string;
  readonly controlToken?: string | undefined;
}

/** Pages are as long as the control API gives them at most. */
const page = 1000;
/** Wall time after which a call without its own limit counts as broken. */
const patience = 30_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** A sandbox of a running server, over its control API and its BT paths. */
export function httpStage(options: HttpStageOptions): Stage {
  const control = new ControlClient(options);
  const all = async <T>(path: string): Promise<readonly T[]> => {
    const items: T[] = [];
    for (let offset = 0; ; offset += page) {
      const more = path.includes('?') ? '&' : '?';
      const got = await control.get<Page<T>>(`~/${path}${more}offset=${offset}&limit=${page}`);
      items.push(...got.items);
      if (items.length >= got.total || got.items.length === 0) return items;
    }
  };
  const send = async (method: string, path: string, body?: unknown) => void (await control.call(method, path, body));
  return {
    call: (call) => callOver(control.baseUrl, call),
    now: async () => (await control.get<{ now: string }>('~/clock')).now,
    advance: (request) => send('POST', '~/clock/advance', request),
    addFault: (fault) => send('POST', '~/faults', fault),
    async clearFaults() {
      const { items } = await control.get<{ items: readonly { readonly id: string }[] }>('~/faults');
      for (const { id } of items) await send('DELETE', `~/faults/${id}`);
    },
    expireTokens: () => send('POST', '~/tokens/expire', {}),
    addTrouble: (trouble) => send('POST', '~/troubles', trouble),
    openActions: async () => (await control.get<Page<OpenActionSeen>>('~/open-actions?state=open')).items,
    answer: (id, answer, more) => send('POST', `~/open-actions/${encodeURIComponent(id)}/answer`, { ...more, answer }),
    resend: (state) =>
      state === 'retrying' ? send('POST', '~/events/retry-now', {}) : send('POST', '~/events/resend', { state }),
    orders: () => all<OrderSeen>('orders'),
    assets: () => all<AssetSeen>('assets'),
    timeline: (orderId) => control.get<TimelineSeen>(`~/orders/${encodeURIComponent(orderId)}/timeline`),
    events: () => all<EventSeen>('events'),
    async requests() {
      const { evicted } = await control.get<{ evicted: number }>('~/requests?limit=1');
      const lines = await control.get<string>('~/requests.ndjson');
      return { seen: lines.split('\n').filter(Boolean).map(readEntry), evicted };
    },
    async waitForRequests(operation, count, timeoutMs) {
      const query = new URLSearchParams({ operation, count: String(count), timeoutMs: String(timeoutMs) });
      await send('GET', `~/requests/wait?${query}`);
    },
    setCallback: (callback) => send('PATCH', '~', { callback }),
  };
}

const readEntry = (line: string): RequestSeen => JSON.parse(line) as RequestSeen;

async function callOver(baseUrl: string, call: WireCall): Promise<WireAnswer> {
  const { method, path, headers, body, timeoutMs = patience } = call;
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  try {
    const answer = await fetch(baseUrl + path, {
      method,
      headers: { ...(text === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
      ...(text === undefined ? {} : { body: text }),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed(await answer.text()) };
  } catch {
    // Reset, cut off, or too slow for this client: what it knows is that it has no answer.
    return { status: 'broken', headers: {}, body: undefined };
  }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
