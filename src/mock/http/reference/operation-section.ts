import { describeSchema } from '#engine/contract/describe-schema';
import {
  type Parameter,
  type PathItem,
  resolveReference,
  type OpenApiDocument as SpecDocument,
} from '#engine/contract/openapi-document';
import { emptyHtml, Html, html } from './html.ts';
import { schemaTable, sourceMark } from './schema-table.ts';

/** One operation: its inputs, its answers, runnable examples, and a form to try it. */
export interface ShownOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  readonly parameters: readonly (Parameter & { readonly description?: string; readonly 'x-source'?: string })[];
  readonly mediaType: string | undefined;
  readonly bodySchema: unknown;
  readonly examples: readonly OperationExample[];
  readonly answers: readonly { readonly status: string; readonly description: string; readonly schema: unknown }[];
}

export interface OperationExample {
  readonly name: string;
  readonly summary: string;
  readonly value: unknown;
}

const httpMethods = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface DocumentedOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
  readonly responses?: { readonly [status: string]: object };
}

/** The operations of a document, in the order of the document. */
export function shownOperations(document: SpecDocument): readonly ShownOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    httpMethods.flatMap((method) => {
      const documented = item[method] as DocumentedOperation | undefined;
      return documented ? [readOperation(document, path, item, method, documented)] : [];
    }),
  );
}

function readOperation(
  document: SpecDocument,
  path: string,
  item: PathItem,
  method: string,
  documented: DocumentedOperation,
): ShownOperation {
  const parameters = [...(item.parameters ?? []), ...(documented.parameters ?? [])].map(
    (parameter) => resolveReference(document, parameter, '').value,
  );
  const { content = {} } = resolveReference(document, documented.requestBody ?? {}, '').value as {
    readonly content?: { readonly [type: string]: { readonly schema?: unknown; readonly examples?: object } };
  };
  const [mediaType, media] = Object.entries(content)[0] ?? [];
  const examples = Object.entries(media?.examples ?? {}).map(([name, example]) => {
    const { summary = name, value } = resolveReference(document, example as object, '').value as {
      summary?: string;
      value?: unknown;
    };
    return { name, summary, value };
  });
  return {
    operationId: documented.operationId,
    method: method.toUpperCase(),
    path,
    aliases: item['x-aliases'] ?? [],
    summary: documented.summary ?? documented.operationId,
    description: documented.description ?? '',
    tag: documented.tags?.[0] ?? '',
    parameters,
    mediaType,
    bodySchema: media?.schema,
    examples,
    answers: Object.entries(documented.responses ?? {}).map(([status, response]) =>
      shownAnswer(document, status, response),
    ),
  };
}

function shownAnswer(document: SpecDocument, status: string, response: object) {
  const { description = '', content = {} } = resolveReference(document, response, '').value as {
    readonly description?: string;
    readonly content?: { readonly [type: string]: { readonly schema?: unknown } };
  };
  return { status, description, schema: Object.values(content)[0]?.schema };
}

/** The section of an operation. `side` decides about tokens and the journal; the control API needs no token. */
export function operationSection(
  document: object,
  operation: ShownOperation,
  baseUrl: string,
  side: 'bt' | 'ours',
): Html {
  const { operationId, method, path, summary, description, aliases } = operation;
  const good = operation.answers.filter(({ status }) => status.startsWith('2'));
  const refusals = operation.answers.filter(({ status }) => !status.startsWith('2'));
  return html`<section class="operation" id="${operationId}">
<h2 class="call"><span class="method method-${method.toLowerCase()}">${method}</span> <code>${path}</code></h2>
<p class="summary">${summary} <a class="anchor" href="#${operationId}">${operationId}</a></p>
${description === '' ? emptyHtml : html`<p>${description}</p>`}
${aliases.length === 0 ? emptyHtml : html`<p>Also at ${aliases.map((alias) => html`<code>${alias}</code> `)}</p>`}
${parametersTable(operation)}
${operation.bodySchema === undefined ? emptyHtml : html`<details><summary>Body: <code>${operation.mediaType ?? ''}</code></summary>${schemaTable(document, operation.bodySchema)}</details>`}
${good.map(({ status, description: about, schema }) => html`<details><summary>Answer <b>${status}</b> ${about}</summary>${schema === undefined ? emptyHtml : schemaTable(document, schema)}</details>`)}
<p class="refusals">Refusals: ${refusals.map(({ status }) => html`<a href="/docs/errors#e${status}">${status}</a> `)}${side === 'bt' ? html`· <a href="/ui/requests?operation=${operationId}">requests to this operation</a>` : emptyHtml}</p>
${operation.examples.map((example) => exampleSection(operation, example, baseUrl))}
${tryItForm(operation, side)}
</section>`;
}

