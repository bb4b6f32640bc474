import { type ErrorDefinition, type ErrorFamily, type ErrorName, errorCatalogue, refuse } from './error-catalogue.ts';

/** docs/errors.md, printed from the catalogue: `npm run docs:errors`. A test compares. */
const apiNames: { readonly [family in ErrorFamily]: string } = {
  quote: 'Quote',
  address: 'Address',
  appointment: 'Appointment',
  tmf: 'Product Qualification, Product Order, Product Inventory',
};

export function renderErrorPage(): string {
  const rows = (Object.keys(errorCatalogue) as ErrorName[]).map((name) => ({
    name,
    definition: errorCatalogue[name] as ErrorDefinition,
  }));
  rows.sort((a, b) => a.definition.status - b.definition.status);
  return [
    '# Errors',
    '',
    '<!-- Printed from src/mock/domain/errors/error-catalogue.ts by `npm run docs:errors`; not edited by hand. -->',
    '',
    "This page lists every refusal of BT's paths. The name in the last column is a value of `answer: { problem: … }` in",
    '`fixtures/special-values.yaml` and in the setting `specialValues`. The token endpoint answers errors as RFC 6749 defines',
    'them, the control API as RFC 9457 does; neither is listed here.',
    '',
    '## Bodies',
    '',
    'Each API has its own form of error body. The gateway answers before the API. It names the error in the headers',
    '`APIGW-Exception`, `APIGW-Exception-Code` and `APIGW-Exception-System`; only the last family has a `reason` from it.',
    '',
    '| API | from the gateway | from the system behind it |',
    '|---|---|---|',
    ...(Object.keys(apiNames) as ErrorFamily[]).map(
      (family) =>
        `| ${apiNames[family]} | ${sampleGatewayBody(family, 'missingHeader')} | ${sampleBackendBody(family)} |`,
    ),
    '',
    'All violations of a body are found at once. Quote lists them in `errors`, the last family in its `message`. The journal',
    'lists them for every API.',
    '',
    '## Codes',
    '',
    'On Quote a code is a number without its leading zero; elsewhere it is text.',
    '',
    '| HTTP | Code | Text | APIs | From | Source | Name |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ name, definition }) => renderErrorRow(name, definition)),
    '',
  ].join('\n');
}

function renderErrorRow(
  name: string,
  { status, code, reason, apis: scope, raisedBy, source }: ErrorDefinition,
): string {
  const apiText = scope === 'every API' ? 'every' : scope.map((family) => apiNames[family]).join(', ');
  const originText = raisedBy === 'gateway' ? 'gateway' : 'back end';
  return `| ${status} | ${code} | ${reason} | ${apiText} | ${originText} | ${source} | \`${name}\` |`;
}

const formatInlineCode = (body: unknown): string => `\`${JSON.stringify(body)}\``;

function sampleGatewayBody(family: ErrorFamily, name: ErrorName): string {
  return formatInlineCode(refuse(family, name, 'Missing header: APIGW-Tracking-Header').body);
}

function sampleBackendBody(family: ErrorFamily): string {
  const violation = { pointer: '/externalId', expected: 'at most 100 characters', rule: 'schema' };
  if (family === 'quote')
    return formatInlineCode(refuse(family, 'badRequest', 'Request failed schema validation.', [violation]).body);
  if (family === 'appointment')
    return formatInlineCode(refuse(family, 'timeSlotNotAvailable', 'The slot is full').body);
  return formatInlineCode(refuse(family, 'notFound', 'Nothing is known under this id', []).body);
}
