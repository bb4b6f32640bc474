import { updatePreferences, usePreferences } from '../context/preferences.ts';
import { shortcuts } from '../context/shortcuts.ts';
import { Dialog } from '../parts/dialog.tsx';

/** The list of shortcuts. */
export function ShortcutHelp({ close }: { readonly close: () => void }) {
  const preferences = usePreferences();
  return (
    <Dialog title="Keyboard" close={close}>
      <dl class="keys">
        {shortcuts.map(([keys, description]) => (
          <div key={keys}>
            <dt>
              {keys.split(/ +/).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={preferences.shortcuts}
          onChange={(event) => updatePreferences({ shortcuts: event.currentTarget.checked })}
        />
        Single-key shortcuts
      </label>
      <p class="muted">Shortcuts are ignored while you type. Tab, Enter and the arrow keys keep their usual meaning.</p>
    </Dialog>
  );
}
