import { defineConfig } from 'vitest/config';

/** Imports such as `#domain/core/ids` mean the sources, here and in the processes that tests start. */
const conditions = ['etherbox-source', 'module', 'node', 'development|production'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    globalSetup: 'test/support/data-setup.mjs',
    setupFiles: ['test/support/no-internal-errors.ts'],
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    pool: 'forks',
    execArgv: ['--conditions=etherbox-source'],
    // Two of everything: vitest leaves one core idle, and on two cores that is half of them.
    maxWorkers: 2,
    // An answer that breaks its own document is a 500 here, so that no test overlooks it.
    env: { ETHERBOX_STRICT_ANSWERS: '1' },
    // At their full figures some tests take minutes.
    testTimeout: process.env.FULL ? 3_600_000 : 60_000,
    hookTimeout: 60_000,
  },
});
