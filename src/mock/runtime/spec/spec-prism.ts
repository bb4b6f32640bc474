import { InternalError } from '#domain/core/etherbox-error';
import { type Contract, compileContract, type OperationContract } from '#engine/contract/contract';
import { type OpenApiDocument, type OperationObject, valueAtPointer } from '#engine/contract/openapi-document';

/**
 * The adapter of prism (@stoplight/prism-http), and the only place that knows its pitfalls: it is imported on first use
 * (half a second, 90 MB), never sees a `callbacks` object (it would call the customer itself), gets a new settings
 * object each time (it writes into it), does no routing, and validates nothing that our own validator did not: it
 * treats a schema that it cannot compile as one that accepts everything.
 */
export interface PrismAnswer {
  readonly status: number;
  readonly mediaType: string | undefined;
  readonly body: unknown;
}

export interface PrismOperation {
  /**
   * The document's answer: an example, or what the schema says when there is none. Undefined when it declares no such
   * answer.
   */
  answer(choice: { readonly code?: number; readonly example?: string }): Promise<PrismAnswer | undefined>;
  /** Whether prism accepts this JSON body in a request. */
  acceptsBody(body: unknown): boolean;
  /** Whether prism accepts this JSON body in an answer of that status. */
  acceptsAnswer(status: number, body: unknown): boolean;
}

/**
 * One operation of a bundled document, loaded alone: prism's loading and routing cost grows with the number of
 * operations.
 */
export async function prismOperation(document: object, operationId: string): Promise<PrismOperation> {
  const known = operationCache.get(document) ?? new Map<string, Promise<PrismOperation>>();
  operationCache.set(document, known);
  const loading = known.get(operationId) ?? loadPrismOperation(document as OpenApiDocument, operationId);
  known.set(operationId, loading);
  return loading;
}

const operationCache = new WeakMap<object, Map<string, Promise<PrismOperation>>>();

/**
 * Operations of a document that prism cannot enforce: it accepts a string that our validator refuses, so it silently
 * failed to compile the schema. Expected to be empty.
 */
export async function unenforceableSchemas(document: object): Promise<readonly string[]> {
  const unenforceable: string[] = [];
  const seen = new Set<string>();
  for (const operation of compiledContractOf(document).operations.values()) {
    // An answer that several operations share is checked once.
    const statuses = operation.statuses.filter((status) => {
      const shared = sharedAnswerReference(document as OpenApiDocument, operation, status);
      const isKnown = shared !== undefined && seen.has(shared);
      if (shared !== undefined) seen.add(shared);
      return !isKnown;
    });
    unenforceable.push(...(await unenforceableSchemasOf(document, operation, statuses)));
  }
  return unenforceable;
}

function sharedAnswerReference(
  document: OpenApiDocument,
  { path, method }: OperationContract,
  status: number,
): string | undefined {
  const item = document.paths?.[path]?.[method.toLowerCase()] as OperationObject | undefined;
  return (item?.responses?.[String(status)] as { $ref?: string } | undefined)?.$ref;
}

/** Throws when prism cannot enforce an operation or its answer: its answers would then prove nothing. */
export async function requireEnforceable(document: object, operationId: string, status: number): Promise<void> {
  const operation = compiledContractOf(document).operations.get(operationId);
  if (!operation) throw new InternalError(`the document has no operation ${operationId}`);
  const unenforceable = await unenforceableSchemasOf(document, operation, [status]);
  if (unenforceable.length > 0) throw new InternalError(`the schema of ${unenforceable.join(', ')} does not compile`);
}

/** The contract of this document alone, compiled once; its API is called `document` in violations. */
export function compiledContractOf(document: object): Contract {
  const existing = contractCache.get(document) ?? compileContract({ document });
  contractCache.set(document, existing);
  return existing;
}

const contractCache = new WeakMap<object, Contract>();
const PROBE_VALUE = '§canary§';

async function unenforceableSchemasOf(document: object, operation: OperationContract, statuses: readonly number[]) {
  const { operationId } = operation;
  const prism = await prismOperation(document, operationId);
  const unenforceable: string[] = [];
  const json = operation.requestMediaTypes?.includes('application/json') ?? false;
  if (json && operation.checkBody(PROBE_VALUE).length > 0 && prism.acceptsBody(PROBE_VALUE))
    unenforceable.push(`${operationId}: request`);
  for (const status of statuses) {
    const ours = operation.checkAnswer(status, PROBE_VALUE);
    const bodiless = ours.some(({ rule }) => rule === 'declared body');
    if (ours.length > 0 && !bodiless && prism.acceptsAnswer(status, PROBE_VALUE))
      unenforceable.push(`${operationId}: ${status}`);
  }
  return unenforceable;
}

