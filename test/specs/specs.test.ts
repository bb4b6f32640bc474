import { createRequire } from 'node:module';
import { checkSync } from 'recheck';
import { describe, expect, test } from 'vitest';
import { type Contract, compileContract } from '#engine/contract/contract';
import type { OpenApiDocument } from '#engine/contract/openapi-document';
import { valueAtPointer } from '#engine/contract/openapi-document';
import { operations } from '#engine/operations';
import { documents, eachSchema, examplesOf, isBtSide, operationsOf } from '../support/spec-documents.ts';

// The linter that the type generator uses; found through it, so that its version is the generator's.
const generator = createRequire(createRequire(import.meta.url).resolve('openapi-typescript'));
const { createConfig, lintFromString } = generator('@redocly/openapi-core') as {
  createConfig(config: object): Promise<object>;
  lintFromString(of: {
    source: string;
    absoluteRef: string;
    config: object;
  }): Promise<readonly { message: string; location: readonly { pointer?: string }[] }[]>;
};
const RULES = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'operation-operationId-unique': 'error',
  'operation-parameters-unique': 'error',
  'path-parameters-defined': 'error',
  'no-identical-paths': 'error',
};

const SOURCES = ['bt', 'bt-sibling', 'tmf', 'modelled'];
const FAMILIES = ['quote', 'address', 'appointment', 'tmf', 'oauth', 'control', 'none'];

const contracts = new Map<string, Contract>();
function contractOf(api: string, document: OpenApiDocument): Contract {
  const known = contracts.get(api) ?? compileContract({ [api]: document });
  contracts.set(api, known);
  return known;
}

describe.each(documents)('$api', ({ api, text, document }) => {
  test('is OpenAPI 3.1 in shape', async () => {
    const config = await createConfig({ rules: RULES });
    const problems = await lintFromString({ source: text, absoluteRef: `${api}.json`, config });
    expect(problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`)).toEqual([]);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    });
    expect(FAMILIES).toContain(document['x-error-family']);
  });

  test('every schema compiles under strict rules', () => {
    contractOf(api, document).compileAll();
  });

  test('every example fits its schema', () => {
    const contract = contractOf(api, document);
    const wrong = examplesOf(document).flatMap(({ operationId, status, mediaType, name, value }) => {
      const operation = contract.operations.get(operationId);
      const violations =
        status === undefined ? operation?.checkBody(value, mediaType) : operation?.checkAnswer(status, value);
      return violations?.map((violation) => ({ operationId, status, name, ...violation }));
    });
    expect(wrong).toEqual([]);
  });

  test('every member says where it comes from', () => {
    const unsaid: string[] = [];
    eachSchema(document, (schema, at) => {
      // Conditions speak of members that are described elsewhere.
      if (/\/(if|then|else|not)(\/|$)/.test(at)) return;
      for (const [name, member] of Object.entries((schema.properties as object | undefined) ?? {})) {
        // `true` only mentions a member that is described elsewhere.
        if (typeof member === 'object' && !SOURCES.includes((member as { 'x-source'?: string })['x-source'] ?? ''))
          unsaid.push(`${at}/properties/${name}`);
      }
    });
    expect(unsaid).toEqual([]);
  });

  test('every required member is described', () => {
    const unknown: string[] = [];
    eachSchema(document, (schema, at) => {
      // A bare `required` (in an anyOf, an if) speaks of the members of the schema around it.
      if (schema.properties === undefined && schema.allOf === undefined && schema.$ref === undefined) return;
      const members = membersOf(document, schema, new Set());
      for (const name of (schema.required as string[] | undefined) ?? [])
        if (!members.has(name)) unknown.push(`${at}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });

  test('every pattern is anchored and cannot be made to run for ever', () => {
    const patterns = new Set<string>();
    eachSchema(document, ({ pattern, patternProperties }) => {
      if (typeof pattern === 'string') patterns.add(pattern);
      for (const name of Object.keys((patternProperties as object | undefined) ?? {})) patterns.add(name);
    });
    expect([...patterns].filter((pattern) => !/^\^.*\$$/s.test(pattern) && !pattern.startsWith('^'))).toEqual([]);
    expect([...patterns].filter((pattern) => checkSync(pattern, 'u').status !== 'safe')).toEqual([]);
  });

  test('a choice by tag names schemas that are there', () => {
    const wrong: string[] = [];
    eachSchema(document, (schema, at) => {
      const { mapping } = (schema.discriminator ?? {}) as { mapping?: Record<string, string> };
      const targets = [...Object.values(mapping ?? {}), ...[schema['x-base-schema'] ?? []].flat()] as string[];
      for (const target of targets)
        if (valueAtPointer(document, target.slice(1)) === undefined) wrong.push(`${at}: ${target}`);
      if (schema.discriminator !== undefined && mapping === undefined) wrong.push(`${at}: no mapping`);
    });
    expect(wrong).toEqual([]);
  });

  test('every refusal has a body, every operation a success', () => {
    const contract = contractOf(api, document);
    for (const operation of contract.operations.values()) {
      const successes = operation.statuses.filter((status) => status >= 200 && status < 300);
      expect(successes, operation.operationId).not.toEqual([]);
      const bodiless = operation.statuses.filter(
        (status) => status >= 400 && operation.checkAnswer(status, undefined).length === 0,
      );
      expect(bodiless, operation.operationId).toEqual([]);
    }
  });

  if (!isBtSide(api)) return;
  test('every operation is bound to a rule, or to its examples', () => {
    const bound = Object.keys(operations);
    const wrong = operationsOf(document).filter(({ operationId, 'x-bound-to': to }) => {
      if (to === undefined) return !bound.includes(operationId);
      const answered = examplesOf(document).some(
        (example) => example.operationId === operationId && example.status === 200,
      );
      return to !== 'examples' || bound.includes(operationId) || !answered;
    });
    expect(wrong.map(({ operationId }) => operationId)).toEqual([]);
  });
});

function membersOf(document: OpenApiDocument, schema: Record<string, unknown>, seen: Set<unknown>): Set<string> {
  if (seen.has(schema)) return new Set();
  seen.add(schema);
  const names = new Set(Object.keys((schema.properties as object | undefined) ?? {}));
  const reference = schema.$ref as string | undefined;
  const parts = [
    ...((schema.allOf as unknown[] | undefined) ?? []),
    ...(reference ? [valueAtPointer(document, reference.slice(1))] : []),
  ];
  for (const part of parts)
    for (const name of membersOf(document, part as Record<string, unknown>, seen)) names.add(name);
  return names;
}

test('all documents of BT together: no path and no operation is declared twice', () => {
  const bt = documents.filter(({ api }) => isBtSide(api) || api === 'oauth');
  const contract = compileContract(Object.fromEntries(bt.map(({ api, document }) => [api, document])));
  expect(contract.operations.size).toBe(bt.flatMap(({ document }) => operationsOf(document)).length);
});
