import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content, OpenApiDocument, OperationObject } from '#engine/contract/openapi-document';
import { resolveReference } from '#engine/contract/openapi-document';
import { dataFolder } from '#runtime/data-folder';

const documentsFolder = join(dataFolder('generated'), 'openapi');

/** Every bundled document by base name, and its text. */
export const documents: readonly { readonly api: string; readonly text: string; readonly document: OpenApiDocument }[] =
  readdirSync(documentsFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const text = readFileSync(join(documentsFolder, file), 'utf8');
      return { api: file.slice(0, -'.json'.length), text, document: JSON.parse(text) as OpenApiDocument };
    });

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Documents of the APIs that customers call at BT; the rest are ours or theirs. */
export const isBtSide = (api: string): boolean => !['sandbox', 'order-notification', 'oauth'].includes(api);

export function operationsOf(document: OpenApiDocument): readonly OperationObject[] {
  return Object.values(document.paths ?? {}).flatMap((item) =>
    METHODS.map((method) => item[method] as OperationObject | undefined).filter((operation) => operation !== undefined),
  );
}

export interface Example {
  readonly operationId: string;
  /** undefined: of the request. */
  readonly status: number | undefined;
  readonly mediaType: string;
  readonly name: string;
  readonly value: unknown;
}

/** Every example of every request body and answer. */
export function examplesOf(document: OpenApiDocument): readonly Example[] {
  return operationsOf(document).flatMap((operation) => {
    const { operationId } = operation;
    const request = operation.requestBody && resolveReference(document, operation.requestBody, '').value.content;
    const answers = Object.entries(operation.responses ?? {}).flatMap(([status, response]) =>
      named(document, resolveReference(document, response, '').value.content, { operationId, status: Number(status) }),
    );
    return [...named(document, request, { operationId, status: undefined }), ...answers];
  });
}

function named(
  document: OpenApiDocument,
  content: Content | undefined,
  of: Pick<Example, 'operationId' | 'status'>,
): Example[] {
  return Object.entries(content ?? {}).flatMap(([mediaType, { examples }]) =>
    Object.entries(examples ?? {}).map(([name, example]) => {
      const { value } = resolveReference(document, example as { value: unknown }, '').value;
      return { ...of, mediaType, name, value };
    }),
  );
}

/** Calls `visit` on every schema object of the document with its JSON pointer. */
export function eachSchema(
  document: OpenApiDocument,
  visit: (schema: Record<string, unknown>, pointer: string) => void,
): void {
  const walk = (node: unknown, pointer: string, isSchema: boolean): void => {
    if (node === null || typeof node !== 'object') return;
    if (isSchema && !Array.isArray(node)) visit(node as Record<string, unknown>, pointer);
    for (const [key, value] of Object.entries(node)) {
      if (isSchema && VALUES.includes(key)) continue;
      if (!isSchema && key === 'examples') continue;
      walkChild(key, value, `${pointer}/${key}`, isSchema);
    }
  };
  const walkChild = (key: string, value: unknown, pointer: string, inSchema: boolean): void => {
    if (inSchema && MAPS.includes(key))
      for (const [name, member] of Object.entries(value as object)) walk(member, `${pointer}/${name}`, true);
    else if (inSchema) walk(value, pointer, typeof value === 'object' && !Array.isArray(value));
    else if (key === 'schemas')
      for (const [name, member] of Object.entries(value as object)) walk(member, `${pointer}/${name}`, true);
    else walk(value, pointer, key === 'schema');
    if (inSchema && Array.isArray(value)) value.forEach((member, n) => void walk(member, `${pointer}/${n}`, true));
  };
  walk(document, '', false);
}

const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const VALUES = [
  'enum',
  'const',
  'default',
  'examples',
  'example',
  'required',
  'type',
  'discriminator',
  'dependentRequired',
];
