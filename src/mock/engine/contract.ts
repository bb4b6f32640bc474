import type { Query } from '../domain/call.ts';
import type { Family, Fault } from '../domain/problem.ts';
import { describe, oneOf } from './contract/describe.ts';
import type { Content, Document, OperationObject, Parameter, PathItem, Placed, Schema } from './contract/document.ts';
import { follow, pointerPart } from './contract/document.ts';
import { checkParameter, type DeclaredParameter } from './contract/parameters.ts';
import { type Routes, routes } from './contract/routes.ts';
import { namedMembers, type UnknownMember, unknownMembers } from './contract/unknown.ts';
import { type Check, type Checker, checker } from './contract/validate.ts';

/**
 * The OpenAPI documents, compiled: which path and method is which operation, and whether a body, a query or an answer
 * fits. One source (specs/openapi), one validator (ajv, draft 2020-12), compiled once per operation on first use.
 */
export interface OperationContract {
  readonly operationId: string;
  /** Base name of the document: `quote`, `product-order`, … */
  readonly api: string;
  readonly method: string;
  /** The path template as in the document; `aliases` (from `x-aliases`) answer just the same. */
  readonly path: string;
  readonly aliases: readonly string[];
  /** From the document's `x-error-family`. Documents with an error language of their own (`oauth`, `control`) count as tmf. */
  readonly family: Family;
  /** `x-bound-to: examples`: answered from the document's examples; otherwise a domain function must be bound. */
  readonly boundTo: 'domain' | 'examples';
  /** The first declared 2xx. */
  readonly successStatus: number;
  /** Every declared status, in order. */
  readonly statuses: readonly number[];
  /** Undefined: the operation takes no body. */
  readonly requestMediaTypes: readonly string[] | undefined;
  readonly bodyRequired: boolean;
  /** Largest body in bytes (`x-max-body-bytes`, default 1 MiB). */
  readonly maxBodyBytes: number;
  /** Declared header parameters with lower-case names, apart from Authorization and APIGW-Tracking-Header. */
  readonly headerNames: readonly string[];
  /** Declared query parameters. */
  readonly queryNames: readonly string[];
  /**
   * Every fault of a body at once; a member the server owns (`readOnly`) is a fault where it is sent. Empty: it fits.
   * `mediaType` matters only where an operation declares different schemas for several.
   */
  checkBody(body: unknown, mediaType?: string): readonly Fault[];
  /** Members at the top of a body that the document names. */
  bodyNames(): readonly string[];
  /** Members of a body that the document does not name: they are taken, without meaning. */
  unknownMembers(body: unknown): readonly UnknownMember[];
  /** Pointers `query/<name>`. Unknown parameters are not faults. */
  checkQuery(query: Query): readonly Fault[];
  /** Pointers `header/<name>`. */
  checkHeaders(headers: { readonly [name: string]: string }): readonly Fault[];
  /** Faults of our own answer; a status that the document does not declare is a fault too. */
  checkAnswer(status: number, body: unknown): readonly Fault[];
  /** The bundled document it is written in. */
  readonly document: object;
  /** Compiles every validator of the operation now; throws where a schema is not one. */
  compile(): void;
}

export type Routed =
  | { readonly found: OperationContract; readonly params: { readonly [name: string]: string } }
  /** The path exists, the method does not: `allow` lists the methods that do. */
  | { readonly allow: readonly string[]; readonly family: Family }
  | undefined;

export interface Contract {
  readonly operations: ReadonlyMap<string, OperationContract>;
  /** `path` without query. One trailing slash is accepted on collections; HEAD is found as GET. */
  route(method: string, path: string): Routed;
  /** Compiles every validator now: for `etherbox check`, and to warm up. */
  compileAll(): void;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const FAMILIES: readonly string[] = ['quote', 'address', 'appointment', 'tmf'] satisfies Family[];
const DEFAULT_BODY_BYTES = 1024 * 1024;
/** Checked by the gateway before any operation is known. */
const GATEWAY_HEADERS = ['authorization', 'apigw-tracking-header'];

/** `documents`: base name of the document -> the bundled document (src/generated/openapi). */
export function compileContract(documents: { readonly [api: string]: object }): Contract {
  const operations = new Map<string, OperationContract>();
  const table: Routes<OperationContract> = routes();
  for (const [api, document] of Object.entries(documents)) {
    for (const operation of operationsOf(api, document as Document)) {
      if (operations.has(operation.operationId)) throw new Error(`operationId ${operation.operationId} is used twice`);
      operations.set(operation.operationId, operation);
      for (const template of [operation.path, ...operation.aliases]) table.add(operation.method, template, operation);
    }
  }
  return {
    operations,
    route(method, path) {
      const hit = table.find(method, path);
      if (hit === undefined) return undefined;
      if ('target' in hit) return { found: hit.target, params: hit.params };
      return { allow: hit.allow, family: hit.other.family };
    },
    compileAll() {
      for (const operation of operations.values()) operation.compile();
    },
  };
}

function* operationsOf(api: string, document: Document): Generator<OperationContract> {
  const checks = checker(api, document);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method] as OperationObject | undefined;
      if (operation) yield compileOperation({ api, document, checks, path, item, method, operation });
    }
  }
}

interface Written {
  readonly api: string;
  readonly document: Document;
  readonly checks: Checker;
  readonly path: string;
  readonly item: PathItem;
  readonly method: string;
  readonly operation: OperationObject;
}

