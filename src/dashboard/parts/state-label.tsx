import { humanize } from './format.ts';

/** The mark of a state. It is always a shape and a word, never a colour alone. */
type MarkKind = 'done' | 'moving' | 'waiting' | 'bad' | 'off' | 'ask';

const markKindByState: { readonly [state: string]: MarkKind } = {
  completed: 'done',
  delivered: 'done',
  answered: 'done',
  confirmed: 'done',
  approved: 'done',
  active: 'done',
  created: 'done',
  passed: 'done',
  acknowledged: 'moving',
  inProgress: 'moving',
  retrying: 'moving',
  partial: 'moving',
  assessingCancellation: 'moving',
  pendingCancellation: 'moving',
  waiting: 'waiting',
  pending: 'waiting',
  held: 'ask',
  open: 'ask',
  failed: 'bad',
  rejected: 'bad',
  cancelled: 'off',
  suppressed: 'off',
  expired: 'off',
  terminated: 'off',
};

/** The mark of a state; unknown states count as waiting. */
export const markForState = (state: string): MarkKind => markKindByState[state] ?? 'waiting';

function MarkShape({ kind }: { readonly kind: MarkKind }) {
  switch (kind) {
    case 'done':
      return (
        <>
          <circle cx="6" cy="6" r="5.5" fill="currentColor" />
          <path d="M3.4 6.2 5.2 8l3.4-3.8" fill="none" class="shape-cut" stroke-width="1.5" />
        </>
      );
    case 'moving':
      return (
        <>
          <circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" stroke-width="1.4" />
          <path d="M6 1.2a4.8 4.8 0 0 1 0 9.6z" fill="currentColor" />
        </>
      );
    case 'bad':
      return (
        <>
          <path d="M3.7.6h4.6l3.1 3.1v4.6l-3.1 3.1H3.7L.6 8.300V3.700z" fill="currentColor" />
          <path d="m4 4 4 4m0-4-4 4" fill="none" class="shape-cut" stroke-width="1.5" />
        </>
      );
    case 'ask':
      return (
        <>
          <path d="M6 .5 11.5 6 6 11.5.5 6z" fill="currentColor" />
          <path d="M6 3.200v3.200M6 8.100v.7" fill="none" class="shape-cut" stroke-width="1.5" />
        </>
      );
    case 'off':
      return <path d="M1.5 6h9" stroke="currentColor" stroke-width="2" />;
    default:
      return <circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" stroke-width="1.4" />;
  }
}

/** The shape of a mark. */
export function Mark({ kind }: { readonly kind: MarkKind }) {
  return (
    <svg class={`mark ${kind}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <MarkShape kind={kind} />
    </svg>
  );
}

/** A state as a mark and a word. */
export function StateLabel({ state, text }: { readonly state: string; readonly text?: string }) {
  const markKind = markForState(state);
  return (
    <span class={`state ${markKind}`}>
      <Mark kind={markKind} />
      {text ?? humanize(state)}
    </span>
  );
}

/** An HTTP status as its number and a shape, for users who do not see the colour. */
export function HttpStatusLabel({ status }: { readonly status: number | null | undefined }) {
  if (status === null || status === undefined) return <span class="state bad">no answer</span>;
  const markKind = status >= 400 ? 'bad' : 'done';
  return (
    <span class={`state ${markKind}`}>
      <Mark kind={markKind} />
      {status}
    </span>
  );
}
