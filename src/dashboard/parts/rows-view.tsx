import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { announceQuietly } from '../context/announcements.tsx';
import { usePreferences } from '../context/preferences.ts';
import { Link } from '../context/router.tsx';
import { registerListNavigation } from '../context/shortcuts.ts';
import type { Rows } from '../control/rows.ts';
import { formatCount } from './format.ts';
import { ErrorNote, Loading } from './placeholders.tsx';

interface RowsViewProps<T> {
  readonly rows: Rows<T>;
  readonly label: string;
  /** The name of a row: "request". */
  readonly rowName: string;
  readonly keyOf: (row: T) => string;
  readonly urlOf: (row: T) => string;
  readonly chosen?: string | undefined;
  readonly children: (row: T) => ComponentChildren;
  /** Shown when the list is empty. */
  readonly empty: ComponentChildren;
  /** Text lines per row, which decide its height. */
  readonly lines?: number;
}

const lineHeight = 21;
const rowPadding = 22;
const overscanRows = 8;

/** A list that renders only its visible rows, so that ten thousand open as fast as ten. */
export function RowsView<T>({
  rows,
  label,
  rowName,
  keyOf,
  urlOf,
  chosen,
  children,
  empty,
  lines = 2,
}: RowsViewProps<T>) {
  const { presenter } = usePreferences();
  const height = Math.round((lines * lineHeight + rowPadding) * (presenter ? 1.3 : 1));
  const listElement = useRef<HTMLDivElement>(null);
  const [[firstVisible, visibleEnd], setVisibleRange] = useState<readonly [number, number]>([0, 30]);
  const updateVisibleRange = () => {
    const element = listElement.current;
    if (!element) return;
    const top = Math.max(0, Math.floor(element.scrollTop / height) - overscanRows);
    setVisibleRange([top, top + Math.ceil(element.clientHeight / height) + 2 * overscanRows]);
  };
  useLayoutEffect(updateVisibleRange, [height, rows]);
  useEffect(() => {
    const element = listElement.current;
    const wrapper = element?.parentElement;
    const onMouseLeave = () => canShowNewRows(element) && rows.showNew();
    const resizeObserver = new ResizeObserver(updateVisibleRange);
    if (element) resizeObserver.observe(element);
    // The pill is inside the wrapper, so that moving to it does not hide it.
    wrapper?.addEventListener('mouseleave', onMouseLeave);
    return () => {
      resizeObserver.disconnect();
      wrapper?.removeEventListener('mouseleave', onMouseLeave);
    };
  }, [height, rows, rows.count === undefined || rows.count === 0]);
  useEffect(() => rows.loadRange(firstVisible, visibleEnd), [firstVisible, visibleEnd, rows]);
  const count = rows.count ?? 0;
  useShowNewRows(rows, listElement, rowName);
  useListKeys(listElement, count, height);

  if (rows.error && rows.count === undefined) return <ErrorNote error={rows.error} subject={`list of ${rowName}s`} />;
  if (rows.count === undefined) return <Loading />;
  const shownIndexes = Array.from(
    { length: Math.max(0, Math.min(visibleEnd, count) - firstVisible) },
    (_, offset) => firstVisible + offset,
  );
  // A focused row lets the arrow keys scroll; until the first is loaded, the list takes the focus.
  const noRowLoaded = !shownIndexes.some((index) => rows.row(index) !== undefined);
  return (
    <div class="rows-place">
      {rows.newCount > 0 && (
        <button
          type="button"
          class="pill"
          onClick={() => {
            rows.showNew();
            listElement.current?.scrollTo({ top: 0 });
          }}
        >
          {rows.newCount.toLocaleString('en-GB')} new
        </button>
      )}
      {count === 0 ? (
        empty
      ) : (
        <div class="rows" ref={listElement} onScroll={updateVisibleRange} {...(noRowLoaded ? { tabIndex: 0 } : {})}>
          <ul aria-label={label} style={{ height: `${count * height}px` }}>
            {shownIndexes.map((index) => {
              const row = rows.row(index);
              return (
                <li
                  key={index}
                  style={{ transform: `translateY(${index * height}px)`, height: `${height}px` }}
                  aria-setsize={count}
                  aria-posinset={index + 1}
                >
                  {row === undefined ? (
                    <span class="row waiting-row">Loading…</span>
                  ) : (
                    <Link
                      class="row"
                      to={urlOf(row)}
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

/** Scrolled to the top, and the focus is elsewhere. */
const canShowNewRows = (element: HTMLElement | null): boolean =>
  element !== null && element.scrollTop === 0 && !element.matches(':focus-within');

/** Shows new rows at once when nobody is reading; otherwise they wait behind the pill. */
function useShowNewRows<T>(
  rows: Rows<T>,
  listElement: { readonly current: HTMLDivElement | null },
  rowName: string,
): void {
  useEffect(() => {
    if (rows.newCount === 0) return;
    announceQuietly(`${formatCount(rows.newCount, `new ${rowName}`)}`);
    const element = listElement.current;
    if (!element || (canShowNewRows(element) && !element.parentElement?.matches(':hover'))) rows.showNew();
  }, [rows.newCount]);
}

/** Moves the focus with j and k, also to rows that are not rendered yet. */
function useListKeys(listElement: { readonly current: HTMLDivElement | null }, count: number, height: number): void {
  useEffect(() => {
    return registerListNavigation((step) => {
      const element = listElement.current;
      if (!element || count === 0) return;
      const focused = element.contains(document.activeElement) ? document.activeElement : null;
      const current = focused ?? element.querySelector('[aria-current=true]');
      const focusIndex = current ? Number(current.getAttribute('data-row')) + (focused ? step : 0) : 0;
      const targetIndex = Math.min(Math.max(focusIndex, 0), count - 1);
      const top = targetIndex * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + element.clientHeight)
        element.scrollTop = top + height - element.clientHeight;
      focusRowOnceRendered(element, targetIndex, 10);
    });
  }, [count, height]);
}

function focusRowOnceRendered(element: HTMLElement, index: number, attemptsLeft: number): void {
  const row = element.querySelector<HTMLElement>(`[data-row="${index}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (attemptsLeft > 0) requestAnimationFrame(() => focusRowOnceRendered(element, index, attemptsLeft - 1));
}
