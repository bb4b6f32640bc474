import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);

/** What only structures a document and is no part of a member's name. */
const structure = new Set(
  'components schemas parameters properties items allOf oneOf anyOf responses headers content schema application/json paths then if $defs'.split(
    ' ',
  ),
);

/**
 * Every mark `bt` of the specifications, journeys and fixtures, once each: `quote: CoordinateSite.easting`,
 * `address: query postcode`, `etherway-fibre: serviceId`.
 */
export function collectBtMarks(): readonly string[] {
  const found = new Set<string>();
  for (const folder of ['specs/openapi', 'specs/journeys', 'fixtures']) {
    for (const file of readdirSync(new URL(`${folder}/`, root)).sort()) {
      if (!file.endsWith('.yaml') || file === 'sandbox.yaml') continue;
      const document: unknown = parse(readFileSync(new URL(`${folder}/${file}`, root), 'utf8'));
      const name = file.slice(0, -'.yaml'.length);
      for (const mark of marksIn(document, folder === 'specs/openapi' ? 'x-source' : 'source', [])) {
        found.add(`${name}: ${mark}`);
      }
    }
  }
  return [...found];
}

function* marksIn(node: unknown, key: string, trail: readonly string[]): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  const members = node as { readonly [name: string]: unknown };
  if (members[key] === 'bt') yield nameOf(members, trail);
  for (const [name, value] of Object.entries(members)) {
    if (name === 'examples') continue;
    yield* marksIn(value, key, [...trail, Array.isArray(node) ? entryName(value) : name]);
  }
}

function nameOf({ in: place, name }: { readonly [name: string]: unknown }, trail: readonly string[]): string {
  if (typeof place === 'string' && typeof name === 'string') return `${place} ${name}`;
  return trail.filter((part) => part !== '' && !structure.has(part)).join('.');
}

/** An entry of a list by what names it. */
function entryName(entry: unknown): string {
  const { id, name, slot, kind, when, on } = (entry ?? {}) as { readonly [member: string]: unknown };
  if (when !== undefined) return `${JSON.stringify(on)} ${JSON.stringify(when)}`;
  return String(id ?? name ?? slot ?? kind ?? '');
}
