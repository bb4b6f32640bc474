import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import { type RunningServer, type ServeOptions, serve } from '#http/serve';
import { scenarioService } from '#scenarios/runner/scenario-service';
import type { ReplyBody } from './reply-bodies.ts';
import { orderPath, provideOrder } from './sample-orders.ts';

/** The dashboard as it is written now, built into a folder of its own. */
export async function buildDashboard(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-dashboard-'));
  await build({
    root: fileURLToPath(new URL('../../src/dashboard', import.meta.url)),
    configFile: fileURLToPath(new URL('../../src/dashboard/vite.config.ts', import.meta.url)),
    build: { outDir: folder, emptyOutDir: true },
    logLevel: 'error',
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A running etherbox, seen from its three sides: the customer's API, the control API, and the page. */
export class DashboardRig {
  readonly server: RunningServer;
  readonly #options: ServeOptions;
  readonly #tokens = new Map<string, string>();

  private constructor(server: RunningServer, options: ServeOptions) {
    this.server = server;
    this.#options = options;
  }

  static async start(options: ServeOptions): Promise<DashboardRig> {
    const initialSandbox = { id: 'default', clientId: 'client-default', clientSecret: 'secret-default' };
    const all: ServeOptions = { initialSandbox, scenarios: scenarioService, ...options };
    return new DashboardRig(await serve(all), all);
  }

  /** The same process again, on the same port, with nothing remembered. */
  async restart(): Promise<DashboardRig> {
    await this.server.close();
    return new DashboardRig(await serve({ ...this.#options, port: this.server.port }), this.#options);
  }

  async createSandbox(id: string, settings: object = {}): Promise<void> {
    const created = { id, clientId: `client-${id}`, clientSecret: `secret-${id}`, ...settings };
    await this.control('POST', '/sandboxes', created);
  }

  async control<Method extends string, Path extends string>(
    method: Method,
    path: Path,
    body?: unknown,
  ): Promise<ReplyBody<Method, `/_sandbox/v1${Path}`>> {
    const answer = await fetch(`${this.server.baseUrl}/_sandbox/v1${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 300)}`).toBe(true);
    return (text === '' ? undefined : JSON.parse(text)) as ReplyBody<Method, `/_sandbox/v1${Path}`>;
  }

  advance(id: string, body: object) {
    return this.control('POST', `/sandboxes/${id}/clock/advance`, body);
  }

  async customer<Method extends string, Path extends string>(
    id: string,
    method: Method,
    path: Path,
    body?: unknown,
  ): Promise<ReplyBody<Method, Path>> {
    const token = this.#tokens.get(id) ?? (await this.#token(id));
    const answer = await fetch(`${this.server.baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'apigw-tracking-header': '7b1f4d2e-0c4e-4c7a-9f55-0d4d1d6a9c01',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as ReplyBody<Method, Path>;
  }

  /** Id of a new Etherway Fibre order. */
  async placeOrder(id: string, externalId: string): Promise<string> {
    const created = await this.customer(id, 'POST', orderPath, provideOrder(externalId));
    expect(created.id, JSON.stringify(created)).toMatch(/^[0-9]{8}$/);
    return created.id;
  }

  async #token(id: string): Promise<string> {
    const { clientId, clientSecret } = await this.control('GET', `/sandboxes/${id}/credentials`);
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const answer = await fetch(`${this.server.baseUrl}/oauth/accesstoken`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    this.#tokens.set(id, access_token);
    return access_token;
  }

  pageUrl(path: string, createSandbox = 'default'): string {
    const joint = path.includes('?') ? '&' : '?';
    return `${this.server.baseUrl}/ui/${path}${createSandbox === 'default' ? '' : `${joint}sandbox=${createSandbox}`}`;
  }
}

/** A browser that notes what must never happen: dialogs, broken policies, errors, calls to anybody else. */
export class WatchedBrowser {
  readonly context: BrowserContext;
  readonly problems: string[] = [];

  private constructor(context: BrowserContext) {
    this.context = context;
    context.on('page', (page) => this.#watch(page));
  }

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedBrowser> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(30_000);
    return new WatchedBrowser(context);
  }

  async visit(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    await page.locator('.connection', { hasText: 'Live' }).waitFor();
    return page;
  }

  /** Closes the browser and says what went wrong in it. */
  async close(): Promise<readonly string[]> {
    await this.context.close();
    return this.problems;
  }

  #watch(page: Page): void {
    page.on('dialog', (dialog) => {
      this.problems.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => void this.problems.push(`error: ${error.message}`));
    page.on('console', (message) => {
      const text = message.text();
      // A refused or failed call is reported by the browser, too; what the page makes of it is looked at elsewhere.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(text)) this.problems.push(text);
    });
    page.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol !== 'data:' && hostname !== '127.0.0.1') this.problems.push(`foreign request: ${request.url()}`);
    });
  }
}
