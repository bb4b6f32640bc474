import type { Schemas } from '../control/call.ts';
import { Popover } from '../parts/popover.tsx';
import { When } from '../parts/time.tsx';
import { counted, fullTime, inWords } from '../parts/words.ts';
import { addressOf, encoded, Link } from './router.tsx';
import { useClock } from './sandbox.ts';

export const modeWord = ({ mode, rate }: Schemas['Clock']): string =>
  mode === 'scaled' ? `×${rate}` : mode === 'real' ? 'Real' : 'Frozen';

/** Virtual date and time, how it moves, and what waits for it. */
export function ClockFace() {
  const clock = useClock();
  if (!clock) return <span class="clock-face" />;
  const waits = clock.mode === 'frozen' && clock.waiting > 0 ? ` – ${counted(clock.waiting, 'thing')} waiting` : '';
  return (
    <span class="clock-face">
      <time dateTime={clock.now} title={`Virtual time, ${clock.now}`}>
        {fullTime(clock.now)}
      </time>
      <Popover
        label={`Clock ${modeWord(clock)}${waits}: what is next`}
        class={`badge ${clock.mode}`}
        side="start"
        button={modeWord(clock) + waits}
      >
        {clock.next ? (
          <Next next={clock.next} waiting={clock.waiting} />
        ) : (
          <p>Nothing is due. Orders put things on the agenda.</p>
        )}
      </Popover>
    </span>
  );
}

function Next({ next, waiting }: { readonly next: NonNullable<Schemas['Clock']['next']>; readonly waiting: number }) {
  return (
    <>
      <p class="popover-title">Next of {counted(waiting, 'thing')} due</p>
      <p>
        <strong>{next.milestone ?? next.text ?? inWords(next.kind)}</strong>
        <br />
        <When at={next.at} />
      </p>
      <p>
        {next.orderId ? (
          <Link to={addressOf(encoded('orders', next.orderId))}>Order {next.orderId}</Link>
        ) : (
          <Link to={addressOf('orders')}>See the orders</Link>
        )}
      </p>
    </>
  );
}
