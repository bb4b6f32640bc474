import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Response } from 'express';
import { dataFolder } from '../runtime/data-folder.ts';
import { securityHeaders } from './gate.ts';

/** Names under assets/ carry a hash of what is in them, so a browser may keep them for good. */
const forGood = 'public, max-age=31536000, immutable';
/** Everything else is asked for again and answered 304 where nothing has changed. */
const askAgain = 'no-cache';

const notBuilt =
  'The dashboard has not been built: run `npm run build`. The control API at /_sandbox/v1 works without it.\n';

/** The sections of the page; anything else below /ui/ is no address. */
const sections = new Set(
  ['', 'orders', 'callbacks', 'requests', 'scenarios', 'settings']
    // What the page can browse.
    .concat(['quotes', 'addresses', 'qualifications', 'appointments', 'assets']),
);

/** Why a request was answered as it was, as lines; undefined where there is no such sandbox or request. */
export type Explain = (sandboxId: string, requestId: string) => readonly string[] | undefined;

/**
 * The dashboard: static files under /ui/, with the strict policy of the gate. Every other path below /ui/ is an address
 * inside the page (an order, a filter, one attempt of a callback) and gets the page itself.
 */
export function addDashboard(app: Express, explain: Explain, folder = dataFolder('dashboard')): void {
  const page = join(folder, 'index.html');
  const files = express.static(folder, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (response, file) =>
      void response.setHeader('Cache-Control', file.startsWith(join(folder, 'assets')) ? forGood : askAgain),
  });
  app.get(['/', '/ui'], (_request, response) => response.redirect(302, '/ui/'));
  app.get('/favicon.ico', (_request, response) => response.redirect(302, '/ui/favicon.svg'));
  app.use('/ui', (_request, response, next) => {
    response.set(securityHeaders('ui'));
    next();
  });
  app.use('/ui', files);
  app.get('/ui/requests/:id', (request, response, next) => {
    // A terminal that follows the Link of a refusal is told the same in text; it has no use for a page of scripts.
    if (/text\/html/i.test(request.headers.accept ?? '')) return next();
    const { sandbox = 'default' } = request.query;
    const lines = explain(String(sandbox), request.params.id);
    if (lines) plain(response, 200, `${lines.join('\n')}\n`);
    else
      plain(response, 404, 'No such request in the journal: it may have been evicted, or belong to another sandbox.\n');
  });
  app.get('/ui/{*address}', (request, response) => {
    if (request.path.startsWith('/ui/assets/')) return plain(response, 404, 'No such file.\n');
    if (!existsSync(page)) return plain(response, 503, notBuilt);
    const [, , section = ''] = request.path.split('/');
    response.status(sections.has(section) ? 200 : 404);
    response.sendFile(page, { cacheControl: false, headers: { 'Cache-Control': askAgain } });
  });
  app.all('/ui{/*address}', (_request, response) => {
    response.setHeader('Allow', 'GET, HEAD');
    plain(response, 405, 'These are pages: GET and HEAD.\n');
  });
}

function plain(response: Response, status: number, text: string): void {
  response.status(status).set('Cache-Control', 'no-store').type('text/plain').send(text);
}
