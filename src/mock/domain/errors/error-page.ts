import {
  type ErrorFamily,
  type ErrorName,
  type ErrorRow,
  errorCatalogue,
  errorRowOf,
  refuse,
} from './error-catalogue.ts';

/** docs/errors.md, printed from the catalogue: `npm run docs:errors`. A test compares. */
const apiNames: { readonly [family in ErrorFamily]: string } = {
  quote: 'Quote',
  address: 'Address',
  appointment: 'Appointment',
  tmf: 'Product Qualification, Product Order, Product Inventory',
};

export function renderErrorPage(): string {
  const names = Object.keys(errorCatalogue) as ErrorName[];
  names.sort((a, b) => errorCatalogue[a].status - errorCatalogue[b].status);
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
    'On Quote a code is a number without its leading zero; elsewhere it is text. Each API has its own table at BT, and a row',
    'is marked `bt` only where that table has it. A sentence in quotes is the `message` that BT prints. Code 80 has a second',
    'form at BT: the pricing tool sends it with a `reason`; here it always comes from the gateway.',
    '',
    '| HTTP | Code | Text | APIs | From | Source | Name |',
    '|---|---|---|---|---|---|---|',
    ...names.flatMap(renderErrorRows),
    '',
  ].join('\n');
}

export interface SharedErrorRow {
  readonly row: ErrorRow;
  readonly families: readonly ErrorFamily[];
}

/** The rows of one error: one for all APIs that have it alike. */
export function sharedErrorRows(name: ErrorName): readonly SharedErrorRow[] {
  const alike = new Map<string, { readonly row: ErrorRow; readonly families: ErrorFamily[] }>();
  for (const family of errorCatalogue[name].apis) {
    const row = errorRowOf(family, name);
    const key = JSON.stringify([row.reason, row.message, row.raisedBy, row.source]);
    const group = alike.get(key) ?? { row, families: [] };
    group.families.push(family);
    alike.set(key, group);
  }
  return [...alike.values()];
}

/** BT's phrase, and its sentence where that says more. */
export const errorText = ({ reason, message }: ErrorRow): string =>
  message === undefined || message === reason ? reason : `${reason}: “${message}”`;

function renderErrorRows(name: ErrorName): string[] {
  return sharedErrorRows(name).map(({ row, families }) => {
    const { status, code, raisedBy, source } = row;
    const apiText = families.map((family) => apiNames[family]).join(', ');
    const originText = raisedBy === 'gateway' ? 'gateway' : 'back end';
    return `| ${status} | ${code} | ${errorText(row)} | ${apiText} | ${originText} | ${source} | \`${name}\` |`;
  });
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
