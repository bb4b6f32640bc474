import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RawReferenceData } from '#engine/reference-data';

/**
 * Loads the generated JSON beside the code; sources and build have the same layout. YAML is never parsed in the serving
 * process: it costs a third of the throughput for as long as the process runs.
 */
const generatedFolder = fileURLToPath(new URL('../../generated/', import.meta.url));

/** The parsed reference data files. Throws when one is missing: the build creates them. */
export function readReferenceFiles(): RawReferenceData {
  return { journeys: readJsonFolder('journeys'), fixtures: readJsonFolder('fixtures') };
}

/** Every OpenAPI document by base name. */
export function readOpenApiDocuments(): { readonly [api: string]: object } {
  return readJsonFolder('openapi');
}

/** The version in this package's package.json. */
export function readPackageVersion(): string {
  const file = fileURLToPath(new URL('../../../package.json', import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

function readJsonFolder(name: string): { readonly [base: string]: object } {
  const folder = join(generatedFolder, name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
