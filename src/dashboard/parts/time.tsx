import { formatDateTime, formatShortDateTime, formatWallTime } from './format.ts';

interface TimeProps {
  /** Virtual time. */
  readonly virtualTime: string | undefined;
  /** Wall time of the same moment, shown on hover and focus. */
  readonly wallClockTime?: string | undefined;
  readonly short?: boolean;
}

/** Virtual time in London. The wall time appears on hover, and in every detail. */
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
