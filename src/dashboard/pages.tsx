import { useEffect } from 'preact/hooks';
import { DocumentsPage, documentKinds } from './browse/browse-page.tsx';
import { CallbacksPage } from './callbacks/callbacks-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { RequestsPage } from './requests/requests-page.tsx';
import { ScenariosPage } from './scenarios/scenarios-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { Link, type PageLocation, pageUrl } from './shell/router.tsx';

/** The page for an address. Segments were encoded one by one, so an id may hold anything. */
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
