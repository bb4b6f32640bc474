import type { ApiSchemas } from '../control/schemas.ts';
import { HeaderTable } from '../parts/headers.tsx';
import { JsonView } from '../parts/json.tsx';
import { HttpStatusLabel } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { formatDuration, formatWallTime } from '../parts/words.ts';
import { encodePath, Link, pageUrl } from '../shell/router.tsx';

interface AttemptsProps {
  readonly eventId: string;
  readonly attempts: readonly ApiSchemas['Attempt'][];
  /** Number of the attempt that the address names. */
  readonly open: number | undefined;
  /** A registered listener's id, where they are attempts at it and not at the callback. */
  readonly hub?: string;
}

/** Every attempt as a rung: the last one and failed ones are open. */
export function Attempts({ eventId, attempts, open, hub }: AttemptsProps) {
  const title = hub === undefined ? 'Attempts' : `Attempts at hub ${hub}`;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {attempts.length === 0 && <p class="muted">None yet.</p>}
      <ol class="attempt-list">
        {attempts.map((attempt, index) => (
          <AttemptItem
            key={`${attempt.n}.${index}`}
            attempt={attempt}
            {...(hub === undefined
              ? { to: pageUrl(`${encodePath('callbacks', eventId)}/attempts/${attempt.n}`) }
              : { hub })}
            open={open === undefined ? index === attempts.length - 1 && attemptFailed(attempt) : open === attempt.n}
          />
        ))}
      </ol>
    </section>
  );
}

const attemptFailed = ({ status, error }: ApiSchemas['Attempt']): boolean =>
  error !== undefined || !status || status >= 300;

interface AttemptItemProps {
  readonly attempt: ApiSchemas['Attempt'];
  readonly to?: string;
  readonly hub?: string;
  readonly open: boolean;
}

function AttemptItem({ attempt, to, hub, open }: AttemptItemProps) {
  const { n, at, wallAt, url, status, durationMs, manual, error, request, response } = attempt;
  return (
    <li
      class={attemptFailed(attempt) ? 'attempt failed' : 'attempt'}
      id={hub === undefined ? `attempt-${n}` : `hub-${hub}-attempt-${n}`}
    >
      <details open={open}>
        <summary>
          <span class="attempt-n">{n}</span>
          {status ? <HttpStatusLabel status={status} /> : <HttpStatusLabel status={undefined} />}
          {manual && <span class="tag">manual</span>}
          <span class="muted">{formatDuration(durationMs)}</span>
          <span class="node-time">
            <Time virtualTime={at} wallClockTime={wallAt} short />
          </span>
        </summary>
        {error && <p class="note bad">{error}</p>}
        <dl class="facts">
          <div>
            <dt>Sent to</dt>
            <dd class="mono break">{url}</dd>
          </div>
          {wallAt && (
            <div>
              <dt>Wall time</dt>
              <dd>{formatWallTime(wallAt)}</dd>
            </div>
          )}
        </dl>
        {to && (
          <p>
            <Link to={to}>Link to this attempt</Link>
          </p>
        )}
        <HeaderTable title="Request headers" headers={request?.headers} />
        <HeaderTable title="Response headers" headers={response?.headers} />
        {response?.body !== undefined && (
          <>
            <h4>Response body{response.truncated && ' (shortened)'}</h4>
            <JsonView value={response.body} label={`Response to attempt ${n}`} />
          </>
        )}
      </details>
    </li>
  );
}
