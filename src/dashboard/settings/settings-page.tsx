import { api as root, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Loading, TroubleNote } from '../parts/empty.tsx';
import { useSandbox } from '../shell/sandbox.ts';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { CallbackSettings } from './callback-settings.tsx';
import { Credentials } from './credentials.tsx';
import { Danger } from './danger.tsx';
import { Limits } from './limits.tsx';

/** Reference and settings of this sandbox, and of the server it lives in. */
export function SettingsPage() {
  const { value: sandbox, trouble } = useSandbox();
  const status = useReading<Schemas['Status']>(`${root}/status`, ['sandboxes']).value;
  if (trouble && !sandbox) return <TroubleNote trouble={trouble} what="sandbox" />;
  if (!sandbox) return <Loading />;
  return (
    <div class="page narrow settings">
      <h1>Settings</h1>
      <p class="lead">
        Of the sandbox <strong>{sandbox.id}</strong>. The requests it understands are in the{' '}
        <a href="/docs/">API reference</a>.
      </p>
      <Appearance />
      <Credentials />
      <CallbackSettings sandbox={sandbox} />
      <About sandbox={sandbox} status={status} />
      <Limits />
      <Danger id={sandbox.id} />
    </div>
  );
}
