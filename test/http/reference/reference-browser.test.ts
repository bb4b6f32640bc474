import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '#cli/options/start-options';
import { type RunningServer, serve } from '#http/serve';
import { launchChromium } from '../../support/chromium.ts';

/** The reference in a browser: try-it works under the strict policy, and nobody is kept out in either theme. */
const browser = await launchChromium();
const why = typeof browser === 'string' ? `: ${browser}` : '';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let serving: RunningServer;
let page: Page;
const complaints: string[] = [];

describe.skipIf(typeof browser === 'string')(`the reference in a browser (needs Chromium${why})`, () => {
  beforeAll(async () => {
    serving = await serve({ initialSandbox: { id: 'default', ...defaultCredentials } });
    page = await (browser as Browser).newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await (browser as Browser).close();
    await serving.close();
  });

  test('try it: a token by itself, an order, the newest order, its cancellation', async () => {
    await page.goto(`${serving.baseUrl}/docs/api/product-order`);
    const tried = async (operationId: string): Promise<string> => {
      const operation = page.locator(`#${operationId}`);
      await operation.locator('details.try > summary').click();
      await operation.getByRole('button', { name: 'Send' }).click();
      await operation.locator('.result:not([hidden])').waitFor();
      return (await operation.locator('.result').textContent()) ?? '';
    };
    expect(await tried('createProductOrder')).toContain('201 Created');
    expect(await tried('retrieveProductOrder')).toMatch(
      /GET \/v1\/productOrderingManagement\/productOrder\/\d{8}\n200 OK/,
    );
    expect(await tried('createCancelProductOrder')).toContain('201 Created');
    expect(complaints).toEqual([]);
  });

  // The long pages are made of the same parts; FULL=1 looks at them as well.
  const long = process.env.FULL ? ['api/product-order', 'api/sandbox', 'errors', 'scenarios'] : [];
  const pages = ['', 'api/address', 'journeys', ...long];
  test.each(pages.flatMap((path) => (['light', 'dark'] as const).map((theme) => [path, theme] as const)))(
    'axe finds nothing on /docs/%s, %s',
    async (path, colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${serving.baseUrl}/docs/${path}`);
      await page.evaluate(axe);
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
    },
  );
});
