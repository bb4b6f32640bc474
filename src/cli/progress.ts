import { printable } from './print.ts';

export interface ProgressBar {
  show(done: number, all: number, text: string): void;
  end(): void;
}

const width = 24;
const silent: ProgressBar = { show: () => undefined, end: () => undefined };

/** One line that is written over, on a terminal only: anywhere else it would be noise in a log. */
export function progressBar(stream: NodeJS.WriteStream): ProgressBar {
  if (stream.isTTY !== true || process.env.CI || process.env.TERM === 'dumb') return silent;
  const clear = '\r\u001b[2K';
  return {
    show(done, all, text) {
      const full = Math.round((width * done) / all);
      const line = `[${'█'.repeat(full)}${'░'.repeat(width - full)}] ${done}/${all} ${printable(text)}`;
      stream.write(clear + line.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
    },
    end: () => void stream.write(clear),
  };
}
