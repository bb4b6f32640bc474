import { useState } from 'preact/hooks';
import { type Schemas, shell } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { Copy } from '../parts/copy.tsx';
import { Loading, TroubleNote } from '../parts/empty.tsx';
import { Json } from '../parts/json.tsx';
import { State } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { inWords, readably, shownId } from '../parts/words.ts';
import { usePreferences } from '../shell/preferences.ts';
import { addressOf, encoded, Link } from '../shell/router.tsx';
import { useApi, useSandbox } from '../shell/sandbox.ts';
import { Attempts } from './attempts.tsx';
import { eventLook, eventWord } from './event-words.ts';
import { Signature } from './signature.tsx';

type Event = Schemas['Event'];

/** One callback: its payload, every attempt, and sending it again. */
export function CallbackDetail({ id, attempt }: { readonly id: string; readonly attempt: number | undefined }) {
  const api = useApi();
  const { presenter } = usePreferences();
  const path = api(`/events/${encodeURIComponent(id)}`);
  const { value: event, trouble } = useReading<Event>(path, ['events']);
  const { value: sandbox } = useSandbox();
  if (trouble && !event) return <TroubleNote trouble={trouble} what="callback" />;
  if (!event) return <Loading />;
  const { eventType, orderId, externalId, at, reason, payload, attempts = [], nextAttempt, copy, hubs = [] } = event;
  const url = attempts.at(-1)?.url ?? sandbox?.callback?.url ?? 'http://localhost:3000/callback';
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">Callback</p>
        <h2>{eventType}</h2>
        <p class="detail-facts">
          <State state={eventLook(event)} text={inWords(eventWord(event))} />
          <span class="mono" title={id}>
            {shownId(id, presenter)}
          </span>
          <When at={at} />
          {orderId && <Link to={addressOf(encoded('orders', orderId))}>{externalId ?? `Order ${orderId}`}</Link>}
        </p>
        {reason && <p class="sentence">{readably(reason)}.</p>}
        <Next attempt={nextAttempt} />
      </header>
      <div class="actions">
        <Act<Event> tone="primary" call={{ method: 'POST', path: `${path}/resend`, body: {} }} saying={sayResent}>
          Resend
        </Act>
        <Copy label="Copy as curl" text={copy?.curl ?? curlOfEvent(url, payload)} plain />
        {copy?.fetch && <Copy label="Copy as fetch" text={copy.fetch} plain />}
      </div>
      <SendElsewhere path={path} />
      <Attempts eventId={id} attempts={attempts} open={attempt} />
      {hubs.map((copied) => (
        <div key={copied.hub}>
          <Attempts eventId={id} attempts={copied.attempts} open={undefined} hub={copied.hub} />
          {copied.reason && <p class="sentence">{readably(copied.reason)}.</p>}
          <Next attempt={copied.nextAttempt} />
        </div>
      ))}
      <h3>Payload</h3>
      <Json value={payload} label="Payload of the callback" />
      <Signature attempts={attempts} payload={payload} signed={sandbox?.callback?.signed ?? false} />
    </article>
  );
}

function Next({ attempt }: { readonly attempt: Event['nextAttempt'] }) {
  if (!attempt) return null;
  const { n, at, clock } = attempt;
  return (
    <p class="sentence">
      Next attempt {n !== undefined && `(number ${n}) `}at <When at={at} />, on the{' '}
      {clock === 'wall' ? 'wall clock' : "sandbox's virtual clock"}.
    </p>
  );
}

const sayResent = ({ state, attempts }: Event): string => {
  const last = attempts?.at(-1);
  return `Sent again (manual): ${last?.status ?? last?.error ?? state}`;
};

const curlOfEvent = (url: string, payload: unknown): string =>
  `curl -X POST ${shell(url)} -H 'Content-Type: application/json' -d ${shell(JSON.stringify(payload))}`;

function SendElsewhere({ path }: { readonly path: string }) {
  const [url, set] = useState('');
  return (
    <div class="send-elsewhere">
      <label class="field inline">
        Send to another URL
        <input
          type="url"
          placeholder="http://localhost:3000/callback"
          value={url}
          onInput={(event) => set(event.currentTarget.value)}
        />
      </label>
      <Act<Event>
        call={{ method: 'POST', path: `${path}/resend`, body: { url } }}
        notNow={url === '' ? 'Write a URL first.' : undefined}
        saying={sayResent}
      >
        Send there
      </Act>
    </div>
  );
}