async function loadPrismOperation(document: OpenApiDocument, operationId: string): Promise<PrismOperation> {
  const [{ createInstance, getHttpOperationsFromSpec }, { validateInput, validateOutput }, { right }] =
    await Promise.all([
      import('@stoplight/prism-http'),
      import('@stoplight/prism-http/dist/validator/index.js'),
      import('fp-ts/lib/Either.js'),
    ]);
  const [found] = await getHttpOperationsFromSpec(isolateOperation(document, operationId));
  if (!found) throw new InternalError(`the document has no operation ${operationId}`);
  const { callbacks: _, ...resource } = found;
  type HttpOperation = Parameters<typeof validateInput>[0]['resource'];
  const operation = resource as HttpOperation;
  type HttpMethod = Parameters<typeof validateInput>[0]['element']['method'];
  const instance = createInstance(prismSettings({}), { logger: silentLogger(), route: () => right(operation) });
  const method = operation.method as HttpMethod;
  const { path } = operation;
  return {
    async answer(choice) {
      const result = await instance.request({ method, url: { path } }, [operation], prismSettings(choice))();
      if (result._tag === 'Left') return undefined;
      const { statusCode, headers, body } = result.right.output;
      return { status: statusCode, mediaType: headers?.['Content-type'], body };
    },
    acceptsBody(body) {
      const headers = { 'content-type': 'application/json', 'content-length': '1' };
      const bare = { ...operation, request: { ...(operation.request?.body ? { body: operation.request.body } : {}) } };
      const checked = validateInput({
        resource: bare as HttpOperation,
        element: { method, url: { path }, headers, body },
      });
      return checked._tag === 'Right';
    },
    acceptsAnswer(status, body) {
      const responses = operation.responses.map((response) => ({ ...response, headers: [] }));
      const headers = { 'content-type': declaredContentType(operation, status) };
      const element = { statusCode: status, headers, body };
      return validateOutput({ resource: { ...operation, responses } as HttpOperation, element })._tag === 'Right';
    },
  };
}

function declaredContentType(
  operation: { responses: readonly { code: string; contents?: readonly { mediaType: string }[] }[] },
  status: number,
) {
  const response = operation.responses.find(({ code }) => code === String(status));
  return response?.contents?.[0]?.mediaType ?? 'application/json';
}

/** Validates nothing: the contract has validated the request before. */
function prismSettings(choice: { readonly code?: number; readonly example?: string }) {
  const { code, example } = choice;
  const mock = {
    dynamic: false,
    ...(code === undefined ? {} : { code }),
    ...(example === undefined ? {} : { exampleKey: example }),
  };
  const unchecked = { checkSecurity: false, validateRequest: false, validateResponse: false };
  return { isProxy: false as const, upstreamProxy: undefined, errors: false, mock, ...unchecked };
}

/** The document reduced to one operation and the components that it refers to, because loading costs grow with size. */
function isolateOperation(document: OpenApiDocument, operationId: string): object {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item)) {
      if ((operation as { operationId?: string } | null)?.operationId !== operationId) continue;
      const { callbacks: _, ...rest } = operation as { callbacks?: unknown };
      const shared = item.parameters ? { parameters: item.parameters } : {};
      const paths = { [path]: { ...shared, [method]: rest } };
      return structuredClone({ ...document, paths, components: referencedComponents(document, paths) });
    }
  }
  throw new InternalError(`the document has no operation ${operationId}`);
}

function referencedComponents(document: OpenApiDocument, from: unknown): object {
  const components: { [kind: string]: { [name: string]: unknown } } = {};
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '$ref' && typeof value === 'string') addComponent(value);
      else visit(value);
    }
  };
  const addComponent = (reference: string): void => {
    const [, , kind, name] = reference.split('/') as [string, string, string, string];
    components[kind] ??= {};
    if (components[kind][name] !== undefined) return;
    components[kind][name] = valueAtPointer(document, reference.slice(1));
    visit(components[kind][name]);
  };
  visit(from);
  const { securitySchemes } = (document.components ?? {}) as { securitySchemes?: object };
  return { ...components, ...(securitySchemes ? { securitySchemes } : {}) };
}

/** A pino-like logger without output; prism also calls `success` and `child`. */
function silentLogger(): never {
  const silent: { [level: string]: unknown } = {};
  for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'success']) silent[level] = () => {};
  silent.child = () => silent;
  return silent as never;
}
