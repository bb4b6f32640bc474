// @ts-check
import { UnusableDocument } from './sources.mjs';

/** No domain function answers the control API, the token endpoint or the API that customers serve. */
const NOT_BT_SIDE = ['sandbox', 'order-notification', 'oauth'];
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The unions of operation ids. Because of them an operation without a domain function does not compile. */
export function operationIds(documents) {
  const bound = [];
  const examples = [];
  const seen = new Map();
  for (const [api, document] of Object.entries(documents)) {
    for (const item of Object.values(document.paths ?? {})) {
      for (const method of METHODS) {
        const operation = item[method];
        if (!operation) continue;
        const { operationId } = operation;
        if (!operationId) throw new UnusableDocument(`${api}.yaml: an operation has no operationId`);
        if (seen.has(operationId))
          throw new UnusableDocument(`${api}.yaml: ${operationId} is also in ${seen.get(operationId)}.yaml`);
        seen.set(operationId, api);
        if (NOT_BT_SIDE.includes(api)) continue;
        (operation['x-bound-to'] === 'examples' ? examples : bound).push(operationId);
      }
    }
  }
  return `// Made by npm run generate from specs/openapi; do not edit.

/** Every operation that a domain function must answer. */
${union('OperationId', bound)}

/** Every operation that is answered from the examples of its document. */
${union('ExampleOperationId', examples)}
`;
}

const union = (name, ids) =>
  ids.length === 0
    ? `export type ${name} = never;`
    : `export type ${name} =\n${[...ids]
        .sort()
        .map((id) => `  | '${id}'`)
        .join('\n')};`;
