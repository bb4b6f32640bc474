import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Link } from '../shell/router.tsx';
import { Scroll } from './scroll.tsx';

interface SplitProps {
  readonly title: string;
  readonly list: ComponentChildren;
  readonly detail: ComponentChildren;
  /** Something is selected: on a narrow screen its detail is all there is. */
  readonly open: boolean;
  readonly back: string;
  readonly detailKey: string;
}

/** A list and beside it what is selected, each with a scroll bar of its own. */
export function Split({ title, list, detail, open, back, detailKey }: SplitProps) {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => pane.current?.scrollTo({ top: 0 }), [detailKey]);
  return (
    <div class={open ? 'split open' : 'split'}>
      <section class="list-pane" aria-label={title}>
        {list}
      </section>
      <Scroll class="detail-pane" label="Detail" place={pane}>
        {open && (
          <Link class="button small back" to={back} data-back>
            ← Back to the list
          </Link>
        )}
        {detail}
      </Scroll>
    </div>
  );
}
