import type { Answer } from '#domain/core/call';
import { InternalError } from '#domain/core/etherbox-error';
import { derivedNumber } from '#domain/core/ids';
import { refuse } from '#domain/errors/error-catalogue';
import {
  type Content,
  errorFamilyOf,
  type OpenApiDocument,
  type OperationObject,
  resolveReference,
  type Schema,
} from '#engine/contract/openapi-document';
import type { AnswerPreference, DocumentCall } from '#engine/request/document-call';
import { compiledContractOf, prismOperation, requireEnforceable } from './spec-prism.ts';

/** The answer that the document gives to a call: the same for the same path, seed and preference. */
export function answerFromDocument({ operation, path, seed, preference }: DocumentCall): Promise<Answer> {
  return answerFromSpec(operation.document, operation.operationId, { path, seed }, preference);
}

/** The inputs that determine the answer: the same request and seed get the same answer. */
export interface SpecRequest {
  readonly path: string;
  /** The sandbox's seed. */
  readonly seed: string;
}

/**
 * Answers an operation from its document alone: by default the first example of the first declared success. An
 * undeclared status or example is 404 in the error format of the API. The sandbox is neither read nor changed.
 */
export async function answerFromSpec(
  document: object,
  operationId: string,
  request: SpecRequest,
  prefer: AnswerPreference = {},
): Promise<Answer> {
  const declared = declaredAnswers(document as OpenApiDocument, operationId);
  const chosen = chooseDeclaredAnswer(declared, prefer);
  const family = errorFamilyOf(document as OpenApiDocument);
  if (typeof chosen === 'string') return refuse(family, 'notFound', chosen);
  if (prefer.dynamic === true) {
    const body = await generateBody(document as OpenApiDocument, operationId, chosen, request);
    return { status: chosen.status, ...listCountHeaders(chosen.status, body), body };
  }
  await requireEnforceable(document, operationId, chosen.status);
  const prism = await prismOperation(document, operationId);
  const answer = await prism.answer({
    code: chosen.status,
    ...(prefer.example === undefined ? {} : { example: prefer.example }),
  });
  if (!answer) return refuse(family, 'notFound', `The document has no answer ${chosen.status} for ${operationId}`);
  const { status, body } = answer;
  return body === undefined ? { status } : { status, ...listCountHeaders(status, body), body };
}

interface DeclaredAnswer {
  readonly status: number;
  readonly schema: Schema | undefined;
  readonly examples: readonly string[];
}

function declaredAnswers(document: OpenApiDocument, operationId: string): readonly DeclaredAnswer[] {
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item) as OperationObject[]);
  const operation = operations.find((candidate) => candidate?.operationId === operationId);
  if (!operation) throw new InternalError(`the document has no operation ${operationId}`);
  return Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const { value } = resolveReference(document, response, '');
    const content = Object.values((value.content ?? {}) as Content)[0];
    return { status: Number(status), schema: content?.schema, examples: Object.keys(content?.examples ?? {}) };
  });
}

/** The chosen declared answer, or why there is none. */
function chooseDeclaredAnswer(
  declared: readonly DeclaredAnswer[],
  { code, example }: AnswerPreference,
): DeclaredAnswer | string {
  const success = declared.find(({ status }) => status >= 200 && status < 300);
  if (code !== undefined) {
    const answer = declared.find(({ status }) => status === code);
    if (!answer)
      return `The document declares no answer ${code}; it has ${declared.map(({ status }) => status).join(', ')}`;
    if (example !== undefined && !answer.examples.includes(example)) return noExampleMessage(example, answer.examples);
    return answer;
  }
  if (example === undefined) return success ?? 'The document declares no success';
  const answer = [...(success ? [success] : []), ...declared].find(({ examples }) => examples.includes(example));
  return (
    answer ??
    noExampleMessage(
      example,
      declared.flatMap(({ examples }) => examples),
    )
  );
}

const noExampleMessage = (example: string, names: readonly string[]): string =>
  `The document has no example ${example.slice(0, 80)}; it has ${[...new Set(names)].join(', ') || 'none'}`;

const MAX_ATTEMPTS = 20;

/**
 * Meaningless data that fits the schema, the same for the same seed, path and status. The generator does not know every
 * keyword, so each result is checked, and the next seed is tried when it does not fit.
 */
async function generateBody(
  document: OpenApiDocument,
  operationId: string,
  declared: DeclaredAnswer,
  { path, seed }: SpecRequest,
) {
  if (declared.schema === undefined) return undefined;
  const { generateSync } = await import('json-schema-faker');
  const operation = compiledContractOf(document).operations.get(operationId);
  const schema = {
    ...toRootSchema(declared.schema),
    $defs: rewriteReferences(document.components?.schemas ?? {}) as object,
  };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const number = derivedNumber(2 ** 31, 'made-up', seed, path, declared.status, attempt);
    // Beyond its depth limit the generator omits required members; fewer optional members allow a greater depth.
    const optionalsProbability = attempt < MAX_ATTEMPTS / 2 ? 0.2 : 0;
    const options = { seed: number, optionalsProbability, maxDepth: 24, maxDefaultItems: 1 };
    const body = generateSync(schema as Parameters<typeof generateSync>[0], options);
    if (operation?.checkAnswer(declared.status, body).length === 0) return body;
  }
  throw new InternalError(`no made-up answer ${declared.status} of ${operationId} fits its schema`);
}

const toRootSchema = (schema: Schema): object =>
  typeof schema === 'object' ? (rewriteReferences(schema) as object) : {};

function rewriteReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewriteReferences);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    key === '$ref' ? toLocalReference(value) : rewriteReferences(value),
  ]);
  return Object.fromEntries(entries);
}

const toLocalReference = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace('#/components/schemas/', '#/$defs/') : rewriteReferences(value);

/** Count headers, as every list has them. */
function listCountHeaders(status: number, body: unknown): Pick<Answer, 'headers'> {
  if (status !== 200 || !Array.isArray(body)) return {};
  return { headers: { 'X-Total-Count': String(body.length), 'X-Result-Count': String(body.length) } };
}
