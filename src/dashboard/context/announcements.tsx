import { useEffect, useState } from 'preact/hooks';

/** A message for screen readers that is also shown for a moment at the bottom of the page. */
export interface Announcement {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

const announcementListeners = new Set<(said: Announcement) => void>();
const quietListeners = new Set<(text: string) => void>();

/** Shows a message and has it read out. */
export function announce(text: string, tone: Announcement['tone'] = 'plain'): void {
  for (const listener of announcementListeners) listener({ text, tone });
}

/** Has a message read out without showing it. */
export function announceQuietly(text: string): void {
  for (const listener of quietListeners) listener(text);
}

const toastDurationMs = 6000;

/** The area of the page that shows announcements and has them read out. */
export function Announcer() {
  const [announcement, setAnnouncement] = useState<Announcement | undefined>();
  const [quietText, setQuietText] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const showAnnouncement = (next: Announcement) => {
      clearTimeout(timer);
      setAnnouncement(next);
      timer = setTimeout(() => setAnnouncement(undefined), toastDurationMs);
    };
    announcementListeners.add(showAnnouncement);
    quietListeners.add(setQuietText);
    return () => {
      announcementListeners.delete(showAnnouncement);
      quietListeners.delete(setQuietText);
    };
  }, []);
  return (
    <>
      <div class="toast-place" role="status" aria-live="polite">
        {announcement && <p class={`toast ${announcement.tone}`}>{announcement.text}</p>}
      </div>
      <div class="visually-hidden" role="status" aria-live="polite">
        {quietText}
      </div>
    </>
  );
}
