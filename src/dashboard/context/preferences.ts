import { useEffect, useState } from 'preact/hooks';

/** The user's display preferences; stored in the browser and shared with other tabs. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** For presentations: larger type, secrets hidden, ids shortened. */
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

/** The current preferences. */
export const getPreferences = (): Preferences => storedPreferences;

/** Changes some preferences, stores them and applies them. */
export function updatePreferences(change: Partial<Preferences>): void {
  storedPreferences = { ...storedPreferences, ...change };
  localStorage.setItem(preferencesStorageKey, JSON.stringify(storedPreferences));
  applyPreferences();
}

/** Sets attributes on the page; the style sheet does the rest. */
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

/** The current preferences; renders again when they change. */
export function usePreferences(): Preferences {
  const [value, setValue] = useState(storedPreferences);
  useEffect(() => {
    const onPreferencesChange = () => setValue(storedPreferences);
    preferenceListeners.add(onPreferencesChange);
    return () => void preferenceListeners.delete(onPreferencesChange);
  }, []);
  return value;
}
