import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** The current address. Everything that can be seen has an address that survives a reload. */
export interface PageLocation {
  /** Path below /ui/, without slashes at the ends: `orders/BT123`. */
  readonly path: string;
  readonly search: URLSearchParams;
}

export const uiRoot = '/ui/';
export const initialSandboxId = 'default';

const locationListeners = new Set<() => void>();

/** The address in the browser's address bar. */
export function currentLocation(): PageLocation {
  const { pathname, search } = location;
  return {
    path: pathname.startsWith(uiRoot) ? pathname.slice(uiRoot.length).replace(/\/$/, '') : '',
    search: new URLSearchParams(search),
  };
}

/** The sandbox in the address; the default one when it names none. */
export const currentSandboxId = (): string => currentLocation().search.get('sandbox') ?? initialSandboxId;

/** An address of the page, in the current sandbox. */
export function pageUrl(path: string, parameters: { readonly [name: string]: string | undefined } = {}): string {
  const search = new URLSearchParams();
  const sandbox = parameters.sandbox ?? currentSandboxId();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '' && name !== 'sandbox') search.set(name, value);
  }
  if (sandbox !== initialSandboxId) search.set('sandbox', sandbox);
  const text = search.toString();
  return `${uiRoot}${path}${text === '' ? '' : `?${text}`}`;
}

/** Joins segments as a path; each is encoded. */
export const encodePath = (...segments: string[]): string => segments.map(encodeURIComponent).join('/');

/** Opens an address; with `replace` it takes the place of the current one in the history. */
export function navigate(address: string, { replace = false } = {}): void {
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  for (const listener of locationListeners) listener();
}

/** Changes parameters of the current address and leaves the others; undefined removes one. */
export function updateLocationParameters(
  parameters: { readonly [name: string]: string | undefined },
  options?: { replace?: boolean },
): void {
  const { path, search } = currentLocation();
  navigate(pageUrl(path, { ...Object.fromEntries(search), ...parameters }), options);
}

/** The current address; renders again when it changes. */
export function usePageLocation(): PageLocation {
  const [pageLocation, setPageLocation] = useState(currentLocation);
  useEffect(() => {
    const onLocationChange = () => setPageLocation(currentLocation());
    locationListeners.add(onLocationChange);
    addEventListener('popstate', onLocationChange);
    return () => {
      locationListeners.delete(onLocationChange);
      removeEventListener('popstate', onLocationChange);
    };
  }, []);
  return pageLocation;
}

interface LinkProps {
  readonly to: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
  readonly 'aria-label'?: string;
  readonly 'aria-current'?: 'true' | 'page' | undefined;
  readonly 'data-row'?: number;
  readonly 'data-back'?: boolean;
  readonly onClickCapture?: () => void;
}

/** A real link of the page, so that it can be copied and opened in another tab. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}
