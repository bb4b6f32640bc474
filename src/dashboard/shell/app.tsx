import { useEffect, useState } from 'preact/hooks';
import { watchSandbox } from '../control/session.ts';
import { Pages } from '../pages.tsx';
import { Announcer } from './announce.tsx';
import { ControlTokenGate } from './control-token.tsx';
import { Header } from './header.tsx';
import { Help } from './help.tsx';
import { useKeyboard } from './keyboard.ts';
import { Rail } from './rail.tsx';
import { defaultSandbox, usePlace } from './router.tsx';
import { SandboxId } from './sandbox.ts';
import { Search } from './search.tsx';

export function App() {
  const place = usePlace();
  const sandbox = place.search.get('sandbox') ?? defaultSandbox;
  const [open, setOpen] = useState<'search' | 'help' | undefined>();
  const [menu, setMenu] = useState(false);
  useEffect(() => watchSandbox(sandbox), [sandbox]);
  useEffect(() => setMenu(false), [place]);
  useKeyboard({
    search: () => setOpen('search'),
    help: () => setOpen('help'),
    nextMilestone: () => document.querySelector<HTMLElement>('[data-next-milestone]')?.click(),
  });
  const close = () => setOpen(undefined);
  return (
    <SandboxId.Provider value={sandbox}>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Header search={() => setOpen('search')} menu={() => setMenu(!menu)} menuOpen={menu} />
      <div class="frame">
        <Rail place={place} open={menu} help={() => setOpen('help')} />
        <main id="main" tabIndex={-1}>
          <ControlTokenGate>
            <Pages place={place} key={sandbox} />
          </ControlTokenGate>
        </main>
      </div>
      {open === 'search' && <Search close={close} />}
      {open === 'help' && <Help close={close} />}
      <Announcer />
    </SandboxId.Provider>
  );
}
