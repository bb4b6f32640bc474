import { execFile, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { summarizeOrder } from '../../src/dashboard/models/order-summary.ts';
import { hasSeveralItems, timelineNodes } from '../../src/dashboard/orders/timeline-nodes.ts';
import { launchChromium } from '../support/chromium.ts';
import { buildDashboard, DashboardRig, WatchedBrowser } from '../support/dashboard-rig.ts';

const browser = await launchChromium();
if (typeof browser === 'string') console.log(`skipped: the dashboard in a browser (${browser})`);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.log('skipped: the lines of Home, as pasted (no curl on this machine)');

const pollOptions = { timeout: 30_000 };

/** A customer's listener that can be made to fail. */
interface Listener {
  readonly url: string;
  readonly received: string[];
  status: number;
  readonly server: Server;
}

async function listen(): Promise<Listener> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (piece) => received.push(String(piece)));
    request.on('end', () => response.writeHead(listener.status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const listener: Listener = { url: `http://127.0.0.1:${port}/hook`, received, status: 204, server };
  return listener;
}

it('an order of several items: dates stand with the item they are of, and it is promised when the last one is', () => {
  const at = '2026-01-06T09:00:00Z';
  const entry = (kind: string, itemId: string, text: string) => ({ at, kind, itemId, text });
  const past = [
    entry('event', 'ACCESS', 'inProgress: Order validated'),
    entry('event', 'FLOW', 'inProgress: Order validated'),
    entry('date-change', 'ACCESS', 'CPD is 2026-02-19'),
    entry('date-change', 'FLOW', 'CPD is 2026-02-23'),
  ];
  const nodes = timelineNodes(past, []);
  expect(nodes.map(({ entry: { itemId }, notes }) => [itemId, notes])).toEqual([
    ['ACCESS', ['CPD is 2026-02-19']],
    ['FLOW', ['CPD is 2026-02-23']],
  ]);
  const timeline = { orderId: '12345678', state: 'inProgress', past, future: [] };
  expect([timeline, { ...timeline, past: past.slice(2, 3) }].map(hasSeveralItems)).toEqual([true, false]);
  const productOrderItem = ['2026-02-19', '2026-02-23', undefined].map((customerPromisedDate) => ({
    customerPromisedDate,
  }));
  expect(summarizeOrder({ id: '12345678', productOrderItem } as never).promisedDate).toBe('2026-02-23');
});

// A browser on a machine that is busy with other tests is slow, not wrong.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(typeof browser === 'string')('the dashboard in a browser', () => {
  let rig: DashboardRig;
  let listener: Listener;
  let built: Awaited<ReturnType<typeof buildDashboard>>;
  const open = (options?: Parameters<typeof WatchedBrowser.open>[1]) => WatchedBrowser.open(browser as never, options);

  beforeAll(async () => {
    built = await buildDashboard();
    rig = await DashboardRig.start({ dashboardFolder: built.folder });
    listener = await listen();
  });

  afterAll(async () => {
    if (typeof browser !== 'string') await browser.close();
    await rig?.server.close();
    listener?.server.close();
    built?.remove();
  });

  it.skipIf(!hasCurl)('the four first steps tick themselves off as the pasted lines are run', async () => {
    await rig.createSandbox('steps');
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('', 'steps'));
    const steps = page.locator('.steps li');
    await expect.poll(() => steps.count(), pollOptions).toBe(4);
    for (const [at, answer] of [/access_token/, /AB15 7XY/, /"id":"[0-9]{8}"/].entries()) {
      const line = await steps.nth(at).locator('.command code').textContent();
      const { stdout } = await promisify(execFile)('sh', ['-c', line as string], { timeout: 20_000 });
      expect(stdout).toMatch(answer);
      await steps.nth(at).and(page.locator('.done')).waitFor();
    }
    await steps.nth(3).getByRole('button', { name: 'Next milestone', exact: true }).click();
    await page.getByText('You have completed the first steps').waitFor();
    await page.mouse.move(1, 1);
    await page.locator('.stream-row', { hasText: 'Validated' }).first().waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a trainer points at the future, reaches it on two screens, breaks the endpoint and mends it', async () => {
    await rig.createSandbox('trainer', { callback: { url: listener.url } });
    const id = await rig.placeOrder('trainer', 'PO-7');
    const watched = await open();
    const timeline = await watched.visit(rig.pageUrl(`orders/${id}`, 'trainer'));
    const inbox = await watched.visit(rig.pageUrl('callbacks', 'trainer'));
    const future = timeline.locator('.node.future');
    await future.first().waitFor();
    expect(await future.first().textContent()).toContain('Validated');
    expect(await future.first().textContent()).toContain('due Tue 06 Jan 09:00');
    expect(await future.last().textContent()).toContain('KCI3');
    await inbox.locator('.row', { hasText: 'Delivered' }).first().waitFor();

    await timeline.getByRole('button', { name: 'Next milestone', exact: true }).first().click();
    const validated = timeline.locator('.node.past', { hasText: 'Validated' });
    await validated.locator('.node-callback', { hasText: 'delivered, 204' }).waitFor();
    await inbox.locator('.row', { hasText: 'Validated' }).waitFor();

    listener.status = 503;
    await timeline.getByRole('button', { name: 'Next milestone', exact: true }).first().click();
    await timeline
      .locator('.node.past', { hasText: 'KCI1' })
      .locator('.node-callback', { hasText: 'retrying' })
      .waitFor();
    await inbox.locator('.callback-health', { hasText: '1 retrying' }).waitFor();
    await inbox.locator('.row', { hasText: 'Retrying' }).click();
    await inbox.locator('.attempt', { hasText: '503' }).waitFor();
    expect(await inbox.locator('.sentence', { hasText: 'Next attempt' }).textContent()).toContain('virtual time');
    await inbox.getByRole('button', { name: 'Show the call of Resend' }).click();
    expect(await inbox.locator('.popover code').textContent()).toMatch(/^curl -X POST '.+\/events\/.+\/resend'/);
    await inbox.keyboard.press('Escape');

    listener.status = 204;
    await inbox.getByRole('button', { name: 'Retry now', exact: true }).click();
    await inbox.locator('.detail-facts', { hasText: 'Delivered' }).waitFor();
    expect(await inbox.locator('.attempt').count()).toBe(2);
    expect(await watched.close()).toEqual([]);
  });

  it('a setback changes the future of a running order, says why not when it is too late, and asks for answers', async () => {
    await rig.createSandbox('whatif');
    const id = await rig.placeOrder('whatif', 'PO-60');
    await rig.advance('whatif', { by: '4 working days' });
    const watched = await open();
    const page = await watched.visit(rig.pageUrl(`orders/${id}`, 'whatif'));
    await page.locator('.node.future').first().waitFor();
    await page.getByLabel('Setback').selectOption('billing-account-unknown');
    await page.getByRole('button', { name: 'Attach to this order', exact: true }).click();
    await page.locator('.toast', { hasText: 'cannot be rejected any more' }).waitFor();

    await page.getByLabel('Setback').selectOption('ecc-raised');
    await page.getByRole('button', { name: 'Attach to this order', exact: true }).click();
    await page.locator('.node.future', { hasText: 'setback: ecc-raised' }).waitFor();
    await page.getByRole('button', { name: 'Next milestone', exact: true }).first().click();
    await page.locator('.open-actions', { hasText: 'Accept or decline' }).waitFor();
    await page.locator('.sentence', { hasText: 'waiting for your answer' }).waitFor();
    await page.goto(rig.pageUrl('', 'whatif'));
    await page.getByRole('link', { name: '1 Orders waiting for you' }).click();
    await page.locator('.row', { hasText: 'Accept or decline' }).click();
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.locator('.open-actions').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'To completion', exact: true }).first().click();
    await page.locator('.detail-facts', { hasText: 'Completed' }).waitFor();
    await page.getByRole('link', { name: 'Assets', exact: true }).click();
    await page.locator('.row').click();
    await page.locator('.json', { hasText: 'ETHA' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a fault is set, seen and mended with a click each; a story is shown before it is applied', async () => {
    await rig.createSandbox('faults', { callback: { url: listener.url } });
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('scenarios', 'faults'));
    await page.getByRole('link', { name: 'Fault injections' }).click();
    const card = page.locator('.card', { hasText: 'Callback endpoint down' });
    await card.getByRole('button', { name: 'Inject', exact: true }).click();
    await page.locator('.applied', { hasText: '5 of 5 left' }).waitFor();
    await rig.placeOrder('faults', 'PO-70');
    await page.locator('.applied', { hasText: '4 of 5 left' }).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.locator('.applied').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Order setbacks' }).click();
    await page.locator('.card', { hasText: 'blocked duct' }).first().waitFor();

    await page.goto(rig.pageUrl('scenarios/demo', 'faults'));
    await page.locator('.mini-step').first().waitFor();
    await page.getByRole('button', { name: 'Apply to the sandbox faults', exact: true }).click();
    await page.locator('.note.good').waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('in presenter mode secrets are hidden, ids are short, and a reset keeps the bookmark', async () => {
    await rig.createSandbox('room');
    const id = await rig.placeOrder('room', 'PO-8');
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('settings', 'room'));
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByText('secret-room').waitFor();
    await page.getByLabel('Presenter mode').check();
    expect(await page.getByText('secret-room').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Reveal' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Reset room…' }).click();
    await page.getByRole('dialog').getByText('Other sandboxes are not affected').waitFor();
    await page.getByRole('button', { name: 'Reset room', exact: true }).click();
    await page.getByText('room has been reset').waitFor();
    expect(await rig.placeOrder('room', 'PO-8')).toBe(id);
    await page.goto(rig.pageUrl(`orders/${id}`, 'room'));
    await page.getByRole('heading', { name: 'PO-8' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('the clock is previewed before it is moved', async () => {
    await rig.createSandbox('ahead');
    await rig.placeOrder('ahead', 'PO-9');
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('orders', 'ahead'));
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByLabel('+10 working days').check();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('3 milestones, 3 callbacks due').waitFor();
    expect((await rig.control('GET', '/sandboxes/ahead/clock')).now).toBe('2026-01-05T09:00:00Z');
    await page.getByRole('button', { name: 'Advance the clock', exact: true }).click();
    await page.locator('.clock-face', { hasText: 'Mon 19 Jan 2026 09:00' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a refused request shows its faults on the lines of its body, and a wrong path what was meant', async () => {
    await rig.createSandbox('refused');
    const path = '/v1/productOrderingManagement/productOrder';
    const order = {
      externalId: 'PO-10',
      productOrderItem: [{ id: '1', action: 'add', product: { productSpecification: { id: 'Etherway' } } }],
    };
    await rig.customer('refused', 'POST', path, order);
    await rig.customer('refused', 'GET', '/v1/productOrderManagement/productOrders').catch(() => undefined);
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('requests', 'refused'));
    await page.getByRole('link', { name: /^Rejected/ }).click();
    await page.locator('.row', { hasText: 'createProductOrder' }).click();
    await page.locator('.violations li').first().waitFor();
    expect(await page.locator('.line.flagged').count()).toBeGreaterThan(0);
    await page.reload();
    await page.locator('.violations li').first().waitFor();
    expect(await page.locator('.chip[aria-current]', { hasText: 'Rejected' }).count()).toBe(1);

    await page.getByRole('button', { name: 'Edit & replay' }).click();
    await page.getByRole('textbox', { name: 'Body' }).fill(JSON.stringify({ ...order, externalId: 'PO-11' }));
    await page.getByRole('button', { name: 'Send request', exact: true }).click();
    await page.getByRole('link', { name: /^replays req_/ }).waitFor();
    expect(await page.locator('.json').first().textContent()).toContain('PO-11');

    await page.locator('.row', { hasText: '404' }).click();
    await page.locator('.near-misses', { hasText: 'listProductOrder' }).waitFor();
    expect(await page.locator('.criterion.fits').count()).toBeGreaterThan(0);
    expect(await watched.close()).toEqual([]);
  });

  it('everything can be done from the keyboard', async () => {
    await rig.createSandbox('keys');
    for (const name of ['PO-20', 'PO-21', 'PO-22']) await rig.placeOrder('keys', name);
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('', 'keys'));
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.locator('.row', { hasText: 'PO-22' }).waitFor();
    await page.keyboard.press('j');
    await expect.poll(focused, pollOptions).toContain('PO-22');
    await page.keyboard.press('j');
    await expect.poll(focused, pollOptions).toContain('PO-21');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'PO-21' }).waitFor();
    await page.keyboard.press('n');
    await page.locator('.node.past', { hasText: 'Validated' }).waitFor();
    await page.keyboard.press('u');
    await expect.poll(focused, pollOptions).toContain('PO-21');
    await page.keyboard.press('k');
    await expect.poll(focused, pollOptions).toContain('PO-22');
    await page.keyboard.press('/');
    await page.getByRole('searchbox', { name: 'Id, postcode' }).waitFor();
    await page.keyboard.type('PO-20');
    await page.locator('.hits a', { hasText: 'PO-20' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'PO-20' }).waitFor();
    await page.keyboard.press('?');
    // The dialog takes the focus when it opens.
    await page.locator('dialog[open]').waitFor();
    const shortcuts = page.getByLabel('Single-key shortcuts');
    await shortcuts.press('Space');
    await expect.poll(() => shortcuts.isChecked(), pollOptions).toBe(false);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    expect(page.url()).toContain('/ui/orders/');
    // Without the shortcuts, Tab reaches everything: the skip link first.
    await page.goto(rig.pageUrl('', 'keys'));
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Skip to the page');
    expect(await watched.close()).toEqual([]);
  });

  it('rows that come while somebody reads wait behind a pill', async () => {
    await rig.createSandbox('calm');
    for (let n = 0; n < 12; n += 1)
      await rig.customer('calm', 'GET', `/v1/productOrderingManagement/productOrder?limit=${n + 1}`);
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('requests', 'calm'));
    await page.locator('.row').first().hover();
    const first = await page.locator('.row').first().textContent();
    for (let n = 0; n < 4; n += 1) await rig.customer('calm', 'GET', '/v1/productOrderingManagement/productOrder');
    await page.getByRole('button', { name: '4 new' }).waitFor();
    expect(await page.locator('.row').first().textContent()).toBe(first);
    await page.getByRole('button', { name: '4 new' }).click();
    await expect.poll(() => page.locator('.row').first().textContent(), pollOptions).not.toBe(first);
    expect(await watched.close()).toEqual([]);
  });

  it('two tabs share one stream, and the one that stays takes it over', async () => {
    await rig.createSandbox('tabs');
    const watched = await open();
    const before = (await rig.control('GET', '/status')).streams;
    const one = await watched.visit(rig.pageUrl('orders', 'tabs'));
    const two = await watched.visit(rig.pageUrl('orders', 'tabs'));
    expect((await rig.control('GET', '/status')).streams - before).toBe(1);
    await rig.placeOrder('tabs', 'PO-30');
    await Promise.all([one, two].map((page) => page.locator('.row', { hasText: 'PO-30' }).waitFor()));
    await one.close();
    await rig.placeOrder('tabs', 'PO-31');
    await two.locator('.row', { hasText: 'PO-31' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('after a restart the page connects again and shows the new state', async () => {
    let other = await DashboardRig.start({ dashboardFolder: built.folder });
    await other.placeOrder('default', 'PO-40');
    const watched = await open();
    const page = await watched.visit(other.pageUrl('orders'));
    await page.locator('.row', { hasText: 'PO-40' }).waitFor();
    other = await other.restart();
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    await page.locator('.row', { hasText: 'PO-40' }).waitFor({ state: 'detached' });
    await other.placeOrder('default', 'PO-41');
    await page.locator('.row', { hasText: 'PO-41' }).waitFor();
    await watched.close();
    await other.server.close();
    expect(watched.problems).toEqual([]);
  });

  it('lists and timelines of ten thousand open with a window of rows, and every row can be reached', async () => {
    await rig.createSandbox('many');
    await fillWith(rig, 'many', 10_000);
    const watched = await open();
    const page = await watched.visit(rig.pageUrl('settings', 'many'));
    for (const [section, name] of [
      ['orders', 'Orders'],
      ['callbacks', 'Callbacks'],
    ]) {
      await page.evaluate('performance.mark("asked")');
      await page.getByRole('link', { name: name as string, exact: true }).click();
      await page.locator(`.rows li[aria-setsize="10000"][aria-posinset="1"] a`).waitFor();
      const took = await page.evaluate<number>('performance.measure("open", "asked").duration');
      console.log(`${section}: 10,000 rows open in ${Math.round(took)} ms`);
      if (process.env.FULL) expect(took).toBeLessThan(1000);
      expect(await page.locator('.rows li').count(), section).toBeLessThan(80);
      await page.evaluate('document.querySelector(".rows").scrollTo(0, 1e9)');
      await page.locator('.rows li[aria-posinset="10000"] a').waitFor();
    }
    const [oldest] = (await rig.control('GET', '/sandboxes/many/orders?limit=1')).items;
    await page.goto(rig.pageUrl(`orders/${oldest.id}`, 'many'));
    await page.locator('.timeline .now-line').waitFor();
    expect(await page.locator('.node').count()).toBeLessThan(120);
    expect(await watched.close()).toEqual([]);
  });

  it('on a narrow screen the detail takes the place of the list', async () => {
    await rig.createSandbox('narrow');
    await rig.placeOrder('narrow', 'PO-50');
    const watched = await open({ viewport: { width: 390, height: 800 } });
    const page = await watched.visit(rig.pageUrl('orders', 'narrow'));
    await page.locator('.row').click();
    await page.getByRole('heading', { name: 'PO-50' }).waitFor();
    expect(await page.locator('.list-pane').isVisible()).toBe(false);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.locator('.list-pane').waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Callbacks', exact: true }).click();
    await page.getByRole('heading', { name: 'Callbacks' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a shared server is read with its control token', async () => {
    const guarded = await DashboardRig.start({ dashboardFolder: built.folder, controlToken: 'open-sesame' });
    const watched = await open();
    const page = await watched.context.newPage();
    await page.goto(guarded.pageUrl(''));
    await page.getByLabel('Control token').fill('open-sesame');
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByRole('heading', { name: 'Getting started' }).waitFor();
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    await watched.close();
    await guarded.server.close();
    expect(watched.problems).toEqual([]);
  });
});

/** Makes one order and one event into many, through the saved state. */
async function fillWith(rig: DashboardRig, sandbox: string, count: number): Promise<void> {
  await rig.placeOrder(sandbox, 'PO-0');
  const state = await rig.control('GET', `/sandboxes/${sandbox}/state`);
  const { orders, progress, events } = state.documents as { readonly [collection: string]: Entry[] };
  const [[orderId, order]] = orders as [Entry];
  const [[, progressEntry]] = progress as [Entry];
  const [[, event]] = events as [Entry];
  for (let n = 1; n < count; n += 1) {
    const id = String(10_000_000 + n);
    if (id === orderId) continue;
    orders?.push([id, { ...order, orderId: id, externalId: `PO-${n}` }]);
    progress?.push([id, { ...progressEntry, orderId: id, externalId: `PO-${n}` }]);
    // All of them about the first order, so that one timeline is as long as the list.
    const eventId = `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;
    events?.push([eventId, { ...event, eventId, ordinal: n + 1, seq: n + 1 }]);
  }
  await rig.server.sandboxes.loadState(sandbox, state);
}

/** As a saved state holds its documents. */
type Entry = [key: string, document: object];
