import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Loading, TroubleNote } from '../parts/empty.tsx';
import { addressOf, Link } from '../shell/router.tsx';
import { useApi, useSandbox, useSandboxId } from '../shell/sandbox.ts';
import { Activity } from './activity.tsx';
import { FirstSteps } from './first-steps.tsx';

/** Until the first order: the way to it. Afterwards: what just happened, and three counters that are links. */
export function HomePage() {
  const { value: sandbox, trouble } = useSandbox();
  const id = useSandboxId();
  if (trouble && !sandbox) return <TroubleNote trouble={trouble} what={`sandbox “${id}”`} />;
  if (!sandbox) return <Loading />;
  return (
    <div class="page home">
      <h1 class="visually-hidden">Home</h1>
      <FirstSteps sandbox={sandbox} />
      <Counters />
      <Activity />
    </div>
  );
}

function Counters() {
  const api = useApi();
  const rejected = useReading<Schemas['RequestCount']>(api('/requests/count?status=refused'), ['requests']).value
    ?.count;
  const failed =
    useReading<Schemas['EventList']>(api('/events?limit=1'), ['events', 'sandbox']).value?.counts?.failed ?? 0;
  const asked = useReading<Schemas['OpenActionList']>(api('/open-actions?state=open&limit=1'), ['orders', 'clock'])
    .value?.total;
  return (
    <ul class="counters">
      <Counter to={addressOf('requests', { status: 'refused' })} count={rejected} name="Rejected requests" bad />
      <Counter to={addressOf('callbacks', { state: 'failed' })} count={failed} name="Failed callbacks" bad />
      <Counter to={addressOf('orders', { waiting: 'yes' })} count={asked} name="Orders waiting for you" />
    </ul>
  );
}

interface CounterProps {
  readonly to: string;
  readonly count: number | undefined;
  readonly name: string;
  readonly bad?: boolean;
}

function Counter({ to, count = 0, name, bad = false }: CounterProps) {
  return (
    <li>
      <Link to={to} class={count > 0 ? (bad ? 'counter bad' : 'counter ask') : 'counter'}>
        <span class="counter-figure">{count.toLocaleString('en-GB')}</span>
        <span class="counter-name">{name}</span>
      </Link>
    </li>
  );
}
