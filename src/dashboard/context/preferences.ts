import { useEffect, useState } from 'preact/hooks';

/** How this person likes the page; kept in the browser, told to other tabs. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** For presenting: larger type, secrets hidden, ids shortened. */
  readonly presenter: boolean;
  readonly shortcuts: boolean;
}

const preferencesStorageKey = 'etherbox.preferences';
const defaultPreferences: Preferences = { theme: 'system', presenter: false, shortcuts: true };
const preferenceListeners = new Set<() => void>();
let storedPreferences = readStoredPreferences();

function readStoredPreferences(): Preferences {
  try {
    return {
      ...defaultPreferences,
      ...(JSON.parse(localStorage.getItem(preferencesStorageKey) ?? '{}') as Partial<Preferences>),
    };
  } catch {
    return defaultPreferences;
  }
}

export const getPreferences = (): Preferences => storedPreferences;

export function updatePreferences(change: Partial<Preferences>): void {
  storedPreferences = { ...storedPreferences, ...change };
  localStorage.setItem(preferencesStorageKey, JSON.stringify(storedPreferences));
  applyPreferences();
}

/** The style sheet does the rest. */
export function applyPreferences(): void {
  const { dataset } = document.documentElement;
  dataset.theme = storedPreferences.theme;
  dataset.presenter = String(storedPreferences.presenter);
  for (const listener of preferenceListeners) listener();
}

addEventListener('storage', (event) => {
  if (event.key !== preferencesStorageKey) return;
  storedPreferences = readStoredPreferences();
  applyPreferences();
});

export function usePreferences(): Preferences {
  const [value, setValue] = useState(storedPreferences);
  useEffect(() => {
    const onPreferencesChange = () => setValue(storedPreferences);
    preferenceListeners.add(onPreferencesChange);
    return () => void preferenceListeners.delete(onPreferencesChange);
  }, []);
  return value;
}
