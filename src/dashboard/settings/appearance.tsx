import { updatePreferences, usePreferences } from '../shell/preferences.ts';

const themes = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

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
