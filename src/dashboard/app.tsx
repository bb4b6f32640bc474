import { useEffect, useState } from 'preact/hooks';
import { CallbacksPage } from './callbacks/callbacks-page.tsx';
import { Announcer } from './context/announcements.tsx';
import { SandboxIdContext } from './context/current-sandbox.ts';
import { initialSandboxId, Link, type PageLocation, pageUrl, usePageLocation } from './context/router.tsx';
import { useShortcuts } from './context/shortcuts.ts';
import { watchSandbox } from './control/stream-session.ts';
import { DocumentsPage, documentKinds } from './documents/documents-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { RequestsPage } from './requests/requests-page.tsx';
import { ScenariosPage } from './scenarios/scenarios-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { ControlTokenForm } from './shell/control-token-form.tsx';
import { PageHeader } from './shell/header.tsx';
import { Navigation } from './shell/navigation.tsx';
import { SearchDialog } from './shell/search.tsx';
import { ShortcutHelp } from './shell/shortcut-help.tsx';

/** The page for an address. Segments are encoded one by one, so an id may contain anything. */
export function CurrentPage({ pageLocation }: { readonly pageLocation: PageLocation }) {
  const [section = '', id, ...rest] = pageLocation.path.split('/').map(decodeSegment);
  useEffect(() => {
    document.title = `${[id, sectionTitles[section] ?? section].filter(Boolean).join(' – ')} · etherbox`;
  }, [section, id]);
  switch (section) {
    case '':
      return <HomePage />;
    case 'orders':
      return <OrdersPage pageLocation={pageLocation} id={id} />;
    case 'callbacks':
      return (
        <CallbacksPage
          pageLocation={pageLocation}
          id={id}
          attempt={rest[0] === 'attempts' ? Number(rest[1]) : undefined}
        />
      );
    case 'requests':
      return <RequestsPage pageLocation={pageLocation} id={id} />;
    case 'scenarios':
      return <ScenariosPage pageLocation={pageLocation} name={id} />;
    case 'settings':
      return <SettingsPage />;
    default:
      return documentKinds[section] ? (
        <DocumentsPage pageLocation={pageLocation} kind={section} id={id} key={section} />
      ) : (
        <div class="page narrow">
          <h1>Page not found</h1>
          <p>
            This address does not exist. <Link to={pageUrl('')}>Go to the home page</Link>
          </p>
        </div>
      );
  }
}

const sectionTitles: { readonly [section: string]: string } = {
  '': 'Home',
  orders: 'Orders',
  callbacks: 'Callbacks',
  requests: 'Requests',
  scenarios: 'Scenarios',
  settings: 'Settings',
};

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The dashboard: header, navigation and the page for the current address. */
export function App() {
  const pageLocation = usePageLocation();
  const sandboxId = pageLocation.search.get('sandbox') ?? initialSandboxId;
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
