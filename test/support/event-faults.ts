import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Document, Schema } from '../../src/mock/engine/contract/document.ts';
import { unknownMembers } from '../../src/mock/engine/contract/unknown.ts';
import { loadDocuments } from '../../src/mock/runtime/load-data.ts';

const document = loadDocuments()['order-notification'] as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document as object, 'notification');
const fits = ajv.compile({ $ref: 'notification#/components/schemas/OrderEvent' });
const schema: Schema = { $ref: '#/components/schemas/OrderEvent' };

/**
 * What the body of a callback has that `specs/openapi/order-notification.yaml` does not allow, and the members that it does
 * not name at all; a party is the customer's own and goes back as it came.
 */
export function eventFaults(body: unknown): readonly string[] {
  const broken = fits(body) ? [] : (fits.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
  const unknown = unknownMembers(document, schema, body).map(({ pointer }) => `${pointer} is not described`);
  return [...broken, ...unknown];
}
