// @ts-check
import { addRefusals } from './refusals.mjs';
import { UnusableDocument } from './sources.mjs';

const SHARED = './common.yaml#/components/';

/**
 * Makes one self-contained OpenAPI document. What it uses of common.yaml is copied into its own components (never
 * dereferenced: schemas may be recursive), and the refusals that any operation may give are added.
 */
export function bundle(api, source, common) {
  const document = structuredClone(source);
  document.components ??= {};
  if (document['x-error-family'] === 'control') markOurs(document.components.schemas);
  addRefusals(api, document, common['x-refusals'] ?? {});
  const copied = new Set();
  const copy = (kind, name) => {
    const key = `${kind}/${name}`;
    if (copied.has(key)) return;
    copied.add(key);
    const component = common.components?.[kind]?.[name];
    if (component === undefined) throw new UnusableDocument(`${api}.yaml: common.yaml has no components/${key}`);
    document.components[kind] ??= {};
    if (document.components[kind][name] !== undefined) {
      throw new UnusableDocument(`${api}.yaml: components/${key} is a shared name; give yours another`);
    }
    const own = { ...structuredClone(component), 'x-from': 'common' };
    document.components[kind][name] = own;
    localise(
      own,
      (reference) => (reference.startsWith('#/components/') ? SHARED + reference.slice(13) : reference),
      copy,
    );
  };
  localise({ paths: document.paths, components: document.components }, (reference) => reference, copy);
  checkReferences(api, document);
  return document;
}

/** Rewrites shared references below `node` to local ones, and has the component that each names copied. */
function localise(node, absolute, copy) {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && typeof value === 'string') {
      const reference = absolute(value);
      if (!reference.startsWith(SHARED)) continue;
      const [kind, name] = reference.slice(SHARED.length).split('/');
      node[key] = `#/components/${kind}/${name}`;
      copy(kind, name);
    } else localise(value, absolute, copy);
  }
}

/** The control API is etherbox's own, so its documents need not name a source for each member. */
function markOurs(node) {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties' && value !== null && typeof value === 'object') {
      for (const member of Object.values(value)) if (typeof member === 'object') member['x-source'] ??= 'modelled';
    }
    markOurs(value);
  }
}

function checkReferences(api, document) {
  const visit = (node, at) => {
    if (node === null || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '$ref' && typeof value === 'string') {
        if (!value.startsWith('#/')) throw new UnusableDocument(`${api}.yaml: ${at} refers outside: ${value}`);
        if (lookUp(document, value) === undefined)
          throw new UnusableDocument(`${api}.yaml: ${at} refers to ${value}, which is not there`);
      } else visit(value, `${at}/${key}`);
    }
  };
  visit(document, '#');
}

export function lookUp(document, reference) {
  return reference
    .slice(2)
    .split('/')
    .reduce((node, part) => node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}
