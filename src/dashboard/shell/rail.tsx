import { addressOf, Link, type Place } from './router.tsx';

const sections: readonly (readonly [path: string, name: string])[] = [
  ['', 'Home'],
  ['orders', 'Orders'],
  ['callbacks', 'Callbacks'],
  ['requests', 'Requests'],
  ['scenarios', 'Scenarios'],
];

const inventory: readonly (readonly [path: string, name: string])[] = [
  ['quotes', 'Quotes'],
  ['addresses', 'Addresses'],
  ['qualifications', 'Qualifications'],
  ['appointments', 'Appointments'],
  ['assets', 'Assets'],
];

interface RailProps {
  readonly place: Place;
  /** On a narrow screen it is a menu. */
  readonly open: boolean;
  readonly help: () => void;
}

export function Rail({ place, open, help }: RailProps) {
  const here = place.path.split('/')[0] ?? '';
  const item = ([path, name]: readonly [string, string]) => (
    <li key={path}>
      <Link to={addressOf(path)} aria-current={path === here ? 'page' : undefined}>
        {name}
      </Link>
    </li>
  );
  return (
    <nav class={open ? 'rail open' : 'rail'} aria-label="Sections" id="sections">
      <ul>{sections.map(item)}</ul>
      <p class="rail-title">In this sandbox</p>
      <ul>{inventory.map(item)}</ul>
      <ul class="rail-end">
        <li>
          <a href="/docs/">API reference</a>
        </li>
        {item(['settings', 'Settings'])}
        <li>
          <button type="button" onClick={help}>
            Keyboard <kbd>?</kbd>
          </button>
        </li>
      </ul>
    </nav>
  );
}
