import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the data lies that the code reads. The same code runs from src (tests, tsx) and from dist (everybody else), where
 * `npm run build` copies the data:
 *
 * | name         | from src                  | from dist                |
 * |--------------|---------------------------|--------------------------|
 * | `generated`  | src/generated             | dist/generated           |
 * | `schemas`    | specs/schemas             | dist/specs/schemas       |
 * | `openapi`    | specs/openapi             | dist/specs/openapi       |
 * | `scenarios`  | src/scenarios/library     | dist/scenarios/library   |
 * | `requests`   | fixtures/requests         | dist/fixtures/requests   |
 * | `dashboard`  | dist/dashboard            | dist/dashboard           |
 */
export type DataFolder = 'generated' | 'schemas' | 'openapi' | 'scenarios' | 'requests' | 'dashboard';

const code = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const root = dirname(code);
const built = import.meta.url.endsWith('.js');

const FOLDERS: { readonly [name in DataFolder]: string } = {
  generated: join(code, 'generated'),
  schemas: join(built ? code : root, 'specs/schemas'),
  openapi: join(built ? code : root, 'specs/openapi'),
  scenarios: join(code, 'scenarios/library'),
  requests: join(built ? code : root, 'fixtures/requests'),
  dashboard: join(root, 'dist/dashboard'),
};

/** The absolute path of a data folder. It need not exist. */
export function dataFolder(name: DataFolder): string {
  return FOLDERS[name];
}
