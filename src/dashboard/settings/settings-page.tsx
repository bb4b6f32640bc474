import { controlApiRoot } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ErrorNote, Loading } from '../parts/empty.tsx';
import { useSandbox } from '../shell/sandbox.ts';
import { AboutSection } from './about.tsx';
import { AppearanceSection } from './appearance.tsx';
import { CallbackSection } from './callback-settings.tsx';
import { CredentialsSection } from './credentials.tsx';
import { ResetSection } from './danger.tsx';
import { LimitsSection } from './limits.tsx';

/** Reference and settings of this sandbox, and of the server it lives in. */
export function SettingsPage() {
  const { value: sandbox, error } = useSandbox();
  const status = useQuery<ApiSchemas['Status']>(`${controlApiRoot}/status`, ['sandboxes']).value;
  if (error && !sandbox) return <ErrorNote error={error} subject="sandbox" />;
  if (!sandbox) return <Loading />;
  return (
    <div class="page narrow settings">
      <h1>Settings</h1>
      <p class="lead">
        Settings of the sandbox <strong>{sandbox.id}</strong>. The supported requests are described in the{' '}
        <a href="/docs/">API reference</a>.
      </p>
      <AppearanceSection />
      <CredentialsSection />
      <CallbackSection sandbox={sandbox} />
      <AboutSection sandbox={sandbox} status={status} />
      <LimitsSection />
      <ResetSection id={sandbox.id} />
    </div>
  );
}
