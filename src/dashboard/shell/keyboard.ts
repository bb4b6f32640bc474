import { useEffect } from 'preact/hooks';
import { preferences } from './preferences.ts';
import { addressOf, go } from './router.tsx';

/**
 * Single keys for people who live on the keyboard. They do nothing while somebody types or a dialog is open, and can be
 * switched off (WCAG 2.1.4). Arrow keys are left alone: they scroll.
 */
export const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'Search'],
  ['j  k', 'Next or previous row'],
  ['Enter', 'Open the row'],
  ['u  Esc', 'Back to the list, to the same row'],
  ['g h', 'Home'],
  ['g o', 'Orders'],
  ['g c', 'Callbacks'],
  ['g r', 'Requests'],
  ['g s', 'Scenarios'],
  ['n', 'Clock: next milestone'],
  ['?', 'This help'],
];

const sections: { readonly [key: string]: string } = {
  h: '',
  o: 'orders',
  c: 'callbacks',
  r: 'requests',
  s: 'scenarios',
};
const secondKeyMs = 1500;

let moveInList: ((step: 1 | -1) => void) | undefined;

/** The list that j and k move in. Returns what ends it. */
export function setActiveList(move: (step: 1 | -1) => void): () => void {
  moveInList = move;
  return () => {
    if (moveInList === move) moveInList = undefined;
  };
}

export interface Actions {
  readonly search: () => void;
  readonly help: () => void;
  readonly nextMilestone: () => void;
}

export function useKeyboard(actions: Actions): void {
  useEffect(() => {
    let goingAt = Number.NEGATIVE_INFINITY;
    const pressed = (event: KeyboardEvent) => {
      if (!preferences().shortcuts || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') || isTyping(event.target)) return;
      const { key } = event;
      const section = performance.now() - goingAt < secondKeyMs ? sections[key] : undefined;
      goingAt = key === 'g' ? performance.now() : Number.NEGATIVE_INFINITY;
      if (section !== undefined) go(addressOf(section));
      else if (key === '/') actions.search();
      else if (key === '?') actions.help();
      else if (key === 'j' || key === 'k') moveInList?.(key === 'j' ? 1 : -1);
      else if (key === 'n') actions.nextMilestone();
      else if (key === 'u' || key === 'Escape') backToList();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** The row that was opened is the one marked as current; it gets the focus. */
function backToList(): void {
  const row = document.querySelector<HTMLElement>('.rows [aria-current=true]');
  const close = document.querySelector<HTMLElement>('[data-back]');
  if (row && row.getClientRects().length > 0) row.focus();
  else close?.click();
}
