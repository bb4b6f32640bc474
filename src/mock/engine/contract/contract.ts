import type { Query } from '#domain/core/call';
import { InternalError } from '#domain/core/etherbox-error';
import type { Violation } from '#domain/core/violation';
import type { ErrorFamily } from '#domain/errors/error-catalogue';
import { describeSchema, oneOfText } from './describe-schema.ts';
import type {
  Content,
  OpenApiDocument,
  OperationObject,
  Parameter,
  PathItem,
  Schema,
  WithPointer,
} from './openapi-document.ts';
import { errorFamilyOf, escapePointerSegment, resolveReference } from './openapi-document.ts';
import { checkParameter, type DeclaredParameter } from './parameters.ts';
import { createRouteTable, type RouteTable } from './route-table.ts';
import { createSchemaChecker, type SchemaCheck, type SchemaChecker } from './schema-checker.ts';
import { declaredMembers, findUnknownMembers, type UnknownMember } from './unknown-members.ts';

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
  /** From the document's `x-error-family`. Documents with an error format of their own (`oauth`, `control`) count as tmf. */
  readonly family: ErrorFamily;
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
   * Every violation in a body; sending a member that the server owns (`readOnly`) is one. Empty: the body is valid.
   * `mediaType` matters only where an operation declares different schemas for several.
   */
  checkBody(body: unknown, mediaType?: string): readonly Violation[];
  /** Members at the top of a body that the document names. */
  bodyNames(): readonly string[];
  /** Members of a body that the document does not name. They are accepted and have no effect. */
  unknownMembers(body: unknown): readonly UnknownMember[];
  /** Pointers `query/<name>`. Unknown parameters are no violations. */
  checkQuery(query: Query): readonly Violation[];
  /** Pointers `header/<name>`. */
  checkHeaders(headers: { readonly [name: string]: string }): readonly Violation[];
  /** Violations in our own answer; a status that the document does not declare is one. */
  checkAnswer(status: number, body: unknown): readonly Violation[];
  /** The bundled document it is written in. */
  readonly document: object;
  /** Compiles every validator of the operation now; throws where a schema is not one. */
  compile(): void;
}

export type RouteMatch =
  | { readonly operation: OperationContract; readonly params: { readonly [name: string]: string } }
  /** The path exists, the method does not: `allowedMethods` lists those that do. */
  | { readonly allowedMethods: readonly string[]; readonly family: ErrorFamily }
  | undefined;

export interface Contract {
  readonly operations: ReadonlyMap<string, OperationContract>;
  /** `path` without query. One trailing slash is accepted on collections; HEAD is found as GET. */
  route(method: string, path: string): RouteMatch;
  /** Compiles every validator now: for `etherbox check`, and to warm up. */
  compileAll(): void;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
/** Checked by the gateway before any operation is known. */
const GATEWAY_HEADERS = ['authorization', 'apigw-tracking-header'];

/** `documents`: base name of the document -> the bundled document (src/generated/openapi). */
export function compileContract(documents: { readonly [api: string]: object }): Contract {
  const operations = new Map<string, OperationContract>();
  const routeTable: RouteTable<OperationContract> = createRouteTable();
  for (const [api, document] of Object.entries(documents)) {
    for (const operation of compileOperations(api, document as OpenApiDocument)) {
      if (operations.has(operation.operationId))
        throw new InternalError(`operationId ${operation.operationId} is used twice`);
      operations.set(operation.operationId, operation);
      for (const template of [operation.path, ...operation.aliases])
        routeTable.add(operation.method, template, operation);
    }
  }
  return {
    operations,
    route(method, path) {
      const match = routeTable.find(method, path);
      if (match === undefined) return undefined;
      if ('target' in match) return { operation: match.target, params: match.params };
      return { allowedMethods: match.allowedMethods, family: match.anyTarget.family };
    },
    compileAll() {
      for (const operation of operations.values()) operation.compile();
    },
  };
}

function* compileOperations(api: string, document: OpenApiDocument): Generator<OperationContract> {
  const schemaChecker = createSchemaChecker(api, document);
  for (const [path, pathItem] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = pathItem[method] as OperationObject | undefined;
      if (operation) yield compileOperation({ api, document, schemaChecker, path, pathItem, method, operation });
    }
  }
}

interface OperationSource {
  readonly api: string;
  readonly document: OpenApiDocument;
  readonly schemaChecker: SchemaChecker;
  readonly path: string;
  readonly pathItem: PathItem;
  readonly method: string;
  readonly operation: OperationObject;
}

