/** The read-only fixtures and journeys that every sandbox stands on, parsed and indexed once. */
// biome-ignore lint/complexity/noBannedTypes: rooms add their slices here
export type Ground = {};

/** As read from the generated JSON: `journeys/<name>`, `fixtures/<name>`. */
export interface RawGround {
  readonly journeys: { readonly [name: string]: unknown };
  readonly fixtures: { readonly [name: string]: unknown };
}

export function makeGround(_raw: RawGround): Ground {
  return {};
}
