import { InternalError } from '#domain/core/etherbox-error';
/**
 * Finds the target of a method and path. Paths are looked up, not matched one after another: most are fixed, or a fixed
 * beginning with one id at the end. The few templates of another shape (the control API has some) are tried last.
 */
export interface RouteTable<T> {
  add(method: string, template: string, target: T): void;
  find(method: string, path: string): RouteTableMatch<T> | undefined;
}

export type RouteTableMatch<T> =
  | { readonly target: T; readonly params: { readonly [name: string]: string } }
  | { readonly allowedMethods: readonly string[]; readonly anyTarget: T };

type TargetsByMethod<T> = Map<string, T>;
interface PrefixRoute<T> {
  readonly parameter: string;
  readonly methods: TargetsByMethod<T>;
}
interface TemplateRoute<T> {
  readonly parts: readonly string[];
  readonly methods: TargetsByMethod<T>;
}

const NO_PARAMS: { readonly [name: string]: string } = Object.freeze({});

export function createRouteTable<T>(): RouteTable<T> {
  const fixedRoutes = new Map<string, TargetsByMethod<T>>();
  const prefixRoutes = new Map<string, PrefixRoute<T>>();
  const templateRoutes: TemplateRoute<T>[] = [];

  const methodsOf = (template: string): TargetsByMethod<T> => {
    if (!template.includes('{')) return getOrCreate(fixedRoutes, template, () => new Map());
    const prefixMatch = /^([^{}]*\/)\{([^{}/]+)\}$/.exec(template);
    if (prefixMatch) {
      const [, prefix, parameter] = prefixMatch as unknown as [string, string, string];
      return getOrCreate(prefixRoutes, prefix, () => ({ parameter, methods: new Map() })).methods;
    }
    const parts = template.split('/');
    const existing = templateRoutes.find((other) => other.parts.join('/') === template);
    if (existing) return existing.methods;
    const created: TemplateRoute<T> = { parts, methods: new Map() };
    templateRoutes.push(created);
    return created.methods;
  };

  const findRoute = (
    path: string,
  ): { methods: TargetsByMethod<T>; params: { readonly [name: string]: string } } | undefined => {
    const exact = fixedRoutes.get(path) ?? (path.endsWith('/') ? fixedRoutes.get(path.slice(0, -1)) : undefined);
    if (exact) return { methods: exact, params: NO_PARAMS };
    const idStart = path.lastIndexOf('/') + 1;
    const prefixRoute = idStart < path.length ? prefixRoutes.get(path.slice(0, idStart)) : undefined;
    if (prefixRoute)
      return {
        methods: prefixRoute.methods,
        params: { [prefixRoute.parameter]: decodePathSegment(path.slice(idStart)) },
      };
    return templateRoutes.length === 0 ? undefined : matchTemplate(templateRoutes, path.split('/'));
  };

  return {
    add(method, template, target) {
      const methods = methodsOf(template);
      if (methods.has(method)) throw new InternalError(`${method} ${template} is declared twice`);
      methods.set(method, target);
    },
    find(method, path) {
      const match = findRoute(path);
      if (!match) return undefined;
      const target = match.methods.get(method === 'HEAD' ? 'GET' : method);
      if (target !== undefined) return { target, params: match.params };
      const allowedMethods = [...match.methods.keys()].flatMap((existing) =>
        existing === 'GET' ? ['GET', 'HEAD'] : [existing],
      );
      return { allowedMethods, anyTarget: [...match.methods.values()][0] as T };
    },
  };
}

function getOrCreate<V>(map: Map<string, V>, key: string, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const created = make();
  map.set(key, created);
  return created;
}

function matchTemplate<T>(templates: readonly TemplateRoute<T>[], pathParts: readonly string[]) {
  for (const { parts, methods } of templates) {
    if (parts.length !== pathParts.length) continue;
    const params: { [name: string]: string } = {};
    const isMatch = parts.every((part, index) => {
      const value = pathParts[index] as string;
      if (!part.startsWith('{')) return part === value;
      params[part.slice(1, -1)] = decodePathSegment(value);
      return value !== '';
    });
    if (isMatch) return { methods, params };
  }
  return undefined;
}

/** An id with a broken escape names nothing: it is kept as it came and then not found. */
function decodePathSegment(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
