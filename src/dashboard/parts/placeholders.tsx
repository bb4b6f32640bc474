import type { ComponentChildren } from 'preact';
import { type ApiError, describeApiError } from '../control/api-client.ts';

/** An empty list, and what would fill it. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** The placeholder while something loads. */
export function Loading() {
  return <p class="loading">Loading…</p>;
}

/** An error: what failed, why, and what to do next. */
export function ErrorNote({ error, subject }: { readonly error: ApiError; readonly subject: string }) {
  return (
    <div class="note bad" role="alert">
      <strong>{error.status === 404 ? `No such ${subject} in this sandbox` : `Could not load the ${subject}`}</strong>
      <p>
        {error.status === 404
          ? 'It may belong to another sandbox (switch at the top of the page), or a reset removed it.'
          : describeApiError(error)}
      </p>
    </div>
  );
}
