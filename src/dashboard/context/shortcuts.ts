import { useEffect } from 'preact/hooks';
import { getPreferences } from './preferences.ts';
import { navigate, pageUrl } from './router.tsx';

/**
 * Single-key shortcuts. They do nothing while the user types or a dialog is open, and can be switched off (WCAG 2.1.4).
 * Arrow keys keep their function: they scroll.
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

const sectionsByKey: { readonly [key: string]: string } = {
  h: '',
  o: 'orders',
  c: 'callbacks',
  r: 'requests',
  s: 'scenarios',
};
const secondKeyTimeoutMs = 1500;

let moveInActiveList: ((step: 1 | -1) => void) | undefined;

/** Sets the list in which j and k move. Returns a function that unsets it. */
export function registerListNavigation(move: (step: 1 | -1) => void): () => void {
  moveInActiveList = move;
  return () => {
    if (moveInActiveList === move) moveInActiveList = undefined;
  };
}

export interface ShortcutActions {
  readonly openSearch: () => void;
  readonly openHelp: () => void;
  readonly advanceToNextMilestone: () => void;
}

/** Installs the shortcuts while the component is mounted. */
export function useShortcuts(actions: ShortcutActions): void {
  useEffect(() => {
    let prefixPressedAtMs = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!getPreferences().shortcuts || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      if (document.querySelector('dialog[open]') || isTyping(event.target)) return;
      const { key } = event;
      const section = performance.now() - prefixPressedAtMs < secondKeyTimeoutMs ? sectionsByKey[key] : undefined;
      prefixPressedAtMs = key === 'g' ? performance.now() : Number.NEGATIVE_INFINITY;
      if (section !== undefined) navigate(pageUrl(section));
      else if (key === '/') actions.openSearch();
      else if (key === '?') actions.openHelp();
      else if (key === 'j' || key === 'k') moveInActiveList?.(key === 'j' ? 1 : -1);
      else if (key === 'n') actions.advanceToNextMilestone();
      else if (key === 'u' || key === 'Escape') returnToList();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Focuses the row that was opened, which is marked as current. */
function returnToList(): void {
  const row = document.querySelector<HTMLElement>('.rows [aria-current=true]');
  const close = document.querySelector<HTMLElement>('[data-back]');
  if (row && row.getClientRects().length > 0) row.focus();
  else close?.click();
}
