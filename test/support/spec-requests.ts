import { generateSync } from 'json-schema-faker';
import type { OpenApiDocument, OperationObject, Parameter, PathItem } from '#engine/contract/openapi-document';
import { resolveReference } from '#engine/contract/openapi-document';
import {
  bodyRepairs,
  exampleShare,
  examplesOf,
  type KnownIds,
  placedOrdersKey,
  realisticQueries,
  withRealisticValues,
} from './realistic-values.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { type Mutation, mutationsOf } from './spec-mutations.ts';
import { isObject, type PlainSchema, plainRequestSchema } from './spec-schemas.ts';

/** One request made from the documents alone, with what is known of it. */
export interface SpecRequest {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
  /** The body fits its schema, or one keyword of it is broken. */
  readonly made: 'fits' | 'mutated';
  readonly mutation?: Mutation;
}

export type { KnownIds };

interface RequestPlan {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly document: OpenApiDocument;
  readonly query: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly generatorSchema: PlainSchema;
  }[];
  readonly headers: readonly Parameter[];
  readonly body:
    | { readonly requestSchema: unknown; readonly generatorSchema: PlainSchema; readonly examples: readonly unknown[] }
    | undefined;
}

/** Requests for every operation of the documents, one after the other. The same seed and the same answers give the same requests. */
export function specRequests(documents: { readonly [api: string]: object }, seed: number) {
  const plans = Object.values(documents).flatMap((document) => [...plansOf(document as OpenApiDocument)]);
  const random = seededRandom(seed);
  let made = 0;
  return {
    operationIds: plans.map(({ operationId }) => operationId),
    next(known: KnownIds): SpecRequest {
      const plan = plans[made % plans.length] as RequestPlan;
      made += 1;
      return requestOf(plan, random, known, seed * 1_000_003 + made);
    },
  };
}

/** One request for each place of each body at which the server owns what stands there, as far as `tries` bodies reach. */
export function serverOwned(documents: { readonly [api: string]: object }, seed: number, tries: number) {
  const random = seededRandom(seed);
  const found = new Map<string, SpecRequest & { readonly mutation: Mutation }>();
  for (const document of Object.values(documents)) {
    for (const plan of plansOf(document as OpenApiDocument)) {
      if (!plan.body) continue;
      const { requestSchema, examples } = plan.body;
      for (let n = 0; n < tries; n += 1) {
        const body = examples[n] ?? bodyFor(plan, random, n, new Map());
        for (const mutation of mutationsOf(plan.document, requestSchema, body)) {
          const place = `${plan.operationId} ${mutation.keyword} ${mutation.pointer.replaceAll(/\d+/g, '#')}`;
          if (!/^(readOnly|requestMember)$/.test(mutation.keyword) || found.has(place)) continue;
          const { operationId, method, path } = plan;
          const headers = headersFor(plan, random);
          const changed = { body: mutation.apply(body), made: 'mutated', mutation } as const;
          found.set(place, {
            operationId,
            method,
            path: path.replace('{id}', 'nobody'),
            query: '',
            headers,
            ...changed,
          });
        }
      }
    }
  }
  return found;
}

function* plansOf(document: OpenApiDocument): Generator<RequestPlan> {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post', 'patch', 'delete']) {
      const operation = (item as PathItem)[method] as OperationObject | undefined;
      if (operation) yield planOf(document, path, method, operation, item as PathItem);
    }
  }
}

function planOf(
  document: OpenApiDocument,
  path: string,
  method: string,
  operation: OperationObject,
  item: PathItem,
): RequestPlan {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(
    (one) => resolveReference(document, one, '').value,
  );
  const content = resolveReference(document, operation.requestBody ?? {}, '').value.content;
  const media = content && Object.values(content)[0];
  return {
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path,
    document,
    query: parameters
      .filter((one) => one.in === 'query')
      .map(({ name, required = false, schema }) => ({
        name,
        required,
        generatorSchema: plainRequestSchema(document, schema),
      })),
    headers: parameters.filter((one) => one.in === 'header'),
    body: media && {
      requestSchema: media.schema,
      generatorSchema: plainRequestSchema(document, media.schema),
      examples: examplesOf(media),
    },
  };
}

