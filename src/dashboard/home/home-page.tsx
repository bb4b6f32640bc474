import { useSandbox, useSandboxApiPath, useSandboxId } from '../context/current-sandbox.ts';
import { Link, pageUrl } from '../context/router.tsx';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ErrorNote, Loading } from '../parts/placeholders.tsx';
import { Activity } from './activity.tsx';
import { FirstSteps } from './first-steps.tsx';

/** Before the first order: the first steps. Afterwards: recent activity, and three counters that are links. */
export function HomePage() {
  const { value: sandbox, error } = useSandbox();
  const id = useSandboxId();
  if (error && !sandbox) return <ErrorNote error={error} subject={`sandbox “${id}”`} />;
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
  const apiPath = useSandboxApiPath();
  const rejectedCount = useQuery<ApiSchemas['RequestCount']>(apiPath('/requests/count?status=refused'), ['requests'])
    .value?.count;
  const failedCount =
    useQuery<ApiSchemas['EventList']>(apiPath('/events?limit=1'), ['events', 'sandbox']).value?.counts?.failed ?? 0;
  const openActionCount = useQuery<ApiSchemas['OpenActionList']>(apiPath('/open-actions?state=open&limit=1'), [
    'orders',
    'clock',
  ]).value?.total;
  return (
    <ul class="counters">
      <Counter
        to={pageUrl('requests', { status: 'refused' })}
        count={rejectedCount}
        name="Rejected requests"
        isFailure
      />
      <Counter to={pageUrl('callbacks', { state: 'failed' })} count={failedCount} name="Failed callbacks" isFailure />
      <Counter to={pageUrl('orders', { waiting: 'yes' })} count={openActionCount} name="Orders waiting for you" />
    </ul>
  );
}

interface CounterProps {
  readonly to: string;
  readonly count: number | undefined;
  readonly name: string;
  readonly isFailure?: boolean;
}

function Counter({ to, count = 0, name, isFailure = false }: CounterProps) {
  return (
    <li>
      <Link to={to} class={count > 0 ? (isFailure ? 'counter bad' : 'counter ask') : 'counter'}>
        <span class="counter-figure">{count.toLocaleString('en-GB')}</span>
        <span class="counter-name">{name}</span>
      </Link>
    </li>
  );
}
