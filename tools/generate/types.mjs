// @ts-check
import { realpathSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * TypeScript types of a document, by openapi-typescript. It needs a TypeScript with a programmatic API, which the
 * workspace tools/types pins; npm may hoist the generator away from it, so `typescript` is resolved from the workspace.
 */
export async function typesOf(api, document) {
  const { openapiTS, astToString } = await generator();
  // The generator resolves references in place; it must not touch the caller's document.
  const ast = await openapiTS(structuredClone(document), { silent: true });
  return `// Made by npm run generate from specs/openapi/${api}.yaml; do not edit.\n\n${astToString(ast)}`;
}

let loading;
function generator() {
  loading ??= load();
  return loading;
}

async function load() {
  const here = dirname(fileURLToPath(import.meta.url));
  // Through node_modules, where npm links the workspace. This works also where node_modules itself is a link.
  const workspace = realpathSync(join(here, '../../node_modules/etherbox-types-generator'));
  const required = createRequire(join(workspace, 'package.json'));
  const hook = `
    let at;
    export function initialize(data) { at = data.at; }
    export function resolve(name, context, next) {
      return name === 'typescript' ? { url: at, shortCircuit: true } : next(name, context);
    }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`, {
    parentURL: import.meta.url,
    data: { at: pathToFileURL(required.resolve('typescript')).href },
  });
  const module = await import(pathToFileURL(required.resolve('openapi-typescript').replace(/\.cjs$/, '.mjs')).href);
  return { openapiTS: module.default, astToString: module.astToString };
}
