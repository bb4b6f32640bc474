import { describeSchema } from '#engine/contract/describe-schema';
import { valueAtPointer } from '#engine/contract/openapi-document';
import { emptyHtml, type Html, html } from './html.ts';

/** A schema as a table of its members: name, type, source, description. */
interface DocumentedSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: { readonly [name: string]: DocumentedSchema };
  readonly required?: readonly string[];
  readonly items?: DocumentedSchema;
  readonly allOf?: readonly DocumentedSchema[];
  readonly oneOf?: readonly DocumentedSchema[];
  readonly anyOf?: readonly DocumentedSchema[];
  readonly description?: string;
  readonly readOnly?: boolean;
  readonly 'x-source'?: string;
}

/** Deeper tables are not readable. */
const maxNestedTables = 4;

const sourceLabels: { readonly [source: string]: string } = {
  bt: 'BT',
  'bt-sibling': 'BT sibling',
  'bt-legacy': 'BT, older',
  tmf: 'TM Forum',
  openreach: 'Openreach',
  reseller: 'resellers',
  mef: 'MEF',
  modelled: 'modelled',
};

/** The badge of a member's source. */
export function sourceMark(source: string | undefined): Html {
  if (source === undefined) return emptyHtml;
  return html`<span class="mark mark-${source}">${sourceLabels[source] ?? source}</span>`;
}

/** The table of a schema's members; nested objects get nested tables. */
export function schemaTable(document: object, schema: unknown, depth = 0): Html {
  const ownSchema = (schema ?? {}) as DocumentedSchema;
  if (ownSchema.$ref !== undefined) return html`<p>${referenceLink(ownSchema.$ref)}</p>`;
  const rows = schemaMembers(document, ownSchema);
  const choices = ownSchema.oneOf ?? ownSchema.anyOf;
  const about = ownSchema.description === undefined ? emptyHtml : html`<p>${ownSchema.description}</p>`;
  if (rows.length === 0)
    return html`${about}<p>${typeText(ownSchema)}</p>${choices ? choicesList(document, choices, depth) : emptyHtml}`;
  const body = rows.map(([name, member, required]) => memberRow(document, name, member, required, depth));
  return html`${about}<div class="scroll" role="group" aria-label="Members" tabindex="0"><table><thead><tr><th>member</th><th>is</th><th>from</th><th>means</th></tr></thead><tbody>${body}</tbody></table></div>${choices ? choicesList(document, choices, depth) : emptyHtml}`;
}

function choicesList(document: object, choices: readonly DocumentedSchema[], depth: number): Html {
  if (depth >= maxNestedTables) return emptyHtml;
  return html`<p>One of:</p><ul>${choices.map((choice) => html`<li>${choice.$ref ? referenceLink(choice.$ref) : schemaTable(document, choice, depth + 1)}</li>`)}</ul>`;
}

function schemaMembers(document: object, schema: DocumentedSchema): [string, DocumentedSchema, boolean][] {
  const required = new Set(schema.required ?? []);
  const own = Object.entries(schema.properties ?? {}).map(([name, member]): [string, DocumentedSchema, boolean] => [
    name,
    member,
    required.has(name),
  ]);
  const inherited = (schema.allOf ?? []).flatMap((part) => {
    const resolved =
      part.$ref === undefined ? part : (valueAtPointer(document, part.$ref.slice(1)) as DocumentedSchema | undefined);
    return resolved ? schemaMembers(document, resolved) : [];
  });
  return [...inherited, ...own];
}

function memberRow(document: object, name: string, member: DocumentedSchema, required: boolean, depth: number): Html {
  const inner = member.items ?? member;
  const nested =
    inner.properties !== undefined && depth < maxNestedTables
      ? schemaTable(document, { ...inner, description: undefined }, depth + 1)
      : emptyHtml;
  const fromServer = member.readOnly ? html` <em>set by the server</em>` : emptyHtml;
  const must = required ? html` <span class="must" title="required">required</span>` : emptyHtml;
  return html`<tr><td><code>${name}</code>${must}</td><td>${typeText(member)}</td><td>${sourceMark(member['x-source'])}</td><td>${member.description ?? ''}${fromServer}${nested}</td></tr>`;
}

function typeText(schema: DocumentedSchema): Html {
  if (schema.$ref !== undefined) return referenceLink(schema.$ref);
  if (schema.items?.$ref !== undefined) return html`${describeSchema(schema)} of ${referenceLink(schema.items.$ref)}`;
  if (schema.type === undefined && (schema.oneOf ?? schema.anyOf) !== undefined) return html`one of several`;
  if (schema.items !== undefined) return html`${describeSchema(schema)}, each ${describeSchema(schema.items)}`;
  return html`${describeSchema(schema)}`;
}

function referenceLink(reference: string): Html {
  const name = reference.split('/').at(-1) ?? '';
  return html`<a href="#schema-${name}"><code>${name}</code></a>`;
}
