import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link } from '../context/router.tsx';
import { ScrollArea } from './scroll-area.tsx';

interface SplitViewProps {
  readonly title: string;
  readonly list: ComponentChildren;
  readonly detail: ComponentChildren;
  /** True when something is selected: a narrow screen then shows only its detail. */
  readonly open: boolean;
  readonly backUrl: string;
  readonly detailKey: string;
}

/** A list and the detail of the selected row, each with its own scroll bar. */
export function SplitView({ title, list, detail, open, backUrl, detailKey }: SplitViewProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.scrollTo({ top: 0 }), [detailKey]);
  return (
    <div class={open ? 'split open' : 'split'}>
      <section class="list-pane" aria-label={title}>
        {list}
      </section>
      <ScrollArea class="detail-pane" label="Detail" elementRef={pane}>
        {open && (
          <Link class="button small back" to={backUrl} data-back>
            ← Back to the list
          </Link>
        )}
        {detail}
      </ScrollArea>
    </div>
  );
}
