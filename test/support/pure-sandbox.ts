import type { Operation, Query } from '../../src/mock/domain/call.ts';
import type { Answer } from '../../src/mock/domain/problem.ts';
import type { Happening, Instant, Json, Profile, Reader, World } from '../../src/mock/domain/sandbox.ts';
import { settings } from '../../src/mock/domain/sandbox.ts';
import { schemaRefusal } from '../../src/mock/domain/schema-refusal.ts';
import { type Contract, compileContract } from '../../src/mock/engine/contract.ts';
import { Documents } from '../../src/mock/engine/documents.ts';
import { Draft } from '../../src/mock/engine/draft.ts';
import { type Ground, makeGround } from '../../src/mock/engine/ground.ts';
import { operations } from '../../src/mock/engine/operations.ts';
import { moveClock, tick } from '../../src/mock/engine/tick.ts';
import { loadDocuments, loadGround } from '../../src/mock/runtime/load-data.ts';

/**
 * A sandbox of the two pure floors alone: operations are called as the engine calls them once a request is good, due
 * instants are applied one by one. No sockets, no store, no waiting.
 */
export class PureSandbox {
  readonly documents: Documents;
  readonly ground: Ground;

  constructor(more: Partial<Profile> = {}, ground: Ground = sharedGround()) {
    const profile: Profile = {
      id: 'pure',
      seed: 'seed',
      start: Date.parse('2026-01-05T09:00:00Z'),
      duns: '221283316',
      portalLoginId: 'portal',
      clientId: 'client',
      clientSecret: 'secret',
      callback: null,
      mode: 'default',
      settings: {},
      ...more,
    };
    this.ground = ground;
    this.documents = new Documents(0, [
      [settings.name, 'profile', profile],
      [settings.name, 'clock', { now: profile.start, mode: 'frozen', rate: 1 }],
    ]);
  }

  get now(): Instant {
    return (this.documents.get(settings, 'clock') as { now: Instant }).now;
  }

  get reader(): Reader {
    return this.documents;
  }

  /** Calls a bound operation, its request and answer held to the documents; a refusal changes nothing. */
  call(operationId: string, asked: Partial<CallInput> = {}): Answer {
    const operation = operations[operationId];
    if (!operation) throw new Error(`no operation is bound to ${operationId}`);
    const draft = new Draft(this.documents);
    const { path = orderPath, params = {}, query = {}, body, headers = {} } = asked;
    const contract = sharedContract().operations.get(operationId);
    if (!contract) throw new Error(`no document has the operation ${operationId}`);
    const faults = [...contract.checkQuery(query), ...(body === undefined ? [] : contract.checkBody(body))];
    if (faults.length > 0) return schemaRefusal(contract.family, faults);
    const call = { operationId, params, query, headers, body, path, baseUrl: 'http://sandbox' };
    const answer = operation(draft, call, this.ground);
    const own = contract.checkAnswer(answer.status, answer.body);
    if (own.length > 0)
      throw new Error(
        `${operationId} answered ${answer.status} against its document: ${JSON.stringify(own.slice(0, 3))}`,
      );
    if (answer.status < 400) this.documents.apply(draft.change());
    return answer;
  }

  /** As {@link call}, without the documents' checks: what the operation alone costs. */
  perform(
    operationId: string,
    { path = orderPath, params = {}, query = {}, body, headers = {} }: Partial<CallInput>,
  ): Answer {
    const draft = new Draft(this.documents);
    const call = { operationId, params, query, headers, body, path, baseUrl: 'http://sandbox' };
    const answer = (operations[operationId] as Operation<Ground>)(draft, call, this.ground);
    if (answer.status < 400) this.documents.apply(draft.change());
    return answer;
  }

  /** Lets a function note changes, and applies them. */
  change<T>(work: (world: World, ground: Ground) => T): T {
    const draft = new Draft(this.documents);
    const result = work(draft, this.ground);
    this.documents.apply(draft.change());
    return result;
  }

  /** Applies everything due until then, one instant after the other, and stands there. */
  advanceTo(until: Instant, limit = 1_000_000): readonly Happening[] {
    const happened: Happening[] = [];
    for (let n = 0; n < limit; n += 1) {
      const ticked = tick(this.documents, this.ground, until);
      if (!ticked) {
        this.documents.apply(moveClock(this.documents, until));
        return happened;
      }
      this.documents.apply(ticked.change);
      happened.push(...ticked.happened);
    }
    throw new Error(`more than ${limit} instants were due`);
  }

  advanceDays(days: number): readonly Happening[] {
    return this.advanceTo(this.now + days * 86_400_000);
  }

  /** Until nothing is due any more. */
  runOut(): readonly Happening[] {
    const happened: Happening[] = [];
    for (let next = this.documents.nextDue(); next; next = this.documents.nextDue()) {
      happened.push(...this.advanceTo(Math.max(next.due, this.now)));
    }
    return happened;
  }
}

interface CallInput {
  readonly params: { readonly [name: string]: string };
  readonly query: Query;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
  readonly path: string;
}

const orderPath = '/v1/productOrderingManagement/productOrder';

let contract: Contract | undefined;

function sharedContract(): Contract {
  contract ??= compileContract(loadDocuments());
  return contract;
}

let shared: Ground | undefined;

function sharedGround(): Ground {
  shared ??= makeGround(loadGround());
  return shared;
}

export type { Json };
