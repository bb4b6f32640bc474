/** Text for people out of what the control API says. */

const london = { timeZone: 'Europe/London' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...london,
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
});
const shortDayFormat = new Intl.DateTimeFormat('en-GB', {
  ...london,
  weekday: 'short',
  day: '2-digit',
  month: 'short',
});
const timeFormat = new Intl.DateTimeFormat('en-GB', { ...london, hour: '2-digit', minute: '2-digit' });
const wallFormat = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const parts = (format: Intl.DateTimeFormat, instant: string): string =>
  format.format(new Date(instant)).replaceAll(',', '');
const readable = (instant: string | undefined): instant is string =>
  instant !== undefined && !Number.isNaN(Date.parse(instant));

/** `Mon 05 Jan 2026 09:00`, in London. */
export const fullTime = (instant: string | undefined): string =>
  readable(instant) ? `${parts(dayFormat, instant)} ${parts(timeFormat, instant)}` : (instant ?? '–');

/** `Mon 05 Jan 09:00`, in London. */
export const shortTime = (instant: string | undefined): string =>
  readable(instant) ? `${parts(shortDayFormat, instant)} ${parts(timeFormat, instant)}` : (instant ?? '–');

export const shortDay = (instant: string | undefined): string =>
  readable(instant) ? parts(shortDayFormat, instant) : (instant ?? '–');

/** In the reader's own zone: wall time is theirs. */
export const wallTime = (instant: string | undefined): string =>
  readable(instant) ? parts(wallFormat, instant) : (instant ?? '–');

/** `inProgress` → `In progress`; what is written with a blank already stays. */
export function inWords(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const isoInstant = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})/g;

/** A sentence of the server with its instants written for people. */
export const readably = (text: string): string => text.replaceAll(isoInstant, (instant) => fullTime(instant));

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** For a room, where nobody copies an id from the wall. */
export function shownId(id: string, presenter: boolean): string {
  return presenter && id.length > 14 ? `${id.slice(0, 4)}…${id.slice(-6)}` : id;
}

export function duration(ms: number): string {
  if (ms < 1) return '<1 ms';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
