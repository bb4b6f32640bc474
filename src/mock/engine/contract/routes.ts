/**
 * From method and path to what answers there. Paths are looked up, never matched one after another: a path is either
 * fixed or a fixed beginning and one id at its end. The few templates of another shape (our control API has some) are
 * tried last.
 */
export interface Routes<T> {
  add(method: string, template: string, target: T): void;
  find(method: string, path: string): Hit<T> | undefined;
}

export type Hit<T> =
  | { readonly target: T; readonly params: { readonly [name: string]: string } }
  | { readonly allow: readonly string[]; readonly other: T };

type Methods<T> = Map<string, T>;
interface Ending<T> {
  readonly parameter: string;
  readonly methods: Methods<T>;
}
interface Template<T> {
  readonly parts: readonly string[];
  readonly methods: Methods<T>;
}

const NO_PARAMS: { readonly [name: string]: string } = Object.freeze({});

export function routes<T>(): Routes<T> {
  const fixed = new Map<string, Methods<T>>();
  const endings = new Map<string, Ending<T>>();
  const templates: Template<T>[] = [];

  const methodsOf = (template: string): Methods<T> => {
    if (!template.includes('{')) return upsert(fixed, template, () => new Map());
    const simple = /^([^{}]*\/)\{([^{}/]+)\}$/.exec(template);
    if (simple) {
      const [, beginning, parameter] = simple as unknown as [string, string, string];
      return upsert(endings, beginning, () => ({ parameter, methods: new Map() })).methods;
    }
    const parts = template.split('/');
    const known = templates.find((other) => other.parts.join('/') === template);
    if (known) return known.methods;
    const made: Template<T> = { parts, methods: new Map() };
    templates.push(made);
    return made.methods;
  };

  const locate = (path: string): { methods: Methods<T>; params: { readonly [name: string]: string } } | undefined => {
    const exact = fixed.get(path) ?? (path.endsWith('/') ? fixed.get(path.slice(0, -1)) : undefined);
    if (exact) return { methods: exact, params: NO_PARAMS };
    const cut = path.lastIndexOf('/') + 1;
    const ending = cut < path.length ? endings.get(path.slice(0, cut)) : undefined;
    if (ending) return { methods: ending.methods, params: { [ending.parameter]: decoded(path.slice(cut)) } };
    return templates.length === 0 ? undefined : byTemplate(templates, path.split('/'));
  };

  return {
    add(method, template, target) {
      const methods = methodsOf(template);
      if (methods.has(method)) throw new Error(`${method} ${template} is declared twice`);
      methods.set(method, target);
    },
    find(method, path) {
      const place = locate(path);
      if (!place) return undefined;
      const target = place.methods.get(method === 'HEAD' ? 'GET' : method);
      if (target !== undefined) return { target, params: place.params };
      const allow = [...place.methods.keys()].flatMap((known) => (known === 'GET' ? ['GET', 'HEAD'] : [known]));
      return { allow, other: [...place.methods.values()][0] as T };
    },
  };
}

function upsert<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function byTemplate<T>(templates: readonly Template<T>[], given: readonly string[]) {
  for (const { parts, methods } of templates) {
    if (parts.length !== given.length) continue;
    const params: { [name: string]: string } = {};
    const fits = parts.every((part, n) => {
      const value = given[n] as string;
      if (!part.startsWith('{')) return part === value;
      params[part.slice(1, -1)] = decoded(value);
      return value !== '';
    });
    if (fits) return { methods, params };
  }
  return undefined;
}

/** An id with a broken escape is nobody's id: it stays as it came and is then not found. */
function decoded(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
