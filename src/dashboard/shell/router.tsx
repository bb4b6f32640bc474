import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Where we are: everything that a person can see has an address that survives a reload. */
export interface Place {
  /** Below /ui/, without slashes at the ends: `orders/BT123`. */
  readonly path: string;
  readonly search: URLSearchParams;
}

export const root = '/ui/';
export const defaultSandbox = 'default';

const listeners = new Set<() => void>();

export function here(): Place {
  const { pathname, search } = location;
  return {
    path: pathname.startsWith(root) ? pathname.slice(root.length).replace(/\/$/, '') : '',
    search: new URLSearchParams(search),
  };
}

export const sandboxHere = (): string => here().search.get('sandbox') ?? defaultSandbox;

/** An address of the page; the sandbox that is looked at stays in it. */
export function addressOf(path: string, parameters: { readonly [name: string]: string | undefined } = {}): string {
  const search = new URLSearchParams();
  const sandbox = parameters.sandbox ?? sandboxHere();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '' && name !== 'sandbox') search.set(name, value);
  }
  if (sandbox !== defaultSandbox) search.set('sandbox', sandbox);
  const text = search.toString();
  return `${root}${path}${text === '' ? '' : `?${text}`}`;
}

export const encoded = (...segments: string[]): string => segments.map(encodeURIComponent).join('/');

export function go(address: string, { replace = false } = {}): void {
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  for (const listener of listeners) listener();
}

/** Change parameters of this address and keep the rest; undefined takes one away. */
export function goHere(
  parameters: { readonly [name: string]: string | undefined },
  options?: { replace?: boolean },
): void {
  const { path, search } = here();
  go(addressOf(path, { ...Object.fromEntries(search), ...parameters }), options);
}

export function usePlace(): Place {
  const [place, set] = useState(here);
  useEffect(() => {
    const changed = () => set(here());
    listeners.add(changed);
    addEventListener('popstate', changed);
    return () => {
      listeners.delete(changed);
      removeEventListener('popstate', changed);
    };
  }, []);
  return place;
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

/** A link of the page: a real one, so that it can be copied and opened in another tab. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