function compileOperation(written: Written): OperationContract {
  const { api, document, item, operation } = written;
  const family = document['x-error-family'] ?? '';
  const parameters = parametersOf(written);
  const query = parameters.filter(({ where }) => where === 'query');
  const headers = parameters
    .filter(({ where }) => where === 'header')
    .filter(({ name }) => !GATEWAY_HEADERS.includes(name.toLowerCase()));
  const body = bodyOf(written);
  const answers = answersOf(written);
  const statuses = [...answers.keys()];
  return {
    operationId: operation.operationId,
    api,
    document,
    method: written.method.toUpperCase(),
    path: written.path,
    aliases: item['x-aliases'] ?? [],
    family: FAMILIES.includes(family) ? (family as Family) : 'tmf',
    boundTo: operation['x-bound-to'] === 'examples' ? 'examples' : 'domain',
    successStatus: statuses.find((status) => status >= 200 && status < 300) ?? 200,
    statuses,
    requestMediaTypes: body && [...body.checks.keys()],
    bodyRequired: body?.required ?? false,
    maxBodyBytes: operation['x-max-body-bytes'] ?? DEFAULT_BODY_BYTES,
    headerNames: headers.map(({ name }) => name.toLowerCase()),
    queryNames: query.map(({ name }) => name),
    checkBody: (value, mediaType) => checkBody(body, value, mediaType),
    bodyNames: () => (body ? namedMembers(document, body.schema) : []),
    unknownMembers: (value) => (body ? unknownMembers(document, body.schema, value) : []),
    checkQuery: (given) => query.flatMap((parameter) => checkParameter(parameter, given[parameter.name])),
    checkHeaders: (given) =>
      headers.flatMap((parameter) => {
        const value = given[parameter.name.toLowerCase()];
        return checkParameter(parameter, value === undefined ? undefined : [value]);
      }),
    checkAnswer: (status, value) => checkAnswer(answers, status, value),
    compile() {
      for (const check of body?.checks.values() ?? []) check.compile();
      for (const answer of answers.values()) answer?.compile();
      for (const parameter of parameters) parameter.check('');
    },
  };
}

function parametersOf({ api, document, checks, path, item, method, operation }: Written): DeclaredParameter[] {
  const at = `/paths/${pointerPart(path)}`;
  const listed = [
    ...(item.parameters ?? []).map((value, n) => follow(document, value, `${at}/parameters/${n}`)),
    ...(operation.parameters ?? []).map((value, n) => follow(document, value, `${at}/${method}/parameters/${n}`)),
  ];
  return listed.flatMap(({ value, at: place }: Placed<Parameter>) => {
    const where = value.in;
    if (where !== 'query' && where !== 'header') return [];
    return {
      name: value.name,
      where,
      required: value.required === true,
      schema: value.schema,
      check: checks.of({ value: value.schema, at: `${place}/schema` }, 'request'),
      spec: `${api}.yaml#${place}`,
      wanted: describe(value.schema),
    };
  });
}

interface Body {
  readonly required: boolean;
  readonly checks: ReadonlyMap<string, Check>;
  /** Of the first media type. */
  readonly schema: Schema;
}

function bodyOf({ document, checks, path, method, operation }: Written): Body | undefined {
  if (operation.requestBody === undefined) return undefined;
  const { value, at } = follow(document, operation.requestBody, `/paths/${pointerPart(path)}/${method}/requestBody`);
  const byType = new Map<string, Check>();
  for (const [mediaType, content] of Object.entries(value.content ?? {})) {
    const place = `${at}/content/${pointerPart(mediaType)}/schema`;
    byType.set(mediaType, checks.of({ value: content.schema ?? true, at: place }, 'request'));
  }
  const schema = Object.values(value.content ?? {})[0]?.schema ?? true;
  return { required: value.required === true, checks: byType, schema };
}

function checkBody(body: Body | undefined, value: unknown, mediaType: string | undefined): readonly Fault[] {
  if (body === undefined) return [];
  if (value === undefined) {
    return body.required ? [{ pointer: '', expected: 'a body, which is required', rule: 'body required' }] : [];
  }
  const first = body.checks.values().next().value;
  const check = (mediaType === undefined ? undefined : body.checks.get(mediaType)) ?? first;
  return check ? check(value) : [];
}

type Answers = ReadonlyMap<number, Check | undefined>;

function answersOf({ document, checks, path, method, operation }: Written): Answers {
  const answers = new Map<number, Check | undefined>();
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const { value, at } = follow(document, response, `/paths/${pointerPart(path)}/${method}/responses/${status}`);
    const [mediaType, content] = Object.entries((value.content ?? {}) as Content)[0] ?? [];
    const schema = content?.schema;
    const place = `${at}/content/${pointerPart(mediaType ?? '')}/schema`;
    answers.set(Number(status), schema === undefined ? undefined : checks.of({ value: schema, at: place }, 'answer'));
  }
  return answers;
}

function checkAnswer(answers: Answers, status: number, value: unknown): readonly Fault[] {
  if (!answers.has(status)) {
    return [{ pointer: '', got: status, expected: oneOf([...answers.keys()]), rule: 'declared status' }];
  }
  const check = answers.get(status);
  if (check) return check(value);
  return value === undefined ? [] : [{ pointer: '', expected: 'no body', rule: 'declared body' }];
}
