import type { Answer, Operation, Query } from '#domain/core/call';
import type { Json } from '#domain/core/json';
import type { DomainEvent, Instant, Profile, StateReader, Transaction } from '#domain/core/sandbox-state';
import { clockDocument, profileDocument, readSingleton, singletonWrite } from '#domain/core/sandbox-state';
import { buildSchemaError } from '#domain/errors/schema-error';
import { type Contract, compileContract } from '#engine/contract/contract';
import { operations } from '#engine/operations';
import { buildReferenceData, type ReferenceData } from '#engine/reference-data';
import { SandboxState } from '#engine/state/sandbox-state';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { clockChangeSet, tick } from '#engine/time/tick';
import { readOpenApiDocuments, readReferenceFiles } from '#runtime/load-data';
import { orderPath } from './sample-orders.ts';

/**
 * A sandbox of the two pure layers alone: operations are called as the engine calls them once a request is good, due
 * instants are applied one by one. No sockets, no store, no waiting.
 */
export class PureSandbox {
  readonly documents: SandboxState;
  readonly referenceData: ReferenceData;

  constructor(more: Partial<Profile> = {}, referenceData: ReferenceData = sharedReferenceData()) {
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
    this.referenceData = referenceData;
    this.documents = new SandboxState(0, [
      singletonWrite(profileDocument, profile),
      singletonWrite(clockDocument, { now: profile.start, mode: 'frozen', rate: 1 }),
    ]);
  }

  get now(): Instant {
    return readSingleton(this.documents, clockDocument).now;
  }

  get reader(): StateReader {
    return this.documents;
  }

  /** Calls a bound operation, its request and answer held to the documents; a refusal changes nothing. */
  call(operationId: string, input: Partial<CallInput> = {}): Answer {
    const operation = operations[operationId];
    if (!operation) throw new Error(`no operation is bound to ${operationId}`);
    const transaction = new StagedTransaction(this.documents);
    const { path = orderPath, params = {}, query = {}, body, headers = {} } = input;
    const contract = sharedContract().operations.get(operationId);
    if (!contract) throw new Error(`no document has the operation ${operationId}`);
    const violations = [...contract.checkQuery(query), ...(body === undefined ? [] : contract.checkBody(body))];
    if (violations.length > 0) return buildSchemaError(contract.family, violations);
    const call = { operationId, params, query, headers, body, path, baseUrl: 'http://sandbox' };
    const answer = operation(transaction, call, this.referenceData);
    const ownViolations = contract.checkAnswer(answer.status, answer.body);
    if (ownViolations.length > 0)
      throw new Error(
        `${operationId} answered ${answer.status} against its document: ${JSON.stringify(ownViolations.slice(0, 3))}`,
      );
    if (answer.status < 400) this.documents.apply(transaction.changeSet());
    return answer;
  }

  /** As {@link call}, without the documents' checks: what the operation alone costs. */
  callUnchecked(
    operationId: string,
    { path = orderPath, params = {}, query = {}, body, headers = {} }: Partial<CallInput>,
  ): Answer {
    const transaction = new StagedTransaction(this.documents);
    const call = { operationId, params, query, headers, body, path, baseUrl: 'http://sandbox' };
    const answer = (operations[operationId] as Operation<ReferenceData>)(transaction, call, this.referenceData);
    if (answer.status < 400) this.documents.apply(transaction.changeSet());
    return answer;
  }

  /** Lets a function note changes, and applies them. */
  change<T>(work: (transaction: Transaction, referenceData: ReferenceData) => T): T {
    const transaction = new StagedTransaction(this.documents);
    const result = work(transaction, this.referenceData);
    this.documents.apply(transaction.changeSet());
    return result;
  }

  /** Applies everything due until then, one instant after the other, and stands there. */
  advanceTo(until: Instant, limit = 1_000_000): readonly DomainEvent[] {
    const happened: DomainEvent[] = [];
    for (let n = 0; n < limit; n += 1) {
      const ticked = tick(this.documents, this.referenceData, until);
      if (!ticked) {
        this.documents.apply(clockChangeSet(this.documents, until));
        return happened;
      }
      this.documents.apply(ticked.changeSet);
      happened.push(...ticked.emitted);
    }
    throw new Error(`more than ${limit} instants were due`);
  }

  advanceDays(days: number): readonly DomainEvent[] {
    return this.advanceTo(this.now + days * 86_400_000);
  }

  /** Until nothing is due any more. */
  runToEnd(): readonly DomainEvent[] {
    const happened: DomainEvent[] = [];
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

let cachedContract: Contract | undefined;

function sharedContract(): Contract {
  cachedContract ??= compileContract(readOpenApiDocuments());
  return cachedContract;
}

let cachedReferenceData: ReferenceData | undefined;

function sharedReferenceData(): ReferenceData {
  cachedReferenceData ??= buildReferenceData(readReferenceFiles());
  return cachedReferenceData;
}

export type { Json };
