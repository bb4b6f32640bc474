import type { Express, Response } from 'express';
import { type ErrorFamily, type ErrorName, errorCatalogue } from '#domain/errors/error-catalogue';
import { errorText, sharedErrorRows } from '#domain/errors/error-page';
import type { OpenApiDocument } from '#engine/contract/openapi-document';
import type { ControlDependencies, ScenarioView } from '#http/control/control-dependencies';
import { securityHeaders } from '#http/guard/access-guard';
import { emptyHtml, type Html, html } from './html.ts';
import { journeySection } from './journey-section.ts';
import { operationSection, type ShownOperation, shownOperations, tokenCommands } from './operation-section.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { schemaTable, sourceMark } from './schema-table.ts';

/**
 * The reference at /docs/, made from the documents that the server enforces, its error catalogue, its journeys and its
 * scenarios. It is complete without a network. Pages are rendered on first request.
 */
export interface ReferenceOptions {
  readonly documents: { readonly [api: string]: object };
  readonly dependencies: Pick<ControlDependencies, 'journeys' | 'scenarios' | 'baseUrl' | 'version'>;
}

interface ReferencePage {
  readonly title: string;
  readonly body: Html;
  /** Links within the page, for the side bar. */
  readonly inner?: readonly (readonly [anchor: string, text: string])[];
}

type DocumentInfo = {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
};

