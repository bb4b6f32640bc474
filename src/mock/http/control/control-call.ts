import type { ServerResponse } from 'node:http';
import { toLondonDateTime } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';

/** One call to the control API after access guard and schema. */
export interface ControlCall {
  /** Decoded parameters of the path. */
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string | undefined };
  /** The parsed body; undefined when none was sent. Its shape was checked against sandbox.yaml. */
  readonly body: unknown;
  readonly headers: { readonly [lowerCaseName: string]: string | string[] | undefined };
}

export type ControlReply =
  /** `body` undefined: no content. */
  | { readonly status: number; readonly body?: unknown }
  /** Text written in pieces, so that a long journal is never one string. */
  | { readonly status: number; readonly mediaType: string; readonly pieces: Iterable<string>; readonly file?: string }
  /** The handler writes the response itself, for as long as it takes. */
  | { readonly open: (response: ServerResponse) => void };

export type ControlHandler = (call: ControlCall) => ControlReply | Promise<ControlReply>;
export type ControlHandlers = { readonly [operationId: string]: ControlHandler };

/** A 200 reply. */
export const ok = (body: unknown): ControlReply => ({ status: 200, body });
/** A 201 reply. */
export const created = (body: unknown): ControlReply => ({ status: 201, body });
export const noContent: ControlReply = { status: 204 };

/** A larger `limit` is reduced to this, and the answer's `limit` shows it. */
export const maxPageSize = 1000;

export interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

/** The page that a call requests, with defaults. */
export function readPageRange({ query }: ControlCall): PageRange {
  return { offset: Number(query.offset ?? 0), limit: Math.min(Number(query.limit ?? 100), maxPageSize) };
}

/** One page of a list, in the shape of the control API. */
export function pageView<T>(all: readonly T[], page: PageRange) {
  return { items: all.slice(page.offset, page.offset + page.limit), total: all.length, ...page };
}

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon 05 Jan 2026 09:00`, in London local time. */
export function londonTime(instant: Instant): string {
  const { weekday, day, month, year, hour, minute } = toLondonDateTime(instant);
  const twoDigits = (n: number) => String(n).padStart(2, '0');
  return `${dayNames[weekday]} ${twoDigits(day)} ${monthNames[month - 1]} ${year} ${twoDigits(hour)}:${twoDigits(minute)}`;
}
