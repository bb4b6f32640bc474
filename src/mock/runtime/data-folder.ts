import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the data is that the code reads. The same code runs from src (tests, tsx) and from dist (everybody else).
 * `npm run build` makes the JSON of `generated` in src/generated and copies all data to dist:
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

const codeFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const packageFolder = dirname(codeFolder);
const isBuilt = import.meta.url.endsWith('.js');

const FOLDERS: { readonly [name in DataFolder]: string } = {
  generated: join(codeFolder, 'generated'),
  schemas: join(isBuilt ? codeFolder : packageFolder, 'specs/schemas'),
  openapi: join(isBuilt ? codeFolder : packageFolder, 'specs/openapi'),
  scenarios: join(codeFolder, 'scenarios/library'),
  requests: join(isBuilt ? codeFolder : packageFolder, 'fixtures/requests'),
  dashboard: join(packageFolder, 'dist/dashboard'),
};

/** The absolute path of a data folder. The folder need not exist. */
export function dataFolder(name: DataFolder): string {
  return FOLDERS[name];
}
