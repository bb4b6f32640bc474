import { formatDateTime, formatShortDateTime, formatWallTime } from './format.ts';

interface TimeProps {
  /** Virtual. */
  readonly virtualTime: string | undefined;
  /** Wall time of the same moment, shown on hover and focus. */
  readonly wallClockTime?: string | undefined;
  readonly short?: boolean;
}

/** Virtual time in London; the wall time is one hover away, and written out in every detail. */
export function Time({ virtualTime, wallClockTime, short = false }: TimeProps) {
  if (virtualTime === undefined) return <span class="muted">–</span>;
  const title = [
    `${formatDateTime(virtualTime)} London, virtual time (${virtualTime})`,
    ...(wallClockTime ? [`wall time ${formatWallTime(wallClockTime)}`] : []),
  ];
  return (
    <time dateTime={virtualTime} title={title.join('\n')}>
      {short ? formatShortDateTime(virtualTime) : formatDateTime(virtualTime)}
    </time>
  );
}
