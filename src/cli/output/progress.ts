import { escapeControlCharacters } from '#domain/core/printable';

export interface ProgressBar {
  /** False when nothing is drawn, so that progress need not be fetched. */
  readonly isVisible: boolean;
  /** Shows a text without a bar, when the total is unknown. */
  showText(text: string): void;
  show(done: number, all: number, text: string): void;
  end(): void;
}

const barWidth = 24;
const hiddenBar: ProgressBar = {
  isVisible: false,
  showText: () => undefined,
  show: () => undefined,
  end: () => undefined,
};

/** A line that is overwritten, on a terminal only: elsewhere it would be noise in a log. */
export function createProgressBar(stream: NodeJS.WriteStream): ProgressBar {
  if (stream.isTTY !== true || process.env.CI || process.env.TERM === 'dumb') return hiddenBar;
  const clear = '\r\u001b[2K';
  const draw = (line: string) => void stream.write(clear + line.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
  return {
    isVisible: true,
    showText: (text) => draw(`… ${escapeControlCharacters(text)}`),
    show(done, all, text) {
      const full = Math.round((barWidth * done) / all);
      draw(`[${'█'.repeat(full)}${'░'.repeat(barWidth - full)}] ${done}/${all} ${escapeControlCharacters(text)}`);
    },
    end: () => void stream.write(clear),
  };
}
