import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenApiDocument, Schema } from '#engine/contract/openapi-document';
import { findUnknownMembers } from '#engine/contract/unknown-members';
import { readOpenApiDocuments } from '#runtime/load-data';

const document = readOpenApiDocuments()['order-notification'] as OpenApiDocument;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document as object, 'notification');
const matchesSchema = ajv.compile({ $ref: 'notification#/components/schemas/OrderEvent' });
const schema: Schema = { $ref: '#/components/schemas/OrderEvent' };

/**
 * What the body of a callback has that `specs/openapi/order-notification.yaml` does not allow, and the members that it does
 * not name at all; a party is the customer's own and goes back as it came.
 */
export function eventViolations(body: unknown): readonly string[] {
  const broken = matchesSchema(body)
    ? []
    : (matchesSchema.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
  const unknown = findUnknownMembers(document, schema, body).map(({ pointer }) => `${pointer} is not described`);
  return [...broken, ...unknown];
}
