import { useEffect, useState } from 'preact/hooks';
import { watchSandbox } from '../control/session.ts';
import { CurrentPage } from '../pages.tsx';
import { Announcer } from './announce.tsx';
import { ControlTokenForm } from './control-token.tsx';
import { PageHeader } from './header.tsx';
import { ShortcutHelp } from './help.tsx';
import { useShortcuts } from './keyboard.ts';
import { Navigation } from './rail.tsx';
import { defaultSandboxId, usePageLocation } from './router.tsx';
import { SandboxIdContext } from './sandbox.ts';
import { SearchDialog } from './search.tsx';

export function App() {
  const pageLocation = usePageLocation();
  const sandboxId = pageLocation.search.get('sandbox') ?? defaultSandboxId;
  const [openDialog, setOpenDialog] = useState<'search' | 'help' | undefined>();
  const [menuOpen, setMenuOpen] = useState(false);
  useEffect(() => watchSandbox(sandboxId), [sandboxId]);
  useEffect(() => setMenuOpen(false), [pageLocation]);
  useShortcuts({
    openSearch: () => setOpenDialog('search'),
    openHelp: () => setOpenDialog('help'),
    advanceToNextMilestone: () => document.querySelector<HTMLElement>('[data-next-milestone]')?.click(),
  });
  const close = () => setOpenDialog(undefined);
  return (
    <SandboxIdContext.Provider value={sandboxId}>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <PageHeader
        openSearch={() => setOpenDialog('search')}
        toggleMenu={() => setMenuOpen(!menuOpen)}
        menuOpen={menuOpen}
      />
      <div class="frame">
        <Navigation pageLocation={pageLocation} open={menuOpen} openHelp={() => setOpenDialog('help')} />
        <main id="main" tabIndex={-1}>
          <ControlTokenForm>
            <CurrentPage pageLocation={pageLocation} key={sandboxId} />
          </ControlTokenForm>
        </main>
      </div>
      {openDialog === 'search' && <SearchDialog close={close} />}
      {openDialog === 'help' && <ShortcutHelp close={close} />}
      <Announcer />
    </SandboxIdContext.Provider>
  );
}
