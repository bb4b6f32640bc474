import { keyedNumber } from '../domain/ids.ts';
import { type Answer, type Family, refuse } from '../domain/problem.ts';
import type { Profile } from '../domain/sandbox.ts';
import { schemaRefusal } from '../domain/schema-refusal.ts';
import { type Content, type Document, follow, type OperationObject, type Schema } from '../engine/contract/document.ts';
import type { OperationContract, Routed } from '../engine/contract.ts';
import { admit, type RawRequest } from '../engine/gateway.ts';
import { parseQuery } from '../engine/handle.ts';
import { contractOf, prismOperation, requireLiveCanary } from './spec-prism.ts';

/** What `Prefer` asks for: a declared status, a named example, or made-up data that fits the schema. */
export interface Preference {
  readonly code?: number;
  readonly example?: string;
  readonly dynamic?: boolean;
}

/** Reads `Prefer: code=404, example=busy, dynamic=true`. undefined: it asks for nothing that is ours to give. */
export function readPrefer(header: string | undefined): Preference | undefined {
  const asked: { code?: number; example?: string; dynamic?: boolean } = {};
  for (const part of (header ?? '').slice(0, 500).split(/[,;]/)) {
    const [name, value] = part.split('=', 2).map((text) => text.trim().replace(/^"|"$/g, ''));
    if (name === 'code' && value && /^[1-5]\d\d$/.test(value)) asked.code = Number(value);
    if (name === 'example' && value) asked.example = value;
    if (name === 'dynamic' && value === 'true') asked.dynamic = true;
  }
  return Object.keys(asked).length > 0 ? asked : undefined;
}

/**
 * The answer that comes from the document and not from the sandbox: of an operation that is bound to its examples, and
 * (unless the sandbox is strict: BT knows nothing of it) of any operation asked with `Prefer`. undefined: the engine
 * answers, as it also does where there is no such operation.
 */
export function documentAnswer(request: RawRequest, routed: Routed, profile: Profile): Promise<Answer> | undefined {
  if (routed === undefined || !('found' in routed)) return undefined;
  const { found } = routed;
  const header = profile.mode === 'strict' ? undefined : request.headers.prefer;
  const prefer = header === undefined ? undefined : readPrefer(header);
  if (prefer === undefined && found.boundTo === 'domain') return undefined;
  return answerChecked(request, routed, profile.seed, prefer);
}

async function answerChecked(
  request: RawRequest,
  routed: { readonly found: OperationContract; readonly params: { readonly [name: string]: string } },
  seed: string,
  prefer: Preference | undefined,
): Promise<Answer> {
  const { found } = routed;
  const admitted = admit(request, routed, 'good');
  if ('refused' in admitted) return admitted.refused;
  const faults = [
    ...found.checkQuery(parseQuery(request.rawQuery)),
    ...(found.requestMediaTypes ? found.checkBody(admitted.body) : []),
  ];
  if (faults.length > 0) return schemaRefusal(found.family, faults);
  return answerFromSpec(found.document, found.operationId, { path: request.path, seed }, prefer);
}

/** What of the request decides the answer: the same request and seed are answered the same. */
export interface SpecRequest {
  readonly path: string;
  /** The seed of the sandbox. */
  readonly seed: string;
}

/**
 * Answers an operation from its document alone: by default the first example of the first declared success. A status or
 * an example that the document does not have is 404 in the body family of the API. Nothing in the sandbox is read or
 * changed.
 */
export async function answerFromSpec(
  document: object,
  operationId: string,
  request: SpecRequest,
  prefer: Preference = {},
): Promise<Answer> {
  const declared = declaredAnswers(document as Document, operationId);
  const chosen = choose(declared, prefer);
  const family = familyOf(document as Document);
  if (typeof chosen === 'string') return refuse(family, 'notFound', chosen);
  if (prefer.dynamic === true) {
    const body = await madeUp(document as Document, operationId, chosen, request);
    return { status: chosen.status, ...headersFor(chosen.status, body), body };
  }
  await requireLiveCanary(document, operationId, chosen.status);
  const prism = await prismOperation(document, operationId);
  const answer = await prism.answer({
    code: chosen.status,
    ...(prefer.example === undefined ? {} : { example: prefer.example }),
  });
  if (!answer) return refuse(family, 'notFound', `The document has no answer ${chosen.status} for ${operationId}`);
  const { status, body } = answer;
  return body === undefined ? { status } : { status, ...headersFor(status, body), body };
}

