import { printable } from './print.ts';

export interface ProgressBar {
  /** False where nothing is drawn: what would be shown need not be asked for. */
  readonly shown: boolean;
  /** Where nobody knows how much there is. */
  say(text: string): void;
  show(done: number, all: number, text: string): void;
  end(): void;
}

const width = 24;
const silent: ProgressBar = { shown: false, say: () => undefined, show: () => undefined, end: () => undefined };

/** One line that is written over, on a terminal only: anywhere else it would be noise in a log. */
export function progressBar(stream: NodeJS.WriteStream): ProgressBar {
  if (stream.isTTY !== true || process.env.CI || process.env.TERM === 'dumb') return silent;
  const clear = '\r\u001b[2K';
  const draw = (line: string) => void stream.write(clear + line.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
  return {
    shown: true,
    say: (text) => draw(`… ${printable(text)}`),
    show(done, all, text) {
      const full = Math.round((width * done) / all);
      draw(`[${'█'.repeat(full)}${'░'.repeat(width - full)}] ${done}/${all} ${printable(text)}`);
    },
    end: () => void stream.write(clear),
  };
}
