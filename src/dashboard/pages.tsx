import { useEffect } from 'preact/hooks';
import { BrowsePage, inventories } from './browse/browse-page.tsx';
import { CallbacksPage } from './callbacks/callbacks-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { RequestsPage } from './requests/requests-page.tsx';
import { ScenariosPage } from './scenarios/scenarios-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import { addressOf, Link, type Place } from './shell/router.tsx';

/** The page for an address. Segments were encoded one by one, so an id may hold anything. */
export function Pages({ place }: { readonly place: Place }) {
  const [section = '', id, ...rest] = place.path.split('/').map(decoded);
  useEffect(() => {
    document.title = `${[id, titles[section] ?? section].filter(Boolean).join(' – ')} · etherbox`;
  }, [section, id]);
  switch (section) {
    case '':
      return <HomePage />;
    case 'orders':
      return <OrdersPage place={place} id={id} />;
    case 'callbacks':
      return <CallbacksPage place={place} id={id} attempt={rest[0] === 'attempts' ? Number(rest[1]) : undefined} />;
    case 'requests':
      return <RequestsPage place={place} id={id} />;
    case 'scenarios':
      return <ScenariosPage place={place} name={id} />;
    case 'settings':
      return <SettingsPage />;
    default:
      return inventories[section] ? (
        <BrowsePage place={place} kind={section} id={id} key={section} />
      ) : (
        <div class="page narrow">
          <h1>There is no such page</h1>
          <p>
            What you look for may have another address. <Link to={addressOf('')}>Begin at home</Link>
          </p>
        </div>
      );
  }
}

const titles: { readonly [section: string]: string } = {
  '': 'Home',
  orders: 'Orders',
  callbacks: 'Callbacks',
  requests: 'Requests',
  scenarios: 'Scenarios',
  settings: 'Settings',
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
