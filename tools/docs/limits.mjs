// @ts-check
// npm run docs:limits: prints docs/limits.md from the list of limits.
import { writeFileSync } from 'node:fs';
import { renderLimitsPage } from '../../src/mock/runtime/limits/limits-page.ts';

writeFileSync(new URL('../../docs/limits.md', import.meta.url), renderLimitsPage());
