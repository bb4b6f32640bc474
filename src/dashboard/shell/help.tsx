import { Dialog } from '../parts/dialog.tsx';
import { shortcuts } from './keyboard.ts';
import { prefer, usePreferences } from './preferences.ts';

export function Help({ close }: { readonly close: () => void }) {
  const preferences = usePreferences();
  return (
    <Dialog title="Keyboard" close={close}>
      <dl class="keys">
        {shortcuts.map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(/ +/).map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input
          type="checkbox"
          checked={preferences.shortcuts}
          onChange={(event) => prefer({ shortcuts: event.currentTarget.checked })}
        />
        Single-key shortcuts
      </label>
      <p class="muted">They are off while you type. Tab, Enter and the arrow keys work as everywhere.</p>
    </Dialog>
  );
}
