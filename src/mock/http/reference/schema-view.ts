import { describe } from '../../engine/contract/describe.ts';
import { lookUp } from '../../engine/contract/document.ts';
import { type Html, html, none } from './html.ts';

/** A schema as a table of its members: name, what it may be, where it comes from, what it means. */
interface SchemaObject {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: { readonly [name: string]: SchemaObject };
  readonly required?: readonly string[];
  readonly items?: SchemaObject;
  readonly allOf?: readonly SchemaObject[];
  readonly oneOf?: readonly SchemaObject[];
  readonly anyOf?: readonly SchemaObject[];
  readonly description?: string;
  readonly readOnly?: boolean;
  readonly 'x-source'?: string;
}

/** Deeper than this nobody reads a table in a table. */
const deepest = 4;

const sources: { readonly [source: string]: string } = {
  bt: 'BT',
  'bt-sibling': 'BT sibling',
  'bt-legacy': 'BT, older',
  tmf: 'TM Forum',
  openreach: 'Openreach',
  reseller: 'resellers',
  mef: 'MEF',
  modelled: 'modelled',
};

/** Who says so. */
export function sourceMark(source: string | undefined): Html {
  if (source === undefined) return none;
  return html`<span class="mark mark-${source}">${sources[source] ?? source}</span>`;
}

export function schemaView(document: object, schema: unknown, depth = 0): Html {
  const own = (schema ?? {}) as SchemaObject;
  if (own.$ref !== undefined) return html`<p>${referenceLink(own.$ref)}</p>`;
  const rows = membersOf(document, own);
  const choices = own.oneOf ?? own.anyOf;
  const about = own.description === undefined ? none : html`<p>${own.description}</p>`;
  if (rows.length === 0)
    return html`${about}<p>${typeView(own)}</p>${choices ? choicesView(document, choices, depth) : none}`;
  const body = rows.map(([name, member, required]) => memberRow(document, name, member, required, depth));
  return html`${about}<div class="scroll" role="group" aria-label="Members" tabindex="0"><table><thead><tr><th>member</th><th>is</th><th>from</th><th>means</th></tr></thead><tbody>${body}</tbody></table></div>${choices ? choicesView(document, choices, depth) : none}`;
}

function choicesView(document: object, choices: readonly SchemaObject[], depth: number): Html {
  if (depth >= deepest) return none;
  return html`<p>One of:</p><ul>${choices.map((choice) => html`<li>${choice.$ref ? referenceLink(choice.$ref) : schemaView(document, choice, depth + 1)}</li>`)}</ul>`;
}

function membersOf(document: object, schema: SchemaObject): [string, SchemaObject, boolean][] {
  const required = new Set(schema.required ?? []);
  const own = Object.entries(schema.properties ?? {}).map(([name, member]): [string, SchemaObject, boolean] => [
    name,
    member,
    required.has(name),
  ]);
  const inherited = (schema.allOf ?? []).flatMap((part) => {
    const whole = part.$ref === undefined ? part : (lookUp(document, part.$ref.slice(1)) as SchemaObject | undefined);
    return whole ? membersOf(document, whole) : [];
  });
  return [...inherited, ...own];
}

function memberRow(document: object, name: string, member: SchemaObject, required: boolean, depth: number): Html {
  const inner = member.items ?? member;
  const nested =
    inner.properties !== undefined && depth < deepest
      ? schemaView(document, { ...inner, description: undefined }, depth + 1)
      : none;
  const fromServer = member.readOnly ? html` <em>set by the server</em>` : none;
  const must = required ? html` <span class="must" title="required">required</span>` : none;
  return html`<tr><td><code>${name}</code>${must}</td><td>${typeView(member)}</td><td>${sourceMark(member['x-source'])}</td><td>${member.description ?? ''}${fromServer}${nested}</td></tr>`;
}

function typeView(schema: SchemaObject): Html {
  if (schema.$ref !== undefined) return referenceLink(schema.$ref);
  if (schema.items?.$ref !== undefined) return html`${describe(schema)} of ${referenceLink(schema.items.$ref)}`;
  if (schema.type === undefined && (schema.oneOf ?? schema.anyOf) !== undefined) return html`one of several`;
  if (schema.items !== undefined) return html`${describe(schema)}, each ${describe(schema.items)}`;
  return html`${describe(schema)}`;
}

function referenceLink(reference: string): Html {
  const name = reference.split('/').at(-1) ?? '';
  return html`<a href="#schema-${name}"><code>${name}</code></a>`;
}
