import type { CallbackAuth } from '#domain/core/sandbox-state';

export const listenerAuthForms = [
  'none',
  'basic:USER:PASSWORD',
  'header:NAME:VALUE',
  'oauth2:CLIENT_ID:CLIENT_SECRET@TOKEN_URL',
] as const;

/** The value of `--auth`; undefined when it is none of {@link listenerAuthForms}. */
export function parseListenerAuth(text: string): CallbackAuth | undefined {
  if (text === 'none') return { type: 'none' };
  const [type, first, rest] = splitAuth(text);
  if (first === undefined || first === '' || rest === undefined) return undefined;
  if (type === 'basic') return { type, username: first, password: rest };
  if (type === 'header') return { type, name: first, value: rest };
  if (type !== 'oauth2') return undefined;
  const urlStart = rest.search(/@https?:\/\//);
  if (urlStart < 0) return undefined;
  return { type, clientId: first, clientSecret: rest.slice(0, urlStart), tokenUrl: rest.slice(urlStart + 1) };
}

function splitAuth(text: string): readonly [type: string, first?: string, rest?: string] {
  const [type = '', first, ...rest] = text.split(':');
  return first === undefined || rest.length === 0 ? [type] : [type, first, rest.join(':')];
}

/** Credentials that a careful listener refuses, each with a name. */
export function listWrongCredentials(
  auth: CallbackAuth,
): readonly { readonly what: string; readonly auth: CallbackAuth }[] {
  const none = { what: 'no credentials', auth: { type: 'none' } } as const;
  switch (auth.type) {
    case 'none':
      return [];
    case 'basic':
      return [none, { what: 'a wrong password', auth: { ...auth, password: `${auth.password}-wrong` } }];
    case 'header':
      return [none, { what: `a wrong ${auth.name}`, auth: { ...auth, value: `${auth.value}-wrong` } }];
    case 'oauth2':
      return [
        none,
        { what: 'a token nobody issued', auth: { type: 'header', name: 'authorization', value: 'Bearer not-a-token' } },
      ];
  }
}
