import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Rows } from '../control/rows.ts';
import { whisper } from '../shell/announce.tsx';
import { setActiveList } from '../shell/keyboard.ts';
import { usePreferences } from '../shell/preferences.ts';
import { Link } from '../shell/router.tsx';
import { Loading, TroubleNote } from './empty.tsx';
import { counted } from './words.ts';

interface RowsViewProps<T> {
  readonly rows: Rows<T>;
  readonly label: string;
  /** What one row is: "request". */
  readonly what: string;
  readonly keyOf: (row: T) => string;
  readonly to: (row: T) => string;
  readonly chosen?: string | undefined;
  readonly children: (row: T) => ComponentChildren;
  /** Shown when there is none. */
  readonly empty: ComponentChildren;
  /** Lines of a row; its height follows. */
  readonly lines?: number;
}

const lineHeight = 21;
const padding = 22;
const spare = 8;

/** A list of which only the rows in sight are in the page: ten thousand open as fast as ten. */
export function RowsView<T>({ rows, label, what, keyOf, to, chosen, children, empty, lines = 2 }: RowsViewProps<T>) {
  const { presenter } = usePreferences();
  const height = Math.round((lines * lineHeight + padding) * (presenter ? 1.3 : 1));
  const box = useRef<HTMLDivElement>(null);
  const [[first, end], setSight] = useState<readonly [number, number]>([0, 30]);
  const look = () => {
    const element = box.current;
    if (!element) return;
    const top = Math.max(0, Math.floor(element.scrollTop / height) - spare);
    setSight([top, top + Math.ceil(element.clientHeight / height) + 2 * spare]);
  };
  useLayoutEffect(look, [height, rows]);
  useEffect(() => {
    const element = box.current;
    const place = element?.parentElement;
    const left = () => isCalm(element) && rows.reveal();
    const watcher = new ResizeObserver(look);
    if (element) watcher.observe(element);
    // The pill is in the same place, so that going there does not take it away.
    place?.addEventListener('mouseleave', left);
    return () => {
      watcher.disconnect();
      place?.removeEventListener('mouseleave', left);
    };
  }, [height, rows, rows.count === undefined || rows.count === 0]);
  useEffect(() => rows.want(first, end), [first, end, rows]);
  const count = rows.count ?? 0;
  useFresh(rows, box, what);
  useListKeys(box, count, height);

  if (rows.trouble && rows.count === undefined) return <TroubleNote trouble={rows.trouble} what={`list of ${what}s`} />;
  if (rows.count === undefined) return <Loading />;
  const shown = Array.from({ length: Math.max(0, Math.min(end, count) - first) }, (_, at) => first + at);
  // A row takes the focus and lets the arrow keys scroll; until the first is read the list does it itself.
  const reading = !shown.some((index) => rows.row(index) !== undefined);
  return (
    <div class="rows-place">
      {rows.fresh > 0 && (
        <button
          type="button"
          class="pill"
          onClick={() => {
            rows.reveal();
            box.current?.scrollTo({ top: 0 });
          }}
        >
          {rows.fresh.toLocaleString('en-GB')} new
        </button>
      )}
      {count === 0 ? (
        empty
      ) : (
        <div class="rows" ref={box} onScroll={look} {...(reading ? { tabIndex: 0 } : {})}>
          <ul aria-label={label} style={{ height: `${count * height}px` }}>
            {shown.map((index) => {
              const row = rows.row(index);
              return (
                <li
                  key={index}
                  style={{ transform: `translateY(${index * height}px)`, height: `${height}px` }}
                  aria-setsize={count}
                  aria-posinset={index + 1}
                >
                  {row === undefined ? (
                    <span class="row waiting-row">Reading…</span>
                  ) : (
                    <Link
                      class="row"
                      to={to(row)}
                      data-row={index}
                      aria-current={keyOf(row) === chosen ? 'true' : undefined}
                    >
                      {children(row)}
                    </Link>
                  )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </div>
  );
}

/** At the top, and the keyboard is elsewhere. */
const isCalm = (element: HTMLElement | null): boolean =>
  element !== null && element.scrollTop === 0 && !element.matches(':focus-within');

/** New rows go in at once where nobody is reading; otherwise they wait behind the pill. */
function useFresh<T>(rows: Rows<T>, box: { readonly current: HTMLDivElement | null }, what: string): void {
  useEffect(() => {
    if (rows.fresh === 0) return;
    whisper(`${counted(rows.fresh, `new ${what}`)}`);
    const element = box.current;
    if (!element || (isCalm(element) && !element.parentElement?.matches(':hover'))) rows.reveal();
  }, [rows.fresh]);
}

/** j and k move the focus from row to row, also to rows that are not in the page yet. */
function useListKeys(box: { readonly current: HTMLDivElement | null }, count: number, height: number): void {
  useEffect(() => {
    return setActiveList((step) => {
      const element = box.current;
      if (!element || count === 0) return;
      const focused = element.contains(document.activeElement) ? document.activeElement : null;
      const current = focused ?? element.querySelector('[aria-current=true]');
      const at = current ? Number(current.getAttribute('data-row')) + (focused ? step : 0) : 0;
      const wanted = Math.min(Math.max(at, 0), count - 1);
      const top = wanted * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + element.clientHeight)
        element.scrollTop = top + height - element.clientHeight;
      focusSoon(element, wanted, 10);
    });
  }, [count, height]);
}

function focusSoon(element: HTMLElement, index: number, tries: number): void {
  const row = element.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (tries > 0) requestAnimationFrame(() => focusSoon(element, index, tries - 1));
}
