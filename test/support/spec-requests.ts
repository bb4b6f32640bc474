import { generateSync } from 'json-schema-faker';
import type { Document, OperationObject, Parameter, PathItem } from '../../src/mock/engine/contract/document.ts';
import { follow } from '../../src/mock/engine/contract/document.ts';
import { type Dice, dice } from './dice.ts';
import { exampleShare, examplesOf, hinted, justPlaced, type KnownIds, knownQueries, repairs } from './spec-hints.ts';
import { type Mutation, mutationsOf } from './spec-mutations.ts';
import { isObject, type Plain, plainRequestSchema } from './spec-schemas.ts';

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

interface Planned {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly document: Document;
  readonly query: readonly { readonly name: string; readonly required: boolean; readonly plain: Plain }[];
  readonly headers: readonly Parameter[];
  readonly body:
    | { readonly written: unknown; readonly plain: Plain; readonly examples: readonly unknown[] }
    | undefined;
}

/** Requests for every operation of the documents in turn. The same seed and the same answers give the same requests. */
export function specRequests(documents: { readonly [api: string]: object }, seed: number) {
  const plans = Object.values(documents).flatMap((document) => [...plansOf(document as Document)]);
  const roll = dice(seed);
  let made = 0;
  return {
    operationIds: plans.map(({ operationId }) => operationId),
    next(known: KnownIds): SpecRequest {
      const plan = plans[made % plans.length] as Planned;
      made += 1;
      return requestOf(plan, roll, known, seed * 1_000_003 + made);
    },
  };
}

/** One request for each place of each body at which the server owns what stands there, as far as `tries` bodies reach. */
export function serverOwned(documents: { readonly [api: string]: object }, seed: number, tries: number) {
  const roll = dice(seed);
  const found = new Map<string, SpecRequest & { readonly mutation: Mutation }>();
  for (const document of Object.values(documents)) {
    for (const plan of plansOf(document as Document)) {
      if (!plan.body) continue;
      const { written, examples } = plan.body;
      for (let n = 0; n < tries; n += 1) {
        const body = examples[n] ?? bodyFor(plan, roll, n, new Map());
        for (const mutation of mutationsOf(plan.document, written, body)) {
          const place = `${plan.operationId} ${mutation.keyword} ${mutation.pointer.replaceAll(/\d+/g, '#')}`;
          if (!/^(readOnly|requestMember)$/.test(mutation.keyword) || found.has(place)) continue;
          const { operationId, method, path } = plan;
          const headers = headersFor(plan, roll);
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

function* plansOf(document: Document): Generator<Planned> {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post', 'patch', 'delete']) {
      const operation = (item as PathItem)[method] as OperationObject | undefined;
      if (operation) yield planOf(document, path, method, operation, item as PathItem);
    }
  }
}

function planOf(document: Document, path: string, method: string, operation: OperationObject, item: PathItem): Planned {
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(
    (one) => follow(document, one, '').value,
  );
  const content = follow(document, operation.requestBody ?? {}, '').value.content;
  const media = content && Object.values(content)[0];
  return {
    operationId: operation.operationId,
    method: method.toUpperCase(),
    path,
    document,
    query: parameters
      .filter((one) => one.in === 'query')
      .map(({ name, required = false, schema }) => ({ name, required, plain: plainRequestSchema(document, schema) })),
    headers: parameters.filter((one) => one.in === 'header'),
    body: media && {
      written: media.schema,
      plain: plainRequestSchema(document, media.schema),
      examples: examplesOf(media),
    },
  };
}

function requestOf(plan: Planned, roll: Dice, known: KnownIds, number: number): SpecRequest {
  const collection = plan.path.replace(/\/\{id\}$/, '');
  const request = {
    operationId: plan.operationId,
    method: plan.method,
    path: plan.path.includes('{id}')
      ? `${collection}/${idFor(plan, known.get(idsOf[plan.operationId] ?? collection) ?? [], roll)}`
      : plan.path,
    query: queryFor(plan, roll, number),
    headers: headersFor(plan, roll),
  };
  if (!plan.body) return { ...request, made: 'fits' };
  const fits = !roll.chance(0.3);
  // What will be refused anyway uses up nothing.
  const body = bodyFor(plan, roll, number, fits ? known : new Map());
  if (fits) return { ...request, body, made: 'fits' };
  const mutations = mutationsOf(plan.document, plan.body.written, body).filter(
    ({ keyword }) => keyword !== 'requestMember',
  );
  if (mutations.length === 0) return { ...request, body, made: 'fits' };
  const mutation = roll.pick(mutations);
  return { ...request, body: mutation.apply(body), made: 'mutated', mutation };
}

/** What was cancelled cannot be amended. */
const idsOf: { readonly [operationId: string]: string } = { patchProductOrder: justPlaced };

/** A charge is answered once: the walk does not name it again. */
function idFor(plan: Planned, ids: string[], roll: Dice): string {
  if (ids.length === 0 || roll.chance(0.1)) return 'nobody-knows';
  const id = plan.operationId === 'patchCharge' && ids.length > 1 ? (ids.shift() as string) : roll.pick(ids);
  return encodeURIComponent(id);
}

/** An example of the document in other words, or one from the schema; members that a schema cannot choose are hinted. */
function bodyFor({ operationId, body }: Planned, roll: Dice, number: number, known: KnownIds): unknown {
  const { examples, plain } = body as NonNullable<Planned['body']>;
  const fromExample = examples.length > 0 && roll.chance(exampleShare[operationId] ?? 0.6);
  const raw = fromExample ? roll.pick(examples) : generated(plain, number);
  const repair = repairs[operationId];
  const sensible = hinted(raw, roll);
  const repaired = repair
    ? repair(
        sensible as never,
        roll,
        (name) => generated({ $ref: `#/$defs/${name}`, $defs: plain.$defs }, number),
        known,
      )
    : sensible;
  return isObject(repaired) && roll.chance(0.2) ? { ...repaired, 'x-unknown': number } : repaired;
}

function generated(schema: Plain, seed: number): unknown {
  return generateSync(schema as never, { seed, optionalsProbability: 0.5, maxItems: 3, maxDepth: 40 } as never);
}

function queryFor(plan: Planned, roll: Dice, number: number): string {
  const given = new URLSearchParams(
    knownQueries[plan.operationId] ? roll.pick(knownQueries[plan.operationId] ?? []) : '',
  );
  for (const { name, plain, required } of plan.query) {
    if (given.has(name) || !(required || roll.chance(knownQueries[plan.operationId] ? 0.03 : 0.15))) continue;
    const value = generated(plain, number);
    given.append(name, String(Array.isArray(value) ? value[0] : value));
  }
  return given.toString();
}

function headersFor(plan: Planned, roll: Dice): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = { 'APIGW-Tracking-Header': `walk-${roll.below(1_000_000_000)}` };
  if (plan.headers.some(({ name }) => name === 'productFamily'))
    headers.productFamily = roll.pick(['ethernet', 'Ethernet']);
  return headers;
}
