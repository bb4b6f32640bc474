import { readOpenApiDocuments, readReferenceFiles } from '#runtime/load-data';

/** The names in specs and journeys, for the check of scenarios, for calls and for suggestions. */
export interface KnownNames {
  readonly operations: { readonly [operationId: string]: KnownOperation };
  readonly milestones: readonly string[];
  readonly setbacks: readonly string[];
  readonly openActions: readonly string[];
}

export interface KnownOperation {
  /** Base name of its document: `oauth`, `quote`, … */
  readonly api: string;
  readonly method: string;
  /** The template, such as `/v1/productOrderingManagement/productOrder/{id}`. */
  readonly path: string;
}

interface RawJourney {
  readonly actions?: { readonly [action: string]: { readonly steps?: readonly { readonly milestone?: string }[] } };
  readonly setbacks?: readonly { readonly id: string }[];
  readonly openActions?: readonly { readonly kind: string }[];
}

interface RawOpenApiDocument {
  readonly paths?: { readonly [path: string]: { readonly [method: string]: { readonly operationId?: string } } };
}

let cachedNames: KnownNames | undefined;

/** The names of the generated specs and journeys; read once. */
export function knownNames(): KnownNames {
  cachedNames ??= {
    operations: collectOperations(readOpenApiDocuments() as { readonly [api: string]: RawOpenApiDocument }),
    ...collectJourneyNames(Object.values(readReferenceFiles().journeys) as readonly RawJourney[]),
  };
  return cachedNames;
}

/** Documents without operations that a customer calls. */
const uncalledDocuments = ['sandbox', 'order-notification', 'common'];

function collectOperations(documents: { readonly [api: string]: RawOpenApiDocument }): KnownNames['operations'] {
  const found: { [operationId: string]: KnownOperation } = {};
  for (const [api, { paths = {} }] of Object.entries(documents)) {
    if (uncalledDocuments.includes(api)) continue;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        if (operationId !== undefined) found[operationId] = { api, method: method.toUpperCase(), path };
      }
    }
  }
  return found;
}

function collectJourneyNames(files: readonly RawJourney[]) {
  const steps = files.flatMap(({ actions = {} }) => Object.values(actions).flatMap(({ steps = [] }) => steps));
  const unique = (all: readonly (string | undefined)[]) => [
    ...new Set(all.filter((one): one is string => one !== undefined)),
  ];
  return {
    milestones: unique(steps.map(({ milestone }) => milestone)),
    setbacks: unique(files.flatMap(({ setbacks = [] }) => setbacks.map(({ id }) => id))),
    openActions: unique(files.flatMap(({ openActions = [] }) => openActions.map(({ kind }) => kind))),
  };
}
