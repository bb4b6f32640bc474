// @ts-check
// npm run docs:errors: prints docs/errors.md from the catalogue of refusals.
import { writeFileSync } from 'node:fs';
import { renderErrorPage } from '../../src/mock/domain/errors/error-page.ts';

writeFileSync(new URL('../../docs/errors.md', import.meta.url), renderErrorPage());
