import type { Express, Response } from 'express';
import { type Family, type Problem, problems } from '../domain/problem.ts';
import type { Document } from '../engine/contract/document.ts';
import type { ControlPort, ScenarioView } from './control-port.ts';
import { securityHeaders } from './gate.ts';
import { type Html, html, none } from './reference/html.ts';
import { journeyView } from './reference/journey-view.ts';
import { operationsOf, operationView, type ShownOperation, tokenLines } from './reference/operation-view.ts';
import { schemaView, sourceMark } from './reference/schema-view.ts';
import { script } from './reference/script.ts';
import { style } from './reference/style.ts';

/**
 * The reference at /docs/, made from the documents that the server enforces, its catalogue of errors, its journeys and its
 * scenarios. No file of it comes from anywhere else, and it needs no network. A page is made when it is first asked for.
 */
export interface ReferenceParts {
  readonly documents: { readonly [api: string]: object };
  readonly port: Pick<ControlPort, 'journeys' | 'scenarios' | 'baseUrl' | 'version'>;
}

interface Page {
  readonly title: string;
  readonly body: Html;
  /** Links within the page, for the side. */
  readonly inner?: readonly (readonly [anchor: string, text: string])[];
}

type Info = { readonly info: { readonly title: string; readonly version: string; readonly description?: string } };

/** In the order of a customer's journey; the control API last. */
const order = [
  'oauth',
  'address',
  'product-qualification',
  'quote',
  'appointment',
  'product-order',
  'order-notification',
  'product-inventory',
  'sandbox',
];

export function addReference(app: Express, parts: ReferenceParts): void {
  const made = new Map<string, Promise<string>>();
  const makers = pagesOf(parts);
  app.get('/docs', (request, response, next) => {
    if (request.path === '/docs') response.redirect(302, '/docs/');
    else next();
  });
  app.get('/docs/reference.css', (_request, response) => send(response, 'text/css', style));
  app.get('/docs/reference.js', (_request, response) => send(response, 'text/javascript', script));
  app.get(['/docs/', '/docs/{*page}'], async (request, response) => {
    const name = request.path.replace(/^\/docs\/?|\/$/g, '');
    const maker = makers.get(name);
    if (!maker) return void send(response.status(404), 'text/plain', 'No such page; /docs/ names them all.\n');
    const page = made.get(name) ?? maker().then((found) => whole(parts, name, found));
    made.set(name, page);
    // What could not be made is tried again at the next request.
    page.catch(() => made.delete(name));
    send(response, 'text/html', await page);
  });
  app.all('/docs{/*page}', (_request, response) => {
    response.setHeader('Allow', 'GET, HEAD');
    send(response.status(405), 'text/plain', 'These are pages: GET and HEAD.\n');
  });
}

function send(response: Response, type: string, text: string): void {
  response.set(securityHeaders('ui')).set('Cache-Control', 'no-cache').type(type).send(text);
}

function pagesOf(parts: ReferenceParts): ReadonlyMap<string, () => Promise<Page>> {
  const apis = order
    .filter((api) => parts.documents[api])
    .map((api): [string, () => Promise<Page>] => [`api/${api}`, async () => apiPage(parts, api)]);
  return new Map([
    ['', async () => front(parts)] as const,
    ...apis,
    ['errors', async () => errorsPage()],
    ['journeys', async () => journeysPage(parts)],
    ['scenarios', async () => scenariosPage(await parts.port.scenarios.list())],
  ]);
}

const titleOf = (document: object): string => (document as Info).info.title.replace(' (Ethernet)', '');

