import { execFile, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { orderFacts } from '../src/dashboard/orders/order-facts.ts';
import { hasSeveralItems, timelineNodes } from '../src/dashboard/orders/timeline-nodes.ts';
import { launchChromium } from './support/chromium.ts';
import { buildDashboard, DashboardDesk, Watched } from './support/dashboard-desk.ts';

const browser = await launchChromium();
if (typeof browser === 'string') console.log(`skipped: the dashboard in a browser (${browser})`);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasCurl) console.log('skipped: the lines of Home, as pasted (no curl on this machine)');

const patience = { timeout: 30_000 };

/** A customer's listener that can be told to be unwell. */
interface Listener {
  readonly url: string;
  readonly heard: string[];
  status: number;
  readonly server: Server;
}

async function listen(): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (piece) => heard.push(String(piece)));
    request.on('end', () => response.writeHead(listener.status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const listener: Listener = { url: `http://127.0.0.1:${port}/hook`, heard, status: 204, server };
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
  expect(orderFacts({ id: '12345678', productOrderItem } as never).promised).toBe('2026-02-23');
});

// A browser on a machine that is busy with other tests is slow, not wrong.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(typeof browser === 'string')('the dashboard in a browser', () => {
  let desk: DashboardDesk;
  let listener: Listener;
  let built: Awaited<ReturnType<typeof buildDashboard>>;
  const open = (options?: Parameters<typeof Watched.open>[1]) => Watched.open(browser as never, options);

  beforeAll(async () => {
    built = await buildDashboard();
    desk = await DashboardDesk.start({ dashboard: built.folder });
    listener = await listen();
  });

  afterAll(async () => {
    if (typeof browser !== 'string') await browser.close();
    await desk?.box.close();
    listener?.server.close();
    built?.remove();
  });

  it.skipIf(!hasCurl)('the four first steps tick themselves off as the pasted lines are run', async () => {
    await desk.sandbox('steps');
    const watched = await open();
    const page = await watched.visit(desk.address('', 'steps'));
    const steps = page.locator('.steps li');
    await expect.poll(() => steps.count(), patience).toBe(4);
    for (const [at, answer] of [/access_token/, /AB15 7XY/, /"id":"[0-9]{8}"/].entries()) {
      const line = await steps.nth(at).locator('.command code').textContent();
      const { stdout } = await promisify(execFile)('sh', ['-c', line as string], { timeout: 20_000 });
      expect(stdout).toMatch(answer);
      await steps.nth(at).and(page.locator('.done')).waitFor();
    }
    await steps.nth(3).getByRole('button', { name: 'Next milestone', exact: true }).click();
    await page.getByText('The four first steps are done').waitFor();
    await page.mouse.move(1, 1);
    await page.locator('.stream-row', { hasText: 'Validated' }).first().waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a trainer points at the future, reaches it on two screens, breaks the endpoint and mends it', async () => {
    await desk.sandbox('trainer', { callback: { url: listener.url } });
    const id = await desk.order('trainer', 'PO-7');
    const watched = await open();
    const timeline = await watched.visit(desk.address(`orders/${id}`, 'trainer'));
    const inbox = await watched.visit(desk.address('callbacks', 'trainer'));
    const future = timeline.locator('.node.future');
    await future.first().waitFor();
    expect(await future.first().textContent()).toContain('Validated');
    expect(await future.first().textContent()).toContain('planned Tue 06 Jan 09:00');
    expect(await future.last().textContent()).toContain('KCI3');
    await inbox.locator('.row', { hasText: 'Delivered' }).first().waitFor();

    await timeline.getByRole('button', { name: 'Next milestone', exact: true }).first().click();
    const validated = timeline.locator('.node.past', { hasText: 'Validated' });
    await validated.locator('.hung', { hasText: 'delivered, 204' }).waitFor();
    await inbox.locator('.row', { hasText: 'Validated' }).waitFor();

    listener.status = 503;
    await timeline.getByRole('button', { name: 'Next milestone', exact: true }).first().click();
    await timeline.locator('.node.past', { hasText: 'KCI1' }).locator('.hung', { hasText: 'retrying' }).waitFor();
    await inbox.locator('.health', { hasText: '1 retrying' }).waitFor();
    await inbox.locator('.row', { hasText: 'Retrying' }).click();
    await inbox.locator('.rung', { hasText: '503' }).waitFor();
    expect(await inbox.locator('.sentence', { hasText: 'Next attempt' }).textContent()).toContain('virtual clock');
    await inbox.getByRole('button', { name: 'Show the call of Resend' }).click();
    expect(await inbox.locator('.popover code').textContent()).toMatch(/^curl -X POST '.+\/events\/.+\/resend'/);
    await inbox.keyboard.press('Escape');

    listener.status = 204;
    await inbox.getByRole('button', { name: 'Retry now', exact: true }).click();
    await inbox.locator('.detail-facts', { hasText: 'Delivered' }).waitFor();
    expect(await inbox.locator('.rung').count()).toBe(2);
    expect(await watched.close()).toEqual([]);
  });

  it('"what if" changes the future of a running order, says why not when it is too late, and asks for answers', async () => {
    await desk.sandbox('whatif');
    const id = await desk.order('whatif', 'PO-60');
    await desk.advance('whatif', { by: '4 working days' });
    const watched = await open();
    const page = await watched.visit(desk.address(`orders/${id}`, 'whatif'));
    await page.locator('.node.future').first().waitFor();
    await page.getByLabel('What if').selectOption('billing-account-unknown');
    await page.getByRole('button', { name: 'Let it happen to this order', exact: true }).click();
    await page.locator('.toast', { hasText: 'cannot be rejected any more' }).waitFor();

    await page.getByLabel('What if').selectOption('ecc-raised');
    await page.getByRole('button', { name: 'Let it happen to this order', exact: true }).click();
    await page.locator('.node.future', { hasText: 'trouble: ecc-raised' }).waitFor();
    await page.getByRole('button', { name: 'Next milestone', exact: true }).first().click();
    await page.locator('.asks', { hasText: 'Accept or decline' }).waitFor();
    await page.locator('.sentence', { hasText: 'waiting for your answer' }).waitFor();
    await page.goto(desk.address('', 'whatif'));
    await page.getByRole('link', { name: '1 Orders waiting for you' }).click();
    await page.locator('.row', { hasText: 'Accept or decline' }).click();
    await page.getByRole('button', { name: 'Accept', exact: true }).click();
    await page.locator('.asks').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'To completion', exact: true }).first().click();
    await page.locator('.detail-facts', { hasText: 'Completed' }).waitFor();
    await page.getByRole('link', { name: 'Assets', exact: true }).click();
    await page.locator('.row').click();
    await page.locator('.json', { hasText: 'ETHA' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a fault is set, seen and mended with a click each; a story is told before it is applied', async () => {
    await desk.sandbox('faults', { callback: { url: listener.url } });
    const watched = await open();
    const page = await watched.visit(desk.address('scenarios', 'faults'));
    await page.getByRole('link', { name: 'Faults of the wire' }).click();
    const card = page.locator('.card', { hasText: 'Callback endpoint down' });
    await card.getByRole('button', { name: 'Break it', exact: true }).click();
    await page.locator('.applied', { hasText: '5 of 5 left' }).waitFor();
    await desk.order('faults', 'PO-70');
    await page.locator('.applied', { hasText: '4 of 5 left' }).waitFor();
    await page.getByRole('button', { name: 'Mend', exact: true }).click();
    await page.locator('.applied').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Troubles of an order' }).click();
    await page.locator('.card', { hasText: 'blocked duct' }).first().waitFor();

    await page.goto(desk.address('scenarios/demo', 'faults'));
    await page.locator('.mini-step').first().waitFor();
    await page.getByRole('button', { name: 'Apply to the sandbox faults', exact: true }).click();
    await page.locator('.note.good').waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('in presenter mode secrets are hidden, ids are short, and a reset keeps the bookmark', async () => {
    await desk.sandbox('room');
    const id = await desk.order('room', 'PO-8');
    const watched = await open();
    const page = await watched.visit(desk.address('settings', 'room'));
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByText('secret-room').waitFor();
    await page.getByLabel('Presenter mode').check();
    expect(await page.getByText('secret-room').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Reveal' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Reset room…' }).click();
    await page.getByRole('dialog').getByText('Other sandboxes are not touched').waitFor();
    await page.getByRole('button', { name: 'Reset room', exact: true }).click();
    await page.getByText('room is back at its start').waitFor();
    expect(await desk.order('room', 'PO-8')).toBe(id);
    await page.goto(desk.address(`orders/${id}`, 'room'));
    await page.getByRole('heading', { name: 'PO-8' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('the clock is previewed before it is moved', async () => {
    await desk.sandbox('ahead');
    await desk.order('ahead', 'PO-9');
    const watched = await open();
    const page = await watched.visit(desk.address('orders', 'ahead'));
    await page.getByRole('button', { name: 'More…' }).click();
    await page.getByLabel('+10 working days').check();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('3 milestones, 3 callbacks will fire').waitFor();
    expect((await desk.control('GET', '/sandboxes/ahead/clock')).now).toBe('2026-01-05T09:00:00Z');
    await page.getByRole('button', { name: 'Move the clock', exact: true }).click();
    await page.locator('.clock-face', { hasText: 'Mon 19 Jan 2026 09:00' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('a refused request shows its faults on the lines of its body, and a wrong path what was meant', async () => {
    await desk.sandbox('refused');
    const path = '/v1/productOrderingManagement/productOrder';
    const order = {
      externalId: 'PO-10',
      productOrderItem: [{ id: '1', action: 'add', product: { productSpecification: { id: 'Etherway' } } }],
    };
    await desk.customer('refused', 'POST', path, order);
    await desk.customer('refused', 'GET', '/v1/productOrderManagement/productOrders').catch(() => undefined);
    const watched = await open();
    const page = await watched.visit(desk.address('requests', 'refused'));
    await page.getByRole('link', { name: /^Rejected/ }).click();
    await page.locator('.row', { hasText: 'createProductOrder' }).click();
    await page.locator('.faults li').first().waitFor();
    expect(await page.locator('.line.flagged').count()).toBeGreaterThan(0);
    await page.reload();
    await page.locator('.faults li').first().waitFor();
    expect(await page.locator('.chip[aria-current]', { hasText: 'Rejected' }).count()).toBe(1);

    await page.getByRole('button', { name: 'Edit & replay' }).click();
    await page.getByRole('textbox', { name: 'Body' }).fill(JSON.stringify({ ...order, externalId: 'PO-11' }));
    await page.getByRole('button', { name: 'Send it', exact: true }).click();
    await page.getByRole('link', { name: /^replays req_/ }).waitFor();
    expect(await page.locator('.json').first().textContent()).toContain('PO-11');

    await page.locator('.row', { hasText: '404' }).click();
    await page.locator('.near', { hasText: 'listProductOrder' }).waitFor();
    expect(await page.locator('.criterion.fits').count()).toBeGreaterThan(0);
    expect(await watched.close()).toEqual([]);
  });

  it('everything can be done from the keyboard', async () => {
    await desk.sandbox('keys');
    for (const name of ['PO-20', 'PO-21', 'PO-22']) await desk.order('keys', name);
    const watched = await open();
    const page = await watched.visit(desk.address('', 'keys'));
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.locator('.row', { hasText: 'PO-22' }).waitFor();
    await page.keyboard.press('j');
    await expect.poll(focused, patience).toContain('PO-22');
    await page.keyboard.press('j');
    await expect.poll(focused, patience).toContain('PO-21');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'PO-21' }).waitFor();
    await page.keyboard.press('n');
    await page.locator('.node.past', { hasText: 'Validated' }).waitFor();
    await page.keyboard.press('u');
    await expect.poll(focused, patience).toContain('PO-21');
    await page.keyboard.press('k');
    await expect.poll(focused, patience).toContain('PO-22');
    await page.keyboard.press('/');
    await page.getByRole('searchbox', { name: 'An id' }).waitFor();
    await page.keyboard.type('PO-20');
    await page.locator('.hits a', { hasText: 'PO-20' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'PO-20' }).waitFor();
    await page.keyboard.press('?');
    await page.getByLabel('Single-key shortcuts').press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    expect(page.url()).toContain('/ui/orders/');
    // Without the shortcuts, Tab reaches everything: the skip link first.
    await page.goto(desk.address('', 'keys'));
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('Skip to the page');
    expect(await watched.close()).toEqual([]);
  });

  it('rows that come while somebody reads wait behind a pill', async () => {
    await desk.sandbox('calm');
    for (let n = 0; n < 12; n += 1)
      await desk.customer('calm', 'GET', `/v1/productOrderingManagement/productOrder?limit=${n + 1}`);
    const watched = await open();
    const page = await watched.visit(desk.address('requests', 'calm'));
    await page.locator('.row').first().hover();
    const first = await page.locator('.row').first().textContent();
    for (let n = 0; n < 4; n += 1) await desk.customer('calm', 'GET', '/v1/productOrderingManagement/productOrder');
    await page.getByRole('button', { name: '4 new' }).waitFor();
    expect(await page.locator('.row').first().textContent()).toBe(first);
    await page.getByRole('button', { name: '4 new' }).click();
    await expect.poll(() => page.locator('.row').first().textContent(), patience).not.toBe(first);
    expect(await watched.close()).toEqual([]);
  });

  it('two tabs share one stream, and the one that stays takes it over', async () => {
    await desk.sandbox('tabs');
    const watched = await open();
    const before = (await desk.control('GET', '/status')).streams;
    const one = await watched.visit(desk.address('orders', 'tabs'));
    const two = await watched.visit(desk.address('orders', 'tabs'));
    expect((await desk.control('GET', '/status')).streams - before).toBe(1);
    await desk.order('tabs', 'PO-30');
    await Promise.all([one, two].map((page) => page.locator('.row', { hasText: 'PO-30' }).waitFor()));
    await one.close();
    await desk.order('tabs', 'PO-31');
    await two.locator('.row', { hasText: 'PO-31' }).waitFor();
    expect(await watched.close()).toEqual([]);
  });

  it('after a restart the page connects again and shows the new world', async () => {
    let other = await DashboardDesk.start({ dashboard: built.folder });
    await other.order('default', 'PO-40');
    const watched = await open();
    const page = await watched.visit(other.address('orders'));
    await page.locator('.row', { hasText: 'PO-40' }).waitFor();
    other = await other.restart();
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    await page.locator('.row', { hasText: 'PO-40' }).waitFor({ state: 'detached' });
    await other.order('default', 'PO-41');
    await page.locator('.row', { hasText: 'PO-41' }).waitFor();
    await watched.close();
    await other.box.close();
    expect(watched.wrong).toEqual([]);
  });

  it('lists and timelines of ten thousand open with a window of rows, and every row can be reached', async () => {
    await desk.sandbox('many');
    await fillWith(desk, 'many', 10_000);
    const watched = await open();
    const page = await watched.visit(desk.address('settings', 'many'));
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
    const [oldest] = (await desk.control('GET', '/sandboxes/many/orders?limit=1')).items;
    await page.goto(desk.address(`orders/${oldest.id}`, 'many'));
    await page.locator('.timeline .now-line').waitFor();
    expect(await page.locator('.node').count()).toBeLessThan(120);
    expect(await watched.close()).toEqual([]);
  });

  it('on a narrow screen the detail takes the place of the list', async () => {
    await desk.sandbox('narrow');
    await desk.order('narrow', 'PO-50');
    const watched = await open({ viewport: { width: 390, height: 800 } });
    const page = await watched.visit(desk.address('orders', 'narrow'));
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

  it('a shared server is asked for with its control token', async () => {
    const guarded = await DashboardDesk.start({ dashboard: built.folder, controlToken: 'open-sesame' });
    const watched = await open();
    const page = await watched.context.newPage();
    await page.goto(guarded.address(''));
    await page.getByLabel('Control token').fill('open-sesame');
    await page.getByRole('button', { name: 'Use this token' }).click();
    await page.getByRole('heading', { name: 'Getting going' }).waitFor();
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    await watched.close();
    await guarded.box.close();
    expect(watched.wrong).toEqual([]);
  });
});

/** Makes one order and one event into many, through the saved world. */
async function fillWith(desk: DashboardDesk, sandbox: string, count: number): Promise<void> {
  await desk.order(sandbox, 'PO-0');
  const state = await desk.control('GET', `/sandboxes/${sandbox}/state`);
  const { orders, progress, events } = state.documents as { readonly [collection: string]: Entry[] };
  const [[orderId, order]] = orders as [Entry];
  const [[, standing]] = progress as [Entry];
  const [[, event]] = events as [Entry];
  for (let n = 1; n < count; n += 1) {
    const id = String(10_000_000 + n);
    if (id === orderId) continue;
    orders?.push([id, { ...order, orderId: id, externalId: `PO-${n}` }]);
    progress?.push([id, { ...standing, orderId: id, externalId: `PO-${n}` }]);
    // All of them told of the first order, so that one timeline is as long as the list.
    const eventId = `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;
    events?.push([eventId, { ...event, eventId, ordinal: n + 1, seq: n + 1 }]);
  }
  await desk.box.sandboxes.loadState(sandbox, state);
}

/** As a saved world holds its documents. */
type Entry = [key: string, document: object];
