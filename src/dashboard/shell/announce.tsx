import { useEffect, useState } from 'preact/hooks';

/** What a screen reader is told, and what appears for a moment at the bottom of the page. */
export interface Said {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

const listeners = new Set<(said: Said) => void>();
const quietListeners = new Set<(text: string) => void>();

/** Shown and read out. */
export function say(text: string, tone: Said['tone'] = 'plain'): void {
  for (const listener of listeners) listener({ text, tone });
}

/** Read out only. */
export function whisper(text: string): void {
  for (const listener of quietListeners) listener(text);
}

const shownMs = 6000;

export function Announcer() {
  const [said, set] = useState<Said | undefined>();
  const [quiet, setQuiet] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const show = (next: Said) => {
      clearTimeout(timer);
      set(next);
      timer = setTimeout(() => set(undefined), shownMs);
    };
    listeners.add(show);
    quietListeners.add(setQuiet);
    return () => {
      listeners.delete(show);
      quietListeners.delete(setQuiet);
    };
  }, []);
  return (
    <>
      <div class="toast-place" role="status" aria-live="polite">
        {said && <p class={`toast ${said.tone}`}>{said.text}</p>}
      </div>
      <div class="visually-hidden" role="status" aria-live="polite">
        {quiet}
      </div>
    </>
  );
}