function requestOf(plan: RequestPlan, random: SeededRandom, known: KnownIds, number: number): SpecRequest {
  const collection = plan.path.replace(/\/\{id\}$/, '');
  const request = {
    operationId: plan.operationId,
    method: plan.method,
    path: plan.path.includes('{id}')
      ? `${collection}/${idFor(plan, known.get(idSources[plan.operationId] ?? collection) ?? [], random)}`
      : plan.path,
    query: queryFor(plan, random, number),
    headers: headersFor(plan, random),
  };
  if (!plan.body) return { ...request, made: 'fits' };
  const fits = !random.boolean(0.3);
  // What will be refused anyway uses up nothing.
  const body = bodyFor(plan, random, number, fits ? known : new Map());
  if (fits) return { ...request, body, made: 'fits' };
  const mutations = mutationsOf(plan.document, plan.body.requestSchema, body).filter(
    ({ keyword }) => keyword !== 'requestMember',
  );
  if (mutations.length === 0) return { ...request, body, made: 'fits' };
  const mutation = random.pick(mutations);
  return { ...request, body: mutation.apply(body), made: 'mutated', mutation };
}

/** What was cancelled cannot be amended. */
const idSources: { readonly [operationId: string]: string } = { patchProductOrder: placedOrdersKey };

/** A charge is answered once: the walk does not name it again. */
function idFor(plan: RequestPlan, ids: string[], random: SeededRandom): string {
  if (ids.length === 0 || random.boolean(0.1)) return 'nobody-knows';
  const id = plan.operationId === 'patchCharge' && ids.length > 1 ? (ids.shift() as string) : random.pick(ids);
  return encodeURIComponent(id);
}

/** An example of the document in other words, or one from the schema; members that a schema cannot choose are hinted. */
function bodyFor({ operationId, body }: RequestPlan, random: SeededRandom, number: number, known: KnownIds): unknown {
  const { examples, generatorSchema } = body as NonNullable<RequestPlan['body']>;
  const fromExample = examples.length > 0 && random.boolean(exampleShare[operationId] ?? 0.6);
  const raw = fromExample ? random.pick(examples) : generated(generatorSchema, number);
  const repair = bodyRepairs[operationId];
  const sensible = withRealisticValues(raw, random);
  const repaired = repair
    ? repair(
        sensible as never,
        random,
        (name) => generated({ $ref: `#/$defs/${name}`, $defs: generatorSchema.$defs }, number),
        known,
      )
    : sensible;
  return isObject(repaired) && random.boolean(0.2) ? { ...repaired, 'x-unknown': number } : repaired;
}

function generated(schema: PlainSchema, seed: number): unknown {
  return generateSync(schema as never, { seed, optionalsProbability: 0.5, maxItems: 3, maxDepth: 40 } as never);
}

function queryFor(plan: RequestPlan, random: SeededRandom, number: number): string {
  const given = new URLSearchParams(
    realisticQueries[plan.operationId] ? random.pick(realisticQueries[plan.operationId] ?? []) : '',
  );
  for (const { name, generatorSchema, required } of plan.query) {
    if (given.has(name) || !(required || random.boolean(realisticQueries[plan.operationId] ? 0.03 : 0.15))) continue;
    const value = generated(generatorSchema, number);
    given.append(name, String(Array.isArray(value) ? value[0] : value));
  }
  return given.toString();
}

function headersFor(plan: RequestPlan, random: SeededRandom): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = { 'APIGW-Tracking-Header': `walk-${random.integerBelow(1_000_000_000)}` };
  if (plan.headers.some(({ name }) => name === 'productFamily'))
    headers.productFamily = random.pick(['ethernet', 'Ethernet']);
  return headers;
}
