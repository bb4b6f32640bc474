import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { buildDashboard, DashboardRig, WatchedBrowser } from '../support/dashboard-rig.ts';
import { pairOf } from '../support/documents.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { orderPath, provideOrder } from '../support/sample-orders.ts';

const browser = await launchChromium();
if (typeof browser === 'string') console.log(`skipped: every page of the dashboard (${browser})`);

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let rig: DashboardRig;
let built: Awaited<ReturnType<typeof buildDashboard>>;

beforeAll(async () => {
  built = await buildDashboard();
  rig = await DashboardRig.start({ dashboardFolder: built.folder });
});

afterAll(async () => {
  await rig?.server.close();
  built?.remove();
  if (typeof browser !== 'string') await browser.close();
});

describe('the files of the dashboard', () => {
  const assets = () => readdirSync(join(built.folder, 'assets'));

  it('are under 300 kB when compressed', () => {
    const files = [join(built.folder, 'index.html'), ...assets().map((name) => join(built.folder, 'assets', name))];
    const bytes = files.reduce((total, file) => total + gzipSync(readFileSync(file)).length, 0);
    expect(bytes).toBeLessThan(300_000);
  });

  it('hold no inline script or style and no address of anybody else', () => {
    const page = readFileSync(join(built.folder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/);
    for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\/ui\//);
  });

  it.each([
    ['/', 302, undefined, undefined],
    ['/ui', 302, undefined, undefined],
    ['/ui/', 200, 'text/html', 'no-cache'],
    ['/ui/orders/31755080?tab=requests', 200, 'text/html', 'no-cache'],
    ['/ui/callbacks/an-event/attempts/2', 200, 'text/html', 'no-cache'],
    ['/ui/assets', 200, 'text/html', 'no-cache'],
    ['/ui/requests?status=refused', 200, 'text/html', 'no-cache'],
    ['/ui/nonsense/1', 404, 'text/html', 'no-cache'],
    ['/ui/favicon.svg', 200, 'image/svg+xml', 'no-cache'],
    ['/ui/assets/none.js', 404, 'text/plain', 'no-store'],
    ['/favicon.ico', 302, undefined, undefined],
  ])('%s is answered %i', async (path, status, type, cache) => {
    const answer = await fetch(rig.server.baseUrl + path, { redirect: 'manual' });
    expect(answer.status).toBe(status);
    if (type) expect(answer.headers.get('content-type')).toContain(type);
    if (cache) expect(answer.headers.get('cache-control')).toBe(cache);
    if (path.startsWith('/ui/')) {
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('are kept for good where their name says what is in them, and take no other method', async () => {
    for (const name of assets()) {
      const answer = await fetch(`${rig.server.baseUrl}/ui/assets/${name}`);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
    const answer = await fetch(`${rig.server.baseUrl}/ui/orders`, { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/**
 * Every rule in the one theme, and in the other one what a theme can change. What surrounds every page is looked at once.
 * Where time does not matter (FULL) everything is looked at everywhere.
 */
async function violations(page: Page, colorScheme: string, whole: boolean): Promise<string[]> {
  const where = whole || process.env.FULL ? 'document' : '[...document.querySelectorAll("main, dialog")]';
  const some = colorScheme === 'dark' && !process.env.FULL ? 'runOnly: ["color-contrast", "link-in-text-block"],' : '';
  const found = await page.evaluate<Violation[]>(
    `axe.run(${where}, { ${some} resultTypes: ["violations"] }).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** Anything to press must be 24 by 24, unless it is a word in a sentence (WCAG 2.2, 2.5.8). */
const smallTargets = `[...document.querySelectorAll('a, button, input, select, summary')]
  .filter((one) => one.getClientRects().length > 0 && !one.closest('p, dd, .toast-place, .skip, td'))
  .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
  .filter(([one, { width, height }]) => (width < 24 || height < 24) && !one.matches('.skip'))
  .map(([one, { width, height }]) => one.outerHTML.slice(0, 160) + ' is ' + width + ' by ' + height)`;

describe.skipIf(typeof browser === 'string')('every page of the dashboard', () => {
  const open = (options?: Parameters<typeof WatchedBrowser.open>[1]) => WatchedBrowser.open(browser as never, options);

  it('has no violation of accessibility in either theme, and nothing too small to press', async () => {
    await rig.createSandbox('pages');
    const order = await rig.placeOrder('pages', 'PO-1');
    await rig.customer('pages', 'POST', orderPath, { externalId: 'PO-2', productOrderItem: [{ id: '1' }] });
    await rig.customer('pages', 'GET', '/v1/productOrderManagement/productOrders');
    const setbackOrderId = await rig.placeOrder('pages', 'PO-3');
    await rig.control('POST', '/sandboxes/pages/setbacks', {
      match: { orderId: setbackOrderId },
      setback: 'ecc-raised',
    });
    await rig.advance('pages', { by: '10 working days' });
    const [event] = (await rig.control('GET', '/sandboxes/pages/events?limit=1')).items;
    const refused = (await rig.control('GET', '/sandboxes/pages/requests?status=refused')).items;
    const [address] = (await rig.control('GET', '/sandboxes/pages/addresses?limit=1')).items;
    await rig.control('POST', '/sandboxes/pages/fault-injections', { operation: 'callback', status: 503, times: 2 });

    const watched = await open({ colorScheme: 'light' });
    const page = await watched.visit(rig.pageUrl('', 'pages'));
    await page.evaluate(axeSource);
    const pages: readonly (readonly [path: string, ready: string])[] = [
      ['', '.stream-row'],
      ['orders', '.row'],
      [`orders/${order}`, '.node.future'],
      [`orders/${order}?tab=callbacks`, '.plain-list'],
      [`orders/${order}?tab=payload&view=diff`, '.table'],
      [`orders/${setbackOrderId}?waiting=yes`, '.open-actions'],
      [`callbacks/${event.eventId}`, '.json'],
      [`requests/${refused[0].id}`, '.violations'],
      [`requests/${pairOf(refused)[1].id}`, '.near-misses'],
      ['scenarios', '.card'],
      ['scenarios/demo', '.mini-step'],
      ['scenarios?view=setbacks', '.card'],
      ['scenarios?view=fault-injections', '.card'],
      ['quotes', '.empty'],
      [`addresses/${address.id}`, '.json'],
      ['qualifications', '.empty'],
      ['appointments', '.empty'],
      ['assets', '.empty'],
      ['settings', '.table'],
      ['nowhere', 'h1'],
    ];
    const wrong: string[] = [];
    const look = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        wrong.push(
          ...(await violations(page, colorScheme, name === '')).map((one) => `${name} (${colorScheme}): ${one}`),
        );
      }
      wrong.push(...(await page.evaluate<string[]>(smallTargets)).map((one) => `${name}: ${one}`));
    };
    for (const [path, ready] of pages) {
      const target = new URL(rig.pageUrl(path, 'pages'));
      // Within the page, as its own links do it: nothing is loaded again.
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(target.pathname + target.search)})`);
      await page.evaluate('dispatchEvent(new PopStateEvent("popstate"))');
      await page.locator(`main ${ready}`).first().waitFor();
      await look(path);
    }
    // A list of which the length is known and no row is read yet scrolls by itself.
    let read = (): void => undefined;
    const held = new Promise<void>((done) => {
      read = done;
    });
    let lists = 0;
    await page.route(/_sandbox.*addresses\?/, async (route) => {
      lists += 1;
      if (lists > 1) await held;
      await route.continue();
    });
    await page.goto(rig.pageUrl('addresses', 'pages'));
    await page.evaluate(axeSource);
    await page.locator('main .waiting-row').first().waitFor();
    await look('addresses, none read');
    read();
    await page.locator('main a.row').first().waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await look('keyboard help');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.getByRole('dialog').waitFor();
    await look('search');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More…' }).first().click();
    await page.getByRole('dialog').waitFor();
    await look('clock');
    expect(wrong).toEqual([]);
    expect(await watched.close()).toEqual([]);
  });

  it('shows what strangers sent as text and as nothing else', async () => {
    const listener = createServer((_, response) => {
      response.writeHead(500, { 'content-type': 'text/html', 'x-hostile': '<script>alert(13)</script>' });
      response.end(hostileTexts.join('\n'));
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    await rig.createSandbox('hostile', {
      callback: { url: `http://127.0.0.1:${port}/<script>alert(14)</script>` },
      duns: '210000002',
      seed: hostileTexts[0],
      portalLoginId: hostileTexts[1],
    });
    const orders: string[] = [];
    for (const text of hostileTexts) {
      const body = JSON.parse(JSON.stringify(provideOrder(text)), (name, value) =>
        ['givenName', 'familyName', 'CompanyName', 'Room', 'floor', 'HSHazards'].includes(name) ? text : value,
      );
      const made = await rig.customer('hostile', 'POST', orderPath, { ...body, [text]: text, note: [{ text }] });
      if (made.id) orders.push(made.id);
      await rig.customer('hostile', 'POST', orderPath, { externalId: text, [text]: { [text]: text } });
      await rig.customer('hostile', 'GET', `${orderPath}?externalId=${encodeURIComponent(text)}`);
      await rig.customer('hostile', 'GET', `/v1/${encodeURIComponent(text)}`).catch(() => undefined);
    }
    expect(orders.length).toBeGreaterThan(0);
    await rig.advance('hostile', { by: '2 working days' });
    const events = (await rig.control('GET', '/sandboxes/hostile/events')).items;
    const requests = (await rig.control('GET', '/sandboxes/hostile/requests?limit=1000')).items;

    const watched = await open();
    const page = await watched.visit(rig.pageUrl('', 'hostile'));
    const addresses = [
      '',
      'orders',
      ...orders.map((id) => `orders/${id}?tab=notes`),
      `orders/${orders[0]}?tab=payload&view=diff`,
      'callbacks',
      ...events.slice(0, 2).map(({ eventId }) => `callbacks/${eventId}/attempts/1`),
      ...requests.map(({ id }) => `requests/${id}`),
      `orders?q=${encodeURIComponent(hostileTexts[1] as string)}`,
      `requests?operation=${encodeURIComponent(hostileTexts[2] as string)}`,
      `scenarios/${encodeURIComponent(hostileTexts[3] as string)}`,
      'settings',
    ];
    for (const path of addresses) {
      const target = new URL(rig.pageUrl(path, 'hostile'));
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(target.pathname + target.search)})`);
      await page.evaluate('dispatchEvent(new PopStateEvent("popstate"))');
      await page.locator('main :is(.detail, .page, .split, .note, .empty)').first().waitFor();
      await page.locator('main:not(:has(.loading))').waitFor();
    }
    await page.goto(rig.pageUrl(`orders/${orders[0]}`, 'hostile'));
    await page.getByRole('heading', { name: hostileTexts[0] as string }).waitFor();
    const [accepted] = (await rig.control('GET', '/sandboxes/hostile/requests?status=201&limit=1')).items;
    await page.goto(rig.pageUrl(`requests/${accepted.id}`, 'hostile'));
    const noted = page.locator('section', { has: page.getByRole('heading', { name: 'Notes' }) }).getByRole('listitem');
    await noted.first().waitFor();
    expect(await noted.allTextContents()).toContain('/<script>alert(1)<~1script>: unknown member, ignored');
    // Whatever became an element would be one of these.
    expect(await page.locator('main :is(script, iframe, style, img, [onload], [onerror])').count()).toBe(0);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(await watched.close()).toEqual([]);
    listener.close();
  });
});
