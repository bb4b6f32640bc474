// @ts-check
const FAMILY_SCHEMA = {
  quote: 'QuoteError',
  address: 'AddressError',
  appointment: 'AppointmentError',
  tmf: 'TmfError',
  control: 'ControlProblem',
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const HEADER_NAMES = { Allow: 'Allow', RetryAfter: 'Retry-After' };

/** Declares on each operation the refusals it may give, with the body of the document's family and an example. */
export function addRefusals(_api, document, table) {
  const family = document['x-error-family'];
  if (FAMILY_SCHEMA[family] === undefined) return;
  const used = new Set();
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      const declared = (operation['x-refusals'] ?? []).map(String);
      delete operation['x-refusals'];
      operation.responses ??= {};
      for (const [status, row] of Object.entries(table)) {
        const applies = declared.includes(status) || row.on === 'every' || (row.on === 'body' && operation.requestBody);
        if (!applies || operation.responses[status]) continue;
        operation.responses[status] = { $ref: `#/components/responses/Refusal${status}` };
        used.add(status);
      }
    }
  }
  document.components.responses ??= {};
  for (const status of [...used].sort()) {
    document.components.responses[`Refusal${status}`] = response(family, status, rowOf(family, table[status]));
  }
}

/** A row in the words of one family. */
function rowOf(family, { of = {}, ...row }) {
  return { ...row, ...of[family] };
}

function response(family, status, row) {
  const headers = {};
  if (row.by === 'gateway' && family !== 'control') {
    headers['APIGW-Exception'] = { $ref: './common.yaml#/components/headers/APIGWException' };
    headers['APIGW-Exception-Code'] = { $ref: './common.yaml#/components/headers/APIGWExceptionCode' };
    headers['APIGW-Exception-System'] = { $ref: './common.yaml#/components/headers/APIGWExceptionSystem' };
  }
  for (const name of row.headers ?? [])
    headers[HEADER_NAMES[name]] = { $ref: `./common.yaml#/components/headers/${name}` };
  const mediaType = family === 'control' ? 'application/problem+json' : 'application/json';
  return {
    description: row.reason,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    content: {
      [mediaType]: {
        schema: { $ref: `./common.yaml#/components/schemas/${FAMILY_SCHEMA[family]}` },
        examples: { refusal: { value: body(family, status, row) } },
      },
    },
  };
}

/** The example body, in the shapes that src/mock/domain/errors/error-catalogue.ts gives. */
function body(family, status, row) {
  const { code, reason, message } = row;
  if (family === 'control') return { type: 'about:blank', title: reason, status: Number(status), detail: message };
  if (family === 'tmf') return { code, reason, message, status, '@type': 'Error' };
  if (family === 'quote')
    return row.by === 'gateway' ? { code: Number(code), message } : { code: Number(code), reason, message };
  if (row.by === 'gateway') return { code, message };
  return family === 'appointment' ? { code, reason: message } : { code, reason, message };
}
