import { useState } from 'preact/hooks';
import { useSandbox, useSandboxApiPath } from '../context/current-sandbox.ts';
import { updatePreferences, usePreferences } from '../context/preferences.ts';
import { initialSandboxId, navigate, pageUrl } from '../context/router.tsx';
import { type ApiCall, controlApiRoot } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { formatDateTime, formatWallTime } from '../parts/format.ts';
import { ErrorNote, Loading } from '../parts/placeholders.tsx';
import { ScrollArea } from '../parts/scroll-area.tsx';
import { CallbackSection } from './callback-section.tsx';
import { CredentialsSection } from './credentials-section.tsx';

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/** The display preferences. */
export function AppearanceSection() {
  const { theme, presenter, shortcuts } = usePreferences();
  return (
    <section>
      <h2>Appearance</h2>
      <fieldset class="choices row-choices">
        <legend>Theme</legend>
        {themes.map(([value, name]) => (
          <label class="check" key={value}>
            <input
              type="radio"
              name="theme"
              checked={theme === value}
              onChange={() => updatePreferences({ theme: value })}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          checked={presenter}
          onChange={(event) => updatePreferences({ presenter: event.currentTarget.checked })}
        />
        Presenter mode: larger type, secrets hidden, ids shortened
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={shortcuts}
          onChange={(event) => updatePreferences({ shortcuts: event.currentTarget.checked })}
        />
        Single-key shortcuts
      </label>
    </section>
  );
}

/** The settings of this sandbox and of its server. */
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

interface AboutProps {
  readonly sandbox: ApiSchemas['Sandbox'];
  readonly status: ApiSchemas['Status'] | undefined;
}

/** Facts about the sandbox and the server. */
export function AboutSection({ sandbox, status }: AboutProps) {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Seed', sandbox.seed],
    ['Profile', sandbox.profile],
    ['Virtual start', `${formatDateTime(sandbox.start)} (virtual)`],
    ['Working days', 'England & Wales, Scotland, Northern Ireland; London time'],
    ['State', status?.persistence.text],
    ['Damage found at start', status?.persistence.damage.join('; ') || undefined],
    ['Refusing requests', status?.persistence.refusing],
    ['etherbox', status?.version],
    ['Running since', status && `${formatWallTime(status.startedAt)} (wall)`],
    ['Egress', status?.egress],
    ['Sandboxes', status && String(status.sandboxes)],
  ];
  return (
    <section>
      <h2>About</h2>
      <dl class="facts wide-facts">
        {rows.map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="break">{text}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

/** Actions that cannot be undone name what they remove. */
export function ResetSection({ id }: { readonly id: string }) {
  const apiPath = useSandboxApiPath();
  const [pendingAction, setPendingAction] = useState<'reset' | 'delete' | undefined>();
  const call: ApiCall =
    pendingAction === 'delete' ? { method: 'DELETE', path: apiPath() } : { method: 'POST', path: apiPath('/reset') };
  return (
    <section>
      <h2>Reset or delete</h2>
      <div class="actions">
        <a class="button" href={apiPath('/state')} download={`${id}.json`}>
          Download the state
        </a>
        <button type="button" class="button danger" onClick={() => setPendingAction('reset')}>
          Reset {id}…
        </button>
        {id !== initialSandboxId && (
          <button type="button" class="button danger" onClick={() => setPendingAction('delete')}>
            Delete {id}…
          </button>
        )}
      </div>
      {pendingAction && (
        <Dialog
          title={pendingAction === 'reset' ? `Reset the sandbox ${id}?` : `Delete the sandbox ${id}?`}
          close={() => setPendingAction(undefined)}
        >
          <p>
            {pendingAction === 'reset'
              ? `Every order, quote, appointment, callback and journal entry of ${id} is deleted. Its id and credentials stay. Other sandboxes are not affected.`
              : `${id} and everything in it is deleted, and its credentials stop working. Other sandboxes are not affected.`}
          </p>
          <div class="actions">
            <ActionButton
              tone="danger"
              call={call}
              successMessage={() => (pendingAction === 'reset' ? `${id} has been reset` : `${id} has been deleted`)}
              onSuccess={() => {
                setPendingAction(undefined);
                if (pendingAction === 'delete') navigate(pageUrl('', { sandbox: initialSandboxId }));
              }}
            >
              {pendingAction === 'reset' ? `Reset ${id}` : `Delete ${id}`}
            </ActionButton>
            <button type="button" class="button" onClick={() => setPendingAction(undefined)}>
              Cancel
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

/** Every limit in force, with the flag that changes it. */
export function LimitsSection() {
  const { value } = useQuery<ApiSchemas['LimitList']>(`${controlApiRoot}/limits`, []);
  if (!value) return null;
  return (
    <section>
      <h2>Limits</h2>
      <ScrollArea class="table-place" label="Limits in force">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Limit</th>
              <th scope="col">Flag</th>
              <th scope="col">When exceeded</th>
            </tr>
          </thead>
          <tbody>
            {value.items.map(
              ({ name, text, unit, value: currentValue, default: defaultValue, flag, over: whenExceeded }) => (
                <tr key={name}>
                  <th scope="row">{text}</th>
                  <td>
                    {currentValue.toLocaleString('en-GB')} {unit}
                    {currentValue !== defaultValue && (
                      <span class="muted"> (default {defaultValue.toLocaleString('en-GB')})</span>
                    )}
                  </td>
                  <td class="mono">{flag}</td>
                  <td>{whenExceeded}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
