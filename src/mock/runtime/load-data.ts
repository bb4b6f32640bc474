import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RawReferenceData } from '#engine/reference-data';

/**
 * The JSON that the build has made, beside the code in the sources as in dist. A server never parses YAML: that costs a third
 * of its throughput for as long as the process lives.
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
