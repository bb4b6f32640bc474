/** All texts for people use the time in London. */

const londonTimeZone = { timeZone: 'Europe/London' } as const;
const dayFormat = new Intl.DateTimeFormat('en-GB', {
  ...londonTimeZone,
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
});
const shortDayFormat = new Intl.DateTimeFormat('en-GB', {
  ...londonTimeZone,
  weekday: 'short',
  day: '2-digit',
  month: 'short',
});
const timeFormat = new Intl.DateTimeFormat('en-GB', { ...londonTimeZone, hour: '2-digit', minute: '2-digit' });
const wallFormat = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const formatInstant = (format: Intl.DateTimeFormat, instant: string): string =>
  format.format(new Date(instant)).replaceAll(',', '');
const isInstant = (instant: string | undefined): instant is string =>
  instant !== undefined && !Number.isNaN(Date.parse(instant));

/** `Mon 05 Jan 2026 09:00`, in London. */
export const formatDateTime = (instant: string | undefined): string =>
  isInstant(instant) ? `${formatInstant(dayFormat, instant)} ${formatInstant(timeFormat, instant)}` : (instant ?? '–');

/** `Mon 05 Jan 09:00`, in London. */
export const formatShortDateTime = (instant: string | undefined): string =>
  isInstant(instant)
    ? `${formatInstant(shortDayFormat, instant)} ${formatInstant(timeFormat, instant)}`
    : (instant ?? '–');

/** `Mon 05 Jan`, in London. */
export const formatShortDay = (instant: string | undefined): string =>
  isInstant(instant) ? formatInstant(shortDayFormat, instant) : (instant ?? '–');

/** In the reader's own time zone, because it is wall time. */
export const formatWallTime = (instant: string | undefined): string =>
  isInstant(instant) ? formatInstant(wallFormat, instant) : (instant ?? '–');

/** `inProgress` → `In progress`; a text with a blank stays as it is. */
export function humanize(name: string): string {
  const spaced = name
    .replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
    .replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const isoInstantPattern = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})/g;

/** A sentence of the server with its instants in the page's format. */
export const formatInstantsInText = (text: string): string =>
  text.replaceAll(isoInstantPattern, (instant) => formatDateTime(instant));

/** `1 order`, `2 orders`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** Ids are shortened in presenter mode: nobody copies one from a projected page. */
export function displayId(id: string, presenter: boolean): string {
  return presenter && id.length > 14 ? `${id.slice(0, 4)}…${id.slice(-6)}` : id;
}

/** `340 ms`, `1.2 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return '<1 ms';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
