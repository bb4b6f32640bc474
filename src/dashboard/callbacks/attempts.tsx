import type { Schemas } from '../control/call.ts';
import { Headers } from '../parts/headers.tsx';
import { Json } from '../parts/json.tsx';
import { Status } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { duration, wallTime } from '../parts/words.ts';
import { addressOf, encoded, Link } from '../shell/router.tsx';

interface AttemptsProps {
  readonly eventId: string;
  readonly attempts: readonly Schemas['Attempt'][];
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
      <ol class="ladder">
        {attempts.map((attempt, at) => (
          <Rung
            key={`${attempt.n}.${at}`}
            attempt={attempt}
            {...(hub === undefined
              ? { to: addressOf(`${encoded('callbacks', eventId)}/attempts/${attempt.n}`) }
              : { hub })}
            open={open === undefined ? at === attempts.length - 1 && failed(attempt) : open === attempt.n}
          />
        ))}
      </ol>
    </section>
  );
}

const failed = ({ status, error }: Schemas['Attempt']): boolean => error !== undefined || !status || status >= 300;

interface RungProps {
  readonly attempt: Schemas['Attempt'];
  readonly to?: string;
  readonly hub?: string;
  readonly open: boolean;
}

function Rung({ attempt, to, hub, open }: RungProps) {
  const { n, at, wallAt, url, status, durationMs, manual, error, request, response } = attempt;
  return (
    <li
      class={failed(attempt) ? 'rung failed' : 'rung'}
      id={hub === undefined ? `attempt-${n}` : `hub-${hub}-attempt-${n}`}
    >
      <details open={open}>
        <summary>
          <span class="rung-n">{n}</span>
          {status ? <Status status={status} /> : <Status status={undefined} />}
          {manual && <span class="tag">manual</span>}
          <span class="muted">{duration(durationMs)}</span>
          <span class="node-time">
            <When at={at} wallAt={wallAt} short />
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
              <dd>{wallTime(wallAt)}</dd>
            </div>
          )}
        </dl>
        {to && (
          <p>
            <Link to={to}>Link to this attempt</Link>
          </p>
        )}
        <Headers title="Request headers" headers={request?.headers} />
        <Headers title="Response headers" headers={response?.headers} />
        {response?.body !== undefined && (
          <>
            <h4>Response body{response.truncated && ' (shortened)'}</h4>
            <Json value={response.body} label={`Response to attempt ${n}`} />
          </>
        )}
      </details>
    </li>
  );
}
