import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { clockDocument, counterDocument, profileDocument, settings } from '#domain/core/sandbox-state';
import { abbreviateValue, describeSchema } from '#engine/contract/describe-schema';
import { KNOWN_MEMBER_RULE } from '#engine/contract/violations';
import { dueHandlers } from '#engine/time/tick';
import type { ControlViolation } from '#runtime/control-request-error';
import { dataFolder } from '#runtime/data-folder';

/**
 * Checks the documents of a saved sandbox against specs/schemas/saved-state.schema.json. A user may have edited them,
 * and a document that no rule expects would otherwise break a later request.
 */

/** Documents that are stored under their own id. */
const idMembers: { readonly [collection: string]: string } = {
  quotes: 'id',
  appointments: 'id',
  addresses: 'id',
  qualifications: 'id',
  orders: 'orderId',
  progress: 'orderId',
  events: 'eventId',
  openActions: 'id',
  charges: 'id',
  assets: 'id',
  faultInjections: 'id',
  hubs: 'id',
  cancellations: 'id',
  setbacks: 'id',
};

const settingsKeys: ReadonlySet<string> = new Set(
  [profileDocument, clockDocument, counterDocument].map(({ key }) => key),
);

/**
 * The first violation of a document; its pointer is relative to the entry of the collection. Undefined when it is
 * valid.
 */
export function checkSavedDocument(collection: string, key: string, document: object): ControlViolation | undefined {
  const isSetting = collection === settings.name;
  const check = isSetting && !settingsKeys.has(key) ? undefined : documentValidator(isSetting ? key : collection);
  if (check === undefined) return { pointer: '/0', got: key, expected: 'profile, clock or counters' };
  if (!check(document)) return schemaViolation((check.errors as ErrorObject[])[0] as ErrorObject);
  const id = idMembers[collection];
  const got = id === undefined ? key : (document as { readonly [member: string]: unknown })[id];
  if (got !== key) return { pointer: `/1/${id}`, got, expected: `${key}, the key of the document` };
  const { kind } = document as { readonly kind?: unknown };
  if (collection !== 'agenda' || Object.hasOwn(dueHandlers, String(kind))) return undefined;
  return { pointer: '/1/kind', got: kind, expected: `one of ${Object.keys(dueHandlers).join(', ')}` };
}

function schemaViolation({ instancePath, keyword, params, data, parentSchema }: ErrorObject): ControlViolation {
  const pointer = `/1${instancePath}`;
  if (keyword === 'required')
    return { pointer: `${pointer}/${params.missingProperty}`, expected: 'a value: the member is required' };
  if (keyword === 'additionalProperties') {
    const known = Object.keys((parentSchema as { readonly properties?: object }).properties ?? {});
    return {
      pointer: `${pointer}/${params.additionalProperty}`,
      expected: `one of ${known.join(', ')}`,
      rule: KNOWN_MEMBER_RULE,
    };
  }
  return { pointer, got: abbreviateValue(data), expected: describeSchema(parentSchema) };
}

let ajv: Ajv2020 | undefined;

/** Compiled when the first state is loaded: most servers never load one. */
function documentValidator(name: string): ValidateFunction | undefined {
  ajv ??= loadDocumentSchemas();
  return ajv.getSchema(`https://etherbox.invalid/saved-state.schema.json#/$defs/${name}`);
}

function loadDocumentSchemas(): Ajv2020 {
  const schema = JSON.parse(readFileSync(join(dataFolder('schemas'), 'saved-state.schema.json'), 'utf8'));
  const validator = new Ajv2020({ strict: true, verbose: true, allowUnionTypes: true, strictTuples: false });
  validator.addSchema(schema);
  return validator;
}