function whole({ documents, port }: ReferenceParts, name: string, { title, body, inner = [] }: Page): string {
  const link = (to: string, text: string) =>
    html`<li><a href="/docs/${to}" ${to === name ? 'aria-current=page' : ''}>${text}</a></li>`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · etherbox</title><link rel="icon" href="/ui/favicon.svg"><link rel="stylesheet" href="/docs/reference.css"></head>
<body><nav aria-label="Reference"><a class="skip" href="#main">Skip to content</a><h1>etherbox ${port.version}</h1>
<ul>${link('', 'Overview')}${order.flatMap((api) => (documents[api] ? [link(`api/${api}`, titleOf(documents[api]))] : []))}</ul>
<ul>${link('errors', 'Errors')}${link('journeys', 'Journeys')}${link('scenarios', 'Scenarios')}<li><a href="/ui/">Dashboard</a></li></ul>
${inner.length === 0 ? none : html`<ul class="inner">${inner.map(([anchor, text]) => html`<li><a href="#${anchor}">${text}</a></li>`)}</ul>`}
</nav><main id="main">${body}</main><script src="/docs/reference.js" defer></script></body></html>`;
  return page.text;
}

function front({ documents, port }: ReferenceParts): Page {
  const cards = order.flatMap((api) => {
    const document = documents[api];
    if (!document) return [];
    const { version, description = '' } = (document as Info).info;
    return [
      html`<li><h2><a href="/docs/api/${api}">${titleOf(document)}</a></h2><p>${description}</p><p class="refusals">${version} · ${operationsOf(document).length} operations</p></li>`,
    ];
  });
  const base = port.baseUrl();
  const body = html`<h1>Reference</h1>
<p>Made from the specifications that this server enforces. Every member says who says so: ${['bt', 'bt-sibling', 'tmf', 'modelled'].map((source) => html`${sourceMark(source)} `)}</p>
<h2>A token first</h2>
<pre tabindex="0">${tokenLines(base)}</pre>
<p>Client id and secret are also in the banner of the terminal and on the <a href="/ui/settings">settings page</a>; a server with a control token wants it for the first line: <code>-H "X-Etherbox-Control: …"</code>. The examples of the operations go on from here, in the same shell. “Try it” below each operation gets a token by itself.</p>
<ul class="cards">${cards}</ul>
<h2>And beside the operations</h2>
<ul class="cards"><li><h2><a href="/docs/errors">Errors</a></h2><p>Every refusal, its code and its words.</p></li><li><h2><a href="/docs/journeys">Journeys</a></h2><p>What happens to an order, step by step, and what can go wrong.</p></li><li><h2><a href="/docs/scenarios">Scenarios</a></h2><p>Stories to prepare with one command.</p></li></ul>`;
  return { title: 'Reference', body };
}

function apiPage({ documents, port }: ReferenceParts, api: string): Page {
  const document = documents[api] as Document & Info;
  const operations = operationsOf(document);
  const side = api === 'sandbox' ? 'ours' : 'bt';
  const schemas = Object.entries(document.components?.schemas ?? {});
  const body = html`<h1>${titleOf(document)}</h1><p>${document.info.description ?? ''}</p><p class="refusals">Version ${document.info.version}</p>
${byTag(operations).map(([tag, some]) => html`${tag === '' ? none : html`<h2>${tag}</h2>`}${some.map((one) => operationView(document, one, port.baseUrl(), side))}`)}
<h2>Schemas</h2>${schemas.map(([name, schema]) => html`<section class="operation" id="schema-${name}"><h3><code>${name}</code></h3>${schemaView(document, schema)}</section>`)}`;
  return { title: titleOf(document), body, inner: operations.map((one) => [one.operationId, one.operationId]) };
}

function byTag(operations: readonly ShownOperation[]): [string, ShownOperation[]][] {
  const tags = new Map<string, ShownOperation[]>();
  for (const one of operations) tags.set(one.tag, [...(tags.get(one.tag) ?? []), one]);
  return [...tags];
}

const families: { readonly [family in Family]: string } = {
  quote: 'Quote',
  address: 'Address',
  appointment: 'Appointment',
  tmf: 'Product Qualification, Order, Inventory',
};

function errorsPage(): Page {
  const rows = Object.entries(problems as { readonly [name: string]: Problem }).sort(
    ([, a], [, b]) => a.status - b.status,
  );
  const seen = new Set<number>();
  const body = html`<h1>Errors</h1><p>Every refusal of the BT paths. Each answer links to the page that says why it was refused (header <code>Link</code>).</p>
<div class="scroll" role="group" aria-label="Errors" tabindex="0"><table><thead><tr><th>status</th><th>code</th><th>says</th><th>by</th><th>where</th><th>from</th><th>name</th></tr></thead><tbody>${rows.map(
    ([name, problem]) => {
      const first = !seen.has(problem.status);
      seen.add(problem.status);
      const where =
        problem.where === 'every API' ? 'every API' : problem.where.map((family) => families[family]).join(', ');
      return html`<tr ${first ? `id=e${problem.status}` : ''}><td>${problem.status}</td><td><code>${problem.code}</code></td><td>${problem.reason}</td><td>${problem.by === 'gateway' ? 'gateway' : 'back end'}</td><td>${where}</td><td>${sourceMark(problem.source)}</td><td><code>${name}</code></td></tr>`;
    },
  )}</tbody></table></div>`;
  return { title: 'Errors', body };
}

function journeysPage({ port }: ReferenceParts): Page {
  const journeys = port.journeys() as Parameters<typeof journeyView>[0][];
  const body = html`<h1>Journeys</h1><p>What happens to an order of each product when nothing goes wrong: a dot is a milestone that the customer is told of, the numbers are working days.</p>${journeys.map(journeyView)}`;
  return { title: 'Journeys', body, inner: journeys.map(({ name, title }) => [name, title]) };
}

function scenariosPage(scenarios: readonly ScenarioView[]): Page {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const body = html`<h1>Scenarios</h1><p>Prepare one with <code>etherbox start --scenario NAME</code>, run it with <code>etherbox run NAME</code>, or apply it on the <a href="/ui/scenarios">dashboard</a>.</p>
<ul class="cards">${scenarios.map((one) => html`<li id="${one.name}"><h2>${text(one.title) || one.name}</h2><p><code>${one.name}</code></p><p>${text(one.summary)}</p></li>`)}</ul>`;
  return { title: 'Scenarios', body };
}