interface Declared {
  readonly status: number;
  readonly schema: Schema | undefined;
  readonly examples: readonly string[];
}

function declaredAnswers(document: Document, operationId: string): readonly Declared[] {
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item) as OperationObject[]);
  const operation = operations.find((candidate) => candidate?.operationId === operationId);
  if (!operation) throw new Error(`the document has no operation ${operationId}`);
  return Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const { value } = follow(document, response, '');
    const content = Object.values((value.content ?? {}) as Content)[0];
    return { status: Number(status), schema: content?.schema, examples: Object.keys(content?.examples ?? {}) };
  });
}

/** The declared answer that is meant, or why there is none. */
function choose(declared: readonly Declared[], { code, example }: Preference): Declared | string {
  const success = declared.find(({ status }) => status >= 200 && status < 300);
  if (code !== undefined) {
    const answer = declared.find(({ status }) => status === code);
    if (!answer)
      return `The document declares no answer ${code}; it has ${declared.map(({ status }) => status).join(', ')}`;
    if (example !== undefined && !answer.examples.includes(example)) return noExample(example, answer.examples);
    return answer;
  }
  if (example === undefined) return success ?? 'The document declares no success';
  const answer = [...(success ? [success] : []), ...declared].find(({ examples }) => examples.includes(example));
  return (
    answer ??
    noExample(
      example,
      declared.flatMap(({ examples }) => examples),
    )
  );
}

const noExample = (example: string, names: readonly string[]): string =>
  `The document has no example ${example.slice(0, 80)}; it has ${[...new Set(names)].join(', ') || 'none'}`;

const ATTEMPTS = 20;

/**
 * Data that fits the schema and means nothing, the same for the same seed, path and status. The generator does not know
 * every keyword, so what it makes is checked, and made again from the next seed where it does not fit.
 */
async function madeUp(document: Document, operationId: string, declared: Declared, { path, seed }: SpecRequest) {
  if (declared.schema === undefined) return undefined;
  const { generateSync } = await import('json-schema-faker');
  const operation = contractOf(document).operations.get(operationId);
  const schema = { ...asRoot(declared.schema), $defs: mapRefs(document.components?.schemas ?? {}) as object };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const number = keyedNumber(2 ** 31, 'made-up', seed, path, declared.status, attempt);
    // Below the depth it stops short of what is required; the fewer optional members, the deeper it may go.
    const optionalsProbability = attempt < ATTEMPTS / 2 ? 0.2 : 0;
    const options = { seed: number, optionalsProbability, maxDepth: 24, maxDefaultItems: 1 };
    const body = generateSync(schema as Parameters<typeof generateSync>[0], options);
    if (operation?.checkAnswer(declared.status, body).length === 0) return body;
  }
  throw new Error(`no made-up answer ${declared.status} of ${operationId} fits its schema`);
}

const asRoot = (schema: Schema): object => (typeof schema === 'object' ? (mapRefs(schema) as object) : {});

function mapRefs(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(mapRefs);
  if (node === null || typeof node !== 'object') return node;
  const entries = Object.entries(node).map(([key, value]) => [key, key === '$ref' ? localRef(value) : mapRefs(value)]);
  return Object.fromEntries(entries);
}

const localRef = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace('#/components/schemas/', '#/$defs/') : mapRefs(value);

/** A list says how long it is, like every list. */
function headersFor(status: number, body: unknown): Pick<Answer, 'headers'> {
  if (status !== 200 || !Array.isArray(body)) return {};
  return { headers: { 'X-Total-Count': String(body.length), 'X-Result-Count': String(body.length) } };
}

const FAMILIES: readonly string[] = ['quote', 'address', 'appointment', 'tmf'] satisfies Family[];

function familyOf(document: Document): Family {
  const family = document['x-error-family'] ?? '';
  return FAMILIES.includes(family) ? (family as Family) : 'tmf';
}