/** In the order of a customer's journey; the control API comes last. */
const apiOrder = [
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

/** Adds the routes of the reference to an app. */
export function addReference(app: Express, parts: ReferenceOptions): void {
  const renderedPages = new Map<string, Promise<string>>();
  const pageBuilders = pageBuildersOf(parts);
  app.get('/docs', (request, response, next) => {
    if (request.path === '/docs') response.redirect(302, '/docs/');
    else next();
  });
  app.get('/docs/reference.css', (_request, response) => sendCacheable(response, 'text/css', pageStyle));
  app.get('/docs/reference.js', (_request, response) => sendCacheable(response, 'text/javascript', pageScript));
  app.get(['/docs/', '/docs/{*page}'], async (request, response) => {
    const name = request.path.replace(/^\/docs\/?|\/$/g, '');
    const buildPage = pageBuilders.get(name);
    if (!buildPage)
      return void sendCacheable(response.status(404), 'text/plain', 'No such page; /docs/ names them all.\n');
    const page = renderedPages.get(name) ?? buildPage().then((content) => renderPage(parts, name, content));
    renderedPages.set(name, page);
    // A page that failed to render is tried again at the next request.
    page.catch(() => renderedPages.delete(name));
    sendCacheable(response, 'text/html', await page);
  });
  app.all('/docs{/*page}', (_request, response) => {
    response.setHeader('Allow', 'GET, HEAD');
    sendCacheable(response.status(405), 'text/plain', 'These are pages: GET and HEAD.\n');
  });
}

function sendCacheable(response: Response, type: string, text: string): void {
  response.set(securityHeaders('ui')).set('Cache-Control', 'no-cache').type(type).send(text);
}

function pageBuildersOf(parts: ReferenceOptions): ReadonlyMap<string, () => Promise<ReferencePage>> {
  const apis = apiOrder
    .filter((api) => parts.documents[api])
    .map((api): [string, () => Promise<ReferencePage>] => [`api/${api}`, async () => apiPage(parts, api)]);
  return new Map([
    ['', async () => overviewPage(parts)] as const,
    ...apis,
    ['errors', async () => errorCataloguePage()],
    ['journeys', async () => journeysPage(parts)],
    ['scenarios', async () => scenariosPage(await parts.dependencies.scenarios.list())],
  ]);
}

const titleOf = (document: object): string => (document as DocumentInfo).info.title.replace(' (Ethernet)', '');

function renderPage(
  { documents, dependencies }: ReferenceOptions,
  name: string,
  { title, body, inner = [] }: ReferencePage,
): string {
  const link = (to: string, text: string) =>
    html`<li><a href="/docs/${to}" ${to === name ? 'aria-current=page' : ''}>${text}</a></li>`;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · etherbox</title><link rel="icon" href="/ui/favicon.svg"><link rel="stylesheet" href="/docs/reference.css"></head>
<body><nav aria-label="Reference"><a class="skip" href="#main">Skip to content</a><h1>etherbox ${dependencies.version}</h1>
<ul>${link('', 'Overview')}${apiOrder.flatMap((api) => (documents[api] ? [link(`api/${api}`, titleOf(documents[api]))] : []))}</ul>
<ul>${link('errors', 'Errors')}${link('journeys', 'Journeys')}${link('scenarios', 'Scenarios')}<li><a href="/ui/">Dashboard</a></li></ul>
${inner.length === 0 ? emptyHtml : html`<ul class="inner">${inner.map(([anchor, text]) => html`<li><a href="#${anchor}">${text}</a></li>`)}</ul>`}
</nav><main id="main">${body}</main><script src="/docs/reference.js" defer></script></body></html>`;
  return page.text;
}

function overviewPage({ documents, dependencies }: ReferenceOptions): ReferencePage {
  const cards = apiOrder.flatMap((api) => {
    const document = documents[api];
    if (!document) return [];
    const { version, description = '' } = (document as DocumentInfo).info;
    return [
      html`<li><h2><a href="/docs/api/${api}">${titleOf(document)}</a></h2><p>${description}</p><p class="refusals">${version} · ${shownOperations(document).length} operations</p></li>`,
    ];
  });
  const base = dependencies.baseUrl();
  const body = html`<h1>Reference</h1>
<p>Generated from the specifications that this server enforces. Each member shows its source: ${['bt', 'bt-sibling', 'tmf', 'modelled'].map((source) => html`${sourceMark(source)} `)}</p>
<h2>Get a token</h2>
<pre tabindex="0">${tokenCommands(base)}</pre>
<p>Client id and secret are also in the banner of the terminal and on the <a href="/ui/settings">settings page</a>; a server with a control token requires it in the first line: <code>-H "X-Etherbox-Control: …"</code>. The examples of the operations continue in the same shell. “Try it” below each operation gets a token by itself.</p>
<ul class="cards">${cards}</ul>
<h2>More pages</h2>
<ul class="cards"><li><h2><a href="/docs/errors">Errors</a></h2><p>Every error with its code and text.</p></li><li><h2><a href="/docs/journeys">Journeys</a></h2><p>What happens to an order, step by step, and what can go wrong.</p></li><li><h2><a href="/docs/scenarios">Scenarios</a></h2><p>Prepared situations, one command each.</p></li></ul>`;
  return { title: 'Reference', body };
}

function apiPage({ documents, dependencies }: ReferenceOptions, api: string): ReferencePage {
  const document = documents[api] as OpenApiDocument & DocumentInfo;
  const operations = shownOperations(document);
  const side = api === 'sandbox' ? 'ours' : 'bt';
  const schemas = Object.entries(document.components?.schemas ?? {});
  const body = html`<h1>${titleOf(document)}</h1><p>${document.info.description ?? ''}</p><p class="refusals">Version ${document.info.version}</p>
${groupByTag(operations).map(([tag, tagged]) => html`${tag === '' ? emptyHtml : html`<h2>${tag}</h2>`}${tagged.map((operation) => operationSection(document, operation, dependencies.baseUrl(), side))}`)}
<h2>Schemas</h2>${schemas.map(([name, schema]) => html`<section class="operation" id="schema-${name}"><h3><code>${name}</code></h3>${schemaTable(document, schema)}</section>`)}`;
  return {
    title: titleOf(document),
    body,
    inner: operations.map((operation) => [operation.operationId, operation.operationId]),
  };
}

function groupByTag(operations: readonly ShownOperation[]): [string, ShownOperation[]][] {
  const tags = new Map<string, ShownOperation[]>();
  for (const one of operations) tags.set(one.tag, [...(tags.get(one.tag) ?? []), one]);
  return [...tags];
}

const familyTitles: { readonly [family in ErrorFamily]: string } = {
  quote: 'Quote',
  address: 'Address',
  appointment: 'Appointment',
  tmf: 'Product Qualification, Order, Inventory',
};

function errorCataloguePage(): ReferencePage {
  const names = Object.keys(errorCatalogue) as ErrorName[];
  names.sort((a, b) => errorCatalogue[a].status - errorCatalogue[b].status);
  const rows = names.flatMap((name) => sharedErrorRows(name).map(({ row, families }) => ({ name, row, families })));
  const seen = new Set<number>();
  const body = html`<h1>Errors</h1><p>Every error of the BT paths. Each error answer links to a page with its explanation (header <code>Link</code>).</p>
<div class="scroll" role="group" aria-label="Errors" tabindex="0"><table><thead><tr><th>status</th><th>code</th><th>says</th><th>by</th><th>where</th><th>from</th><th>name</th></tr></thead><tbody>${rows.map(
    ({ name, row, families }) => {
      const { status, code, raisedBy, source } = row;
      const first = !seen.has(status);
      seen.add(status);
      const where = families.map((family) => familyTitles[family]).join(', ');
      return html`<tr ${first ? `id=e${status}` : ''}><td>${status}</td><td><code>${code}</code></td><td>${errorText(row)}</td><td>${raisedBy === 'gateway' ? 'gateway' : 'back end'}</td><td>${where}</td><td>${sourceMark(source)}</td><td><code>${name}</code></td></tr>`;
    },
  )}</tbody></table></div>`;
  return { title: 'Errors', body };
}

function journeysPage({ dependencies }: ReferenceOptions): ReferencePage {
  const journeys = dependencies.journeys() as Parameters<typeof journeySection>[0][];
  const body = html`<h1>Journeys</h1><p>The steps of an order of each product without setbacks. A dot is a milestone with a notification; the numbers are working days.</p>${journeys.map(journeySection)}`;
  return { title: 'Journeys', body, inner: journeys.map(({ name, title }) => [name, title]) };
}

function scenariosPage(scenarios: readonly ScenarioView[]): ReferencePage {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const body = html`<h1>Scenarios</h1><p>Prepare one with <code>etherbox start --scenario NAME</code>, run it with <code>etherbox run NAME</code>, or apply it on the <a href="/ui/scenarios">dashboard</a>.</p>
<ul class="cards">${scenarios.map((scenario) => html`<li id="${scenario.name}"><h2>${text(scenario.title) || scenario.name}</h2><p><code>${scenario.name}</code></p><p>${text(scenario.summary)}</p></li>`)}</ul>`;
  return { title: 'Scenarios', body };
}
