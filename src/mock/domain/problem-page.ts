import { type Family, type Problem, type ProblemName, problems, refuse } from './problem.ts';

/** docs/errors.md, printed from the catalogue: `npm run docs:errors`. A test compares. */
const apis: { readonly [family in Family]: string } = {
  quote: 'Quote',
  address: 'Address',
  appointment: 'Appointment',
  tmf: 'Product Qualification, Product Order, Product Inventory',
};

export function errorsPage(): string {
  const rows = (Object.keys(problems) as ProblemName[]).map((name) => ({ name, problem: problems[name] as Problem }));
  rows.sort((a, b) => a.problem.status - b.problem.status);
  return [
    '# Errors',
    '',
    '<!-- Printed from src/mock/domain/problem.ts by `npm run docs:errors`; not edited by hand. -->',
    '',
    'Every refusal of the BT paths. The name in the last column is what `answer: { problem: … }` takes in',
    '`fixtures/special-values.yaml` and in the setting `specialValues`. OAuth answers errors as RFC 6749 has them, and the',
    'control API as RFC 9457 has them; neither is listed here.',
    '',
    '## Bodies',
    '',
    'Each API writes errors in its own way. The gateway in front of them answers before any of them, names the fault in the',
    'headers `APIGW-Exception`, `APIGW-Exception-Code` and `APIGW-Exception-System`, and gives no reason but for the last.',
    '',
    '| API | from the gateway | from the system behind it |',
    '|---|---|---|',
    ...(Object.keys(apis) as Family[]).map(
      (family) => `| ${apis[family]} | ${sample(family, 'missingHeader')} | ${sampleBackend(family)} |`,
    ),
    '',
    'Several faults of one body are found at once. Quote lists them in `errors`, the last family in its `message`; for the',
    'others they are in the journal, as they are for every request.',
    '',
    '## Codes',
    '',
    'On Quote a code is a number without its leading zero; elsewhere it is text.',
    '',
    '| HTTP | Code | Text | APIs | From | Source | Name |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(({ name, problem }) => row(name, problem)),
    '',
  ].join('\n');
}

function row(name: string, { status, code, reason, where, by, source }: Problem): string {
  const who = where === 'every API' ? 'every' : where.map((family) => apis[family]).join(', ');
  const from = by === 'gateway' ? 'gateway' : 'back end';
  return `| ${status} | ${code} | ${reason} | ${who} | ${from} | ${source} | \`${name}\` |`;
}

const inline = (body: unknown): string => `\`${JSON.stringify(body)}\``;

function sample(family: Family, name: ProblemName): string {
  return inline(refuse(family, name, 'Missing header: APIGW-Tracking-Header').body);
}

function sampleBackend(family: Family): string {
  const fault = { pointer: '/externalId', expected: 'at most 100 characters', rule: 'schema' };
  if (family === 'quote')
    return inline(refuse(family, 'badRequest', 'Request failed schema validation.', [fault]).body);
  if (family === 'appointment') return inline(refuse(family, 'timeSlotNotAvailable', 'The slot is full').body);
  return inline(refuse(family, 'notFound', 'Nothing is known under this id', []).body);
}
