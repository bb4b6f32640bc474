import { readFileSync } from 'node:fs';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const sampleOrder = readFileSync(
  new URL('../../fixtures/requests/etherway-fibre-provide.json', import.meta.url),
  'utf8',
);

/** The page consists of static files under /ui/: no inline script or style, nothing external (strict CSP). */
export default defineConfig({
  base: '/ui/',
  define: { sampleOrder: JSON.stringify(JSON.stringify(JSON.parse(sampleOrder))) },
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
  build: {
    target: 'es2022',
    modulePreload: false,
    // A data: URL for a small file would need a wider policy than the page has.
    assetsInlineLimit: 0,
    sourcemap: false,
  },
});