function parametersTable({ parameters }: ShownOperation): Html {
  if (parameters.length === 0) return emptyHtml;
  const rows = parameters.map(
    (parameter) =>
      html`<tr><td><code>${parameter.name}</code>${parameter.required ? html` <span class="must">required</span>` : emptyHtml}</td><td>${parameter.in}</td><td>${describeSchema(parameter.schema)}</td><td>${sourceMark(parameter['x-source'])}</td><td>${parameter.description ?? ''}</td></tr>`,
  );
  return html`<details><summary>Parameters (${parameters.length})</summary><div class="scroll" role="group" aria-label="Parameters" tabindex="0"><table><thead><tr><th>name</th><th>in</th><th>is</th><th>from</th><th>means</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

function exampleSection(operation: ShownOperation, example: OperationExample, baseUrl: string): Html {
  return html`<details class="example"><summary>Example: ${example.summary}</summary><pre tabindex="0">${curlExample(operation, example, baseUrl)}</pre></details>`;
}

/** Headers that the operation requires, with values that are valid everywhere. */
export function requiredHeaders({ parameters }: ShownOperation): { readonly [name: string]: string } {
  const values: { readonly [name: string]: string } = {
    'APIGW-Tracking-Header': 'reference-page',
    productFamily: 'Ethernet',
  };
  const needed = parameters.filter(
    (parameter) => parameter.in === 'header' && parameter.required && values[parameter.name] !== undefined,
  );
  return Object.fromEntries(needed.map(({ name }) => [name, values[name] as string]));
}

/** The beginning of the examples: the credentials of the default sandbox, and a token for them. */
export function tokenCommands(baseUrl: string): string {
  return [
    `CREDENTIALS=$(curl -s '${baseUrl}/_sandbox/v1/sandboxes/default/credentials' | sed 's/.*"clientId":"\\([^"]*\\)","clientSecret":"\\([^"]*\\)".*/\\1:\\2/')`,
    `TOKEN=$(curl -s -u "$CREDENTIALS" -d grant_type=client_credentials '${baseUrl}/oauth/accesstoken' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`,
  ].join('\n');
}

/** The order id in the examples; it is replaced by an existing one. */
const exampleOrderId = '"12345678"';
const ordersPath = '/v1/productOrderingManagement/productOrder';

/**
 * An example as a shell command, to run after {@link tokenCommands}. A required id is that of the latest document of
 * its kind.
 */
export function curlExample(operation: ShownOperation, { value }: OperationExample, baseUrl: string): string {
  const { method, path, mediaType = 'application/json' } = operation;
  const needed = Object.entries(requiredHeaders(operation)).map(([name, header]) => `-H '${name}: ${header}'`);
  const bearer = '-H "Authorization: Bearer $TOKEN"';
  const newestIdCommand = (collection: string) =>
    [`ID=$(curl -s '${baseUrl}${collection}?fields=id&limit=100'`, bearer, ...needed].join(' ') +
    ` | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')\n`;
  if (mediaType === 'application/x-www-form-urlencoded') {
    const form = Object.entries(value as object).map(([name, text]) => `-d '${name}=${text}'`);
    return [`curl -X ${method} '${baseUrl}${path}'`, '-u "$CREDENTIALS"', ...form].join(' \\\n  ');
  }
  const text = JSON.stringify(value, null, 2).replaceAll("'", "'\\''");
  const [collection, named] = path.split('/{id}');
  const id =
    named !== undefined
      ? newestIdCommand(collection as string)
      : text.includes(exampleOrderId)
        ? newestIdCommand(ordersPath)
        : '';
  return `${id}${[
    named === undefined ? `curl -X ${method} '${baseUrl}${path}'` : `curl -X ${method} "${baseUrl}${collection}/$ID"`,
    bearer,
    ...needed,
    `-H 'Content-Type: ${mediaType}'`,
    `-d '${text.replaceAll(exampleOrderId, `"'"$ID"'"`)}'`,
  ].join(' \\\n  ')}`;
}

function tryItForm(operation: ShownOperation, side: 'bt' | 'ours'): Html {
  const { method, path, mediaType, examples, parameters } = operation;
  // A stream never ends, and the token endpoint has its own page.
  if (operation.operationId === 'streamSandbox' || path.startsWith('/oauth')) return emptyHtml;
  const fields = parameters
    .filter((parameter) => parameter.in === 'path' || (parameter.in === 'query' && parameter.required))
    .map(
      (parameter) =>
        html`<label>${parameter.name} <input name="${parameter.in}:${parameter.name}" value="${parameter.name === 'sandboxId' ? 'default' : ''}" ${parameter.name === 'id' ? 'placeholder=newest' : ''}></label>`,
    );
  const exampleChoice =
    examples.length < 2
      ? emptyHtml
      : html`<label>example <select name="example">${examples.map(({ name, summary }) => html`<option value="${name}">${summary}</option>`)}</select></label>`;
  const first = examples[0]?.value;
  const body =
    mediaType === undefined
      ? emptyHtml
      : html`${exampleChoice}<textarea name="body" rows="8" spellcheck="false" aria-label="Body">${first === undefined ? '{}' : JSON.stringify(first, null, 2)}</textarea>`;
  const storedExamples = html`<script type="application/json" class="examples">${jsonForScript(Object.fromEntries(examples.map(({ name, value }) => [name, value])))}</script>`;
  return html`<details class="try"><summary>Try it</summary><form data-method="${method}" data-path="${path}" data-side="${side}" data-type="${mediaType ?? ''}" data-headers="${JSON.stringify(requiredHeaders(operation))}">${fields}<label>query <input name="query" placeholder="limit=5"></label>${body}<button type="submit">Send</button></form>${storedExamples}<pre class="result" tabindex="0" aria-live="polite" hidden></pre></details>`;
}

/** JSON inside a script element: nothing in it may end the element. */
function jsonForScript(value: unknown): Html {
  return new Html(JSON.stringify(value).replaceAll('<', '\\u003c'));
}
