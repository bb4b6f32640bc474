import type { ComponentChildren } from 'preact';
import { sayTrouble, type Trouble } from '../control/call.ts';

/** Nothing is here yet: what would fill it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

export function Loading() {
  return <p class="loading">Reading…</p>;
}

/** What went wrong, why, and what next. */
export function TroubleNote({ trouble, what }: { readonly trouble: Trouble; readonly what: string }) {
  return (
    <div class="note bad" role="alert">
      <strong>{trouble.status === 404 ? `No such ${what} in this sandbox` : `The ${what} could not be read`}</strong>
      <p>
        {trouble.status === 404
          ? 'It may belong to another sandbox (see the switcher at the top), or a reset has taken it away.'
          : sayTrouble(trouble)}
      </p>
    </div>
  );
}
