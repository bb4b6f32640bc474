import { fullTime, shortTime, wallTime } from './words.ts';

interface WhenProps {
  /** Virtual. */
  readonly at: string | undefined;
  /** Wall time of the same moment, shown on hover and focus. */
  readonly wallAt?: string | undefined;
  readonly short?: boolean;
}

/** Virtual time in London; the wall time is one hover away, and written out in every detail. */
export function When({ at, wallAt, short = false }: WhenProps) {
  if (at === undefined) return <span class="muted">–</span>;
  const title = [`${fullTime(at)} London, virtual time (${at})`, ...(wallAt ? [`wall time ${wallTime(wallAt)}`] : [])];
  return (
    <time dateTime={at} title={title.join('\n')}>
      {short ? shortTime(at) : fullTime(at)}
    </time>
  );
}
