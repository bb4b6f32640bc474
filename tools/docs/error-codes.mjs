// @ts-check
// npm run docs:error-codes: prints docs/error-codes.md from the table of codes.
import { writeFileSync } from 'node:fs';
import { renderErrorCodePage } from '../../src/mock/domain/core/error-code-page.ts';

writeFileSync(new URL('../../docs/error-codes.md', import.meta.url), renderErrorCodePage());