function compileOperation(source: OperationSource): OperationContract {
  const { api, document, pathItem, operation } = source;
  const parameters = compileParameters(source);
  const query = parameters.filter(({ location }) => location === 'query');
  const headers = parameters
    .filter(({ location }) => location === 'header')
    .filter(({ name }) => !GATEWAY_HEADERS.includes(name.toLowerCase()));
  const body = compileBody(source);
  const responses = compileResponses(source);
  const statuses = [...responses.keys()];
  return {
    operationId: operation.operationId,
    api,
    document,
    method: source.method.toUpperCase(),
    path: source.path,
    aliases: pathItem['x-aliases'] ?? [],
    family: errorFamilyOf(document),
    boundTo: operation['x-bound-to'] === 'examples' ? 'examples' : 'domain',
    successStatus: statuses.find((status) => status >= 200 && status < 300) ?? 200,
    statuses,
    requestMediaTypes: body && [...body.checksByMediaType.keys()],
    bodyRequired: body?.required ?? false,
    maxBodyBytes: operation['x-max-body-bytes'] ?? DEFAULT_MAX_BODY_BYTES,
    headerNames: headers.map(({ name }) => name.toLowerCase()),
    queryNames: query.map(({ name }) => name),
    checkBody: (value, mediaType) => validateRequestBody(body, value, mediaType),
    bodyNames: () => (body ? declaredMembers(document, body.schema) : []),
    unknownMembers: (value) => (body ? findUnknownMembers(document, body.schema, value) : []),
    checkQuery: (given) => query.flatMap((parameter) => checkParameter(parameter, given[parameter.name])),
    checkHeaders: (given) =>
      headers.flatMap((parameter) => {
        const value = given[parameter.name.toLowerCase()];
        return checkParameter(parameter, value === undefined ? undefined : [value]);
      }),
    checkAnswer: (status, value) => validateAnswer(responses, status, value),
    compile() {
      for (const check of body?.checksByMediaType.values() ?? []) check.compile();
      for (const answer of responses.values()) answer?.compile();
      for (const parameter of parameters) parameter.check('');
    },
  };
}

function compileParameters({
  api,
  document,
  schemaChecker,
  path,
  pathItem,
  method,
  operation,
}: OperationSource): DeclaredParameter[] {
  const pathPointer = `/paths/${escapePointerSegment(path)}`;
  const located = [
    ...(pathItem.parameters ?? []).map((value, index) =>
      resolveReference(document, value, `${pathPointer}/parameters/${index}`),
    ),
    ...(operation.parameters ?? []).map((value, index) =>
      resolveReference(document, value, `${pathPointer}/${method}/parameters/${index}`),
    ),
  ];
  return located.flatMap(({ value, pathPointer: pointer }: WithPointer<Parameter>) => {
    const location = value.in;
    if (location !== 'query' && location !== 'header') return [];
    return {
      name: value.name,
      location,
      required: value.required === true,
      schema: value.schema,
      check: schemaChecker.checkFor({ value: value.schema, pathPointer: `${pointer}/schema` }, 'request'),
      spec: `${api}.yaml#${pointer}`,
      description: describeSchema(value.schema),
    };
  });
}

interface CompiledBody {
  readonly required: boolean;
  readonly checksByMediaType: ReadonlyMap<string, SchemaCheck>;
  /** Of the first media type. */
  readonly schema: Schema;
}

function compileBody({ document, schemaChecker, path, method, operation }: OperationSource): CompiledBody | undefined {
  if (operation.requestBody === undefined) return undefined;
  const { value, pathPointer: bodyPointer } = resolveReference(
    document,
    operation.requestBody,
    `/paths/${escapePointerSegment(path)}/${method}/requestBody`,
  );
  const checksByMediaType = new Map<string, SchemaCheck>();
  for (const [mediaType, content] of Object.entries(value.content ?? {})) {
    const schemaPointer = `${bodyPointer}/content/${escapePointerSegment(mediaType)}/schema`;
    checksByMediaType.set(
      mediaType,
      schemaChecker.checkFor({ value: content.schema ?? true, pathPointer: schemaPointer }, 'request'),
    );
  }
  const schema = Object.values(value.content ?? {})[0]?.schema ?? true;
  return { required: value.required === true, checksByMediaType: checksByMediaType, schema };
}

function validateRequestBody(
  body: CompiledBody | undefined,
  value: unknown,
  mediaType: string | undefined,
): readonly Violation[] {
  if (body === undefined) return [];
  if (value === undefined) {
    return body.required ? [{ pointer: '', expected: 'a body, which is required', rule: 'body required' }] : [];
  }
  const first = body.checksByMediaType.values().next().value;
  const check = (mediaType === undefined ? undefined : body.checksByMediaType.get(mediaType)) ?? first;
  return check ? check(value) : [];
}

type CompiledResponses = ReadonlyMap<number, SchemaCheck | undefined>;

function compileResponses({ document, schemaChecker, path, method, operation }: OperationSource): CompiledResponses {
  const responses = new Map<number, SchemaCheck | undefined>();
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const { value, pathPointer: responsePointer } = resolveReference(
      document,
      response,
      `/paths/${escapePointerSegment(path)}/${method}/responses/${status}`,
    );
    const [mediaType, content] = Object.entries((value.content ?? {}) as Content)[0] ?? [];
    const schema = content?.schema;
    const schemaPointer = `${responsePointer}/content/${escapePointerSegment(mediaType ?? '')}/schema`;
    responses.set(
      Number(status),
      schema === undefined
        ? undefined
        : schemaChecker.checkFor({ value: schema, pathPointer: schemaPointer }, 'answer'),
    );
  }
  return responses;
}

function validateAnswer(responses: CompiledResponses, status: number, value: unknown): readonly Violation[] {
  if (!responses.has(status)) {
    return [{ pointer: '', got: status, expected: oneOfText([...responses.keys()]), rule: 'declared status' }];
  }
  const check = responses.get(status);
  if (check) return check(value);
  return value === undefined ? [] : [{ pointer: '', expected: 'no body', rule: 'declared body' }];
}
