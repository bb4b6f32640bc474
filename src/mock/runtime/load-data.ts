import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RawGround } from '../engine/ground.ts';

/**
 * The generated JSON beside the code, the same from the sources and from the build. YAML is never parsed in the serving
 * process: it costs a third of the throughput for as long as the process lives.
 */
const generated = fileURLToPath(new URL('../../generated/', import.meta.url));

export function loadGround(): RawGround {
  return { journeys: readFolder('journeys'), fixtures: readFolder('fixtures') };
}

/** Every OpenAPI document by base name. */
export function loadDocuments(): { readonly [api: string]: object } {
  return readFolder('openapi');
}

/** Of this package, from its package.json. */
export function packageVersion(): string {
  const file = fileURLToPath(new URL('../../../package.json', import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

function readFolder(name: string): { readonly [base: string]: object } {
  const folder = join(generated, name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
