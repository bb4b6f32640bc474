import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMatchingRules } from '#contracts/record/matching-rules';

/** Writes hand-made contracts where they can be verified. */
export function createPactFolder(): { readonly path: string; write(name: string, document: object | string): string } {
  const path = mkdtempSync(join(tmpdir(), 'etherbox-pacts-'));
  return {
    path,
    write(name, document) {
      const file = join(path, name);
      writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
      return file;
    },
  };
}

export const pactOf = (interactions: readonly object[], more: object = {}): object => ({
  consumer: { name: 'shop' },
  provider: { name: 'BT Wholesale Ethernet' },
  interactions,
  metadata: { pactSpecification: { version: '4.0' } },
  ...more,
});

const tracking = { 'APIGW-Tracking-Header': ['shop-1'] };
const json = (content: unknown): object => ({ contentType: 'application/json', encoded: false, content });

export interface HttpParts {
  readonly description: string;
  readonly state?: string;
  readonly params?: object;
  readonly method?: string;
  readonly path: string;
  /** A `fromProviderState` expression. */
  readonly pathFrom?: string;
  readonly headers?: object;
  readonly body?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
  readonly more?: object;
}

/** An HTTP interaction of version 4, its answer held to as a recorded one is. */
export function httpInteraction(parts: HttpParts): object {
  const { description, state, params = {}, method = 'GET', path, pathFrom, headers = tracking, status = 200 } = parts;
  const generated = pathFrom === undefined ? {} : { generators: { path: generator(pathFrom) } };
  const sent = parts.body === undefined ? {} : { body: json(parts.body) };
  const answered =
    parts.answer === undefined
      ? {}
      : { body: json(parts.answer), matchingRules: { body: buildMatchingRules(parts.answer) } };
  const type = parts.body === undefined ? {} : { 'Content-Type': ['application/json'] };
  return {
    type: 'Synchronous/HTTP',
    description,
    ...(state === undefined ? {} : { providerStates: [{ name: state, params }] }),
    request: { method, path, headers: { ...headers, ...type }, ...sent, ...generated },
    response: { status, ...answered },
    ...parts.more,
  };
}

const generator = (expression: string): object => ({ type: 'ProviderState', expression, dataType: 'STRING' });

export function messageInteraction(description: string, state: string, content: unknown, more: object = {}): object {
  return {
    type: 'Asynchronous/Messages',
    description,
    providerStates: [{ name: state, params: {} }],
    contents: json(content),
    matchingRules: { body: buildMatchingRules(content) },
    metadata: { contentType: 'application/json' },
    ...more,
  };
}
