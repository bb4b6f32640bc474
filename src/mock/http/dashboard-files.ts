import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Response } from 'express';
import { securityHeaders } from '#http/guard/access-guard';
import { dataFolder } from '#runtime/data-folder';

/** Names under assets/ contain a hash of the content, so browsers may cache them forever. */
const immutableCaching = 'public, max-age=31536000, immutable';
/** Everything else is revalidated, and answered 304 when unchanged. */
const revalidatedCaching = 'no-cache';

const dashboardNotBuiltText =
  'The dashboard has not been built: run `npm run build`. The control API at /_sandbox/v1 works without it.\n';

/** The sections of the page; any other path below /ui/ is unknown. */
const dashboardSections = new Set(
  ['', 'orders', 'callbacks', 'requests', 'scenarios', 'settings']
    // The document kinds that the page can browse.
    .concat(['quotes', 'addresses', 'qualifications', 'appointments', 'assets']),
);

/** Explains an answer in lines of text; undefined when the sandbox or the request does not exist. */
export type ExplainRequest = (sandboxId: string, requestId: string) => readonly string[] | undefined;

/**
 * Serves the dashboard: static files under /ui/, with the strict policy of the access guard. Every other path below
 * /ui/ is an address inside the page (an order, a filter, one attempt of a callback) and gets the page itself.
 */
export function addDashboard(app: Express, explainRequest: ExplainRequest, folder = dataFolder('dashboard')): void {
  const indexFile = join(folder, 'index.html');
  const staticFiles = express.static(folder, {
    index: false,
    redirect: false,
    cacheControl: false,
    setHeaders: (response, file) =>
      void response.setHeader(
        'Cache-Control',
        file.startsWith(join(folder, 'assets')) ? immutableCaching : revalidatedCaching,
      ),
  });
  app.get(['/', '/ui'], (_request, response) => response.redirect(302, '/ui/'));
  app.get('/favicon.ico', (_request, response) => response.redirect(302, '/ui/favicon.svg'));
  app.use('/ui', (_request, response, next) => {
    response.set(securityHeaders('ui'));
    next();
  });
  app.use('/ui', staticFiles);
  app.get('/ui/requests/:id', (request, response, next) => {
    // A terminal that follows a refusal's Link gets the explanation as text, because it cannot run the page.
    if (/text\/html/i.test(request.headers.accept ?? '')) return next();
    const { sandbox = 'default' } = request.query;
    const lines = explainRequest(String(sandbox), request.params.id);
    if (lines) sendPlainText(response, 200, `${lines.join('\n')}\n`);
    else
      sendPlainText(
        response,
        404,
        'The journal has no such request. It may have been evicted, or belong to another sandbox.\n',
      );
  });
  app.get('/ui/{*address}', (request, response) => {
    if (request.path.startsWith('/ui/assets/')) return sendPlainText(response, 404, 'File not found.\n');
    if (!existsSync(indexFile)) return sendPlainText(response, 503, dashboardNotBuiltText);
    const [, , section = ''] = request.path.split('/');
    response.status(dashboardSections.has(section) ? 200 : 404);
    response.sendFile(indexFile, { cacheControl: false, headers: { 'Cache-Control': revalidatedCaching } });
  });
  app.all('/ui{/*address}', (_request, response) => {
    response.setHeader('Allow', 'GET, HEAD');
    sendPlainText(response, 405, 'Pages support GET and HEAD only.\n');
  });
}

function sendPlainText(response: Response, status: number, text: string): void {
  response.status(status).set('Cache-Control', 'no-store').type('text/plain').send(text);
}
