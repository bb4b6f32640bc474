import { Link, type PageLocation, pageUrl } from '../context/router.tsx';

const mainLinks: readonly (readonly [path: string, name: string])[] = [
  ['', 'Home'],
  ['orders', 'Orders'],
  ['callbacks', 'Callbacks'],
  ['requests', 'Requests'],
  ['scenarios', 'Scenarios'],
];

const documentLinks: readonly (readonly [path: string, name: string])[] = [
  ['quotes', 'Quotes'],
  ['addresses', 'Addresses'],
  ['qualifications', 'Qualifications'],
  ['appointments', 'Appointments'],
  ['assets', 'Assets'],
];

interface NavigationProps {
  readonly pageLocation: PageLocation;
  /** Whether the menu is open; only a narrow screen has one. */
  readonly open: boolean;
  readonly openHelp: () => void;
}

/** The links to all sections. */
export function Navigation({ pageLocation, open, openHelp }: NavigationProps) {
  const currentSection = pageLocation.path.split('/')[0] ?? '';
  const renderLink = ([path, name]: readonly [string, string]) => (
    <li key={path}>
      <Link to={pageUrl(path)} aria-current={path === currentSection ? 'page' : undefined}>
        {name}
      </Link>
    </li>
  );
  return (
    <nav class={open ? 'rail open' : 'rail'} aria-label="Sections" id="sections">
      <ul>{mainLinks.map(renderLink)}</ul>
      <p class="rail-title">In this sandbox</p>
      <ul>{documentLinks.map(renderLink)}</ul>
      <ul class="rail-end">
        <li>
          <a href="/docs/">API reference</a>
        </li>
        {renderLink(['settings', 'Settings'])}
        <li>
          <button type="button" onClick={openHelp}>
            Keyboard <kbd>?</kbd>
          </button>
        </li>
      </ul>
    </nav>
  );
}
