import { useEffect, useState } from 'preact/hooks';

/** How this person likes the page; kept in the browser, told to other tabs. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** For a room: larger type, secrets hidden, ids shortened. */
  readonly presenter: boolean;
  readonly shortcuts: boolean;
}

const key = 'etherbox.preferences';
const initial: Preferences = { theme: 'system', presenter: false, shortcuts: true };
const listeners = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>) };
  } catch {
    return initial;
  }
}

export const preferences = (): Preferences => current;

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(key, JSON.stringify(current));
  apply();
}

/** The style sheet does the rest. */
export function apply(): void {
  const { dataset } = document.documentElement;
  dataset.theme = current.theme;
  dataset.presenter = String(current.presenter);
  for (const listener of listeners) listener();
}

addEventListener('storage', (event) => {
  if (event.key !== key) return;
  current = read();
  apply();
});

export function usePreferences(): Preferences {
  const [value, set] = useState(current);
  useEffect(() => {
    const changed = () => set(current);
    listeners.add(changed);
    return () => void listeners.delete(changed);
  }, []);
  return value;
}
