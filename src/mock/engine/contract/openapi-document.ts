import { InternalError } from '#domain/core/etherbox-error';
import { type ErrorFamily, errorFamilies } from '#domain/errors/error-catalogue';
/** The parts of an OpenAPI 3.1 document that the contract reads. Documents are bundled: every `$ref` is local. */
export interface OpenApiDocument {
  readonly 'x-error-family'?: string;
  readonly paths?: { readonly [template: string]: PathItem };
  readonly components?: { readonly schemas?: { readonly [name: string]: Schema } };
}

export interface PathItem {
  readonly 'x-aliases'?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly [method: string]: unknown;
}

export interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: BodyObject;
  readonly responses?: { readonly [status: string]: ResponseObject };
  readonly 'x-bound-to'?: string;
  readonly 'x-max-body-bytes'?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path' | 'cookie';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface BodyObject {
  readonly required?: boolean;
  readonly content?: Content;
}

export interface ResponseObject {
  readonly content?: Content;
}

export type Content = { readonly [mediaType: string]: { readonly schema?: Schema; readonly examples?: object } };

export type Schema = boolean | { readonly [keyword: string]: unknown };

/** A value and where in the document it is written, so that violations can name the place. */
export interface WithPointer<T> {
  readonly value: T;
  /** JSON pointer without `#`: `/components/schemas/Quote`. */
  readonly pathPointer: string;
}

/** Follows `$ref` of parameters, bodies and answers (not of schemas, which ajv follows itself). */
export function resolveReference<T>(document: OpenApiDocument, value: T, pointer: string): WithPointer<T> {
  const reference = (value as { $ref?: unknown } | undefined)?.$ref;
  if (typeof reference !== 'string') return { value, pathPointer: pointer };
  const target = valueAtPointer(document, reference.slice(1));
  if (target === undefined) throw new InternalError(`the document refers to ${reference}, which is not in it`);
  return resolveReference(document, target as T, reference.slice(1));
}

/** The value at a JSON pointer (without `#`), or undefined. */
export function valueAtPointer(document: unknown, pointer: string): unknown {
  let node = document;
  for (const part of pointer.split('/').slice(1)) {
    if (node === null || typeof node !== 'object') return undefined;
    node = (node as { [key: string]: unknown })[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return node;
}

export const escapePointerSegment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** From `x-error-family`. Documents with an error format of their own (`oauth`, the control API) count as `tmf`. */
export function errorFamilyOf({ 'x-error-family': declared }: OpenApiDocument): ErrorFamily {
  return errorFamilies.find((family) => family === declared) ?? 'tmf';
}
