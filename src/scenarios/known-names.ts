import { loadDocuments, loadGround } from '../mock/runtime/load-data.ts';

/** What specs and journeys call things: for the check of scenarios, for calls, and for what was probably meant. */
export interface Known {
  readonly operations: { readonly [operationId: string]: KnownOperation };
  readonly milestones: readonly string[];
  readonly troubles: readonly string[];
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
  readonly troubles?: readonly { readonly id: string }[];
  readonly openActions?: readonly { readonly kind: string }[];
}

interface RawDocument {
  readonly paths?: { readonly [path: string]: { readonly [method: string]: { readonly operationId?: string } } };
}

let names: Known | undefined;

export function known(): Known {
  names ??= {
    operations: operationsOf(loadDocuments() as { readonly [api: string]: RawDocument }),
    ...journeyNames(Object.values(loadGround().journeys) as readonly RawJourney[]),
  };
  return names;
}

/** The documents that describe something else than what a customer calls. */
const notCalled = ['sandbox', 'order-notification', 'common'];

function operationsOf(documents: { readonly [api: string]: RawDocument }): Known['operations'] {
  const found: { [operationId: string]: KnownOperation } = {};
  for (const [api, { paths = {} }] of Object.entries(documents)) {
    if (notCalled.includes(api)) continue;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { operationId }] of Object.entries(methods)) {
        if (operationId !== undefined) found[operationId] = { api, method: method.toUpperCase(), path };
      }
    }
  }
  return found;
}

function journeyNames(files: readonly RawJourney[]) {
  const steps = files.flatMap(({ actions = {} }) => Object.values(actions).flatMap(({ steps = [] }) => steps));
  const unique = (all: readonly (string | undefined)[]) => [
    ...new Set(all.filter((one): one is string => one !== undefined)),
  ];
  return {
    milestones: unique(steps.map(({ milestone }) => milestone)),
    troubles: unique(files.flatMap(({ troubles = [] }) => troubles.map(({ id }) => id))),
    openActions: unique(files.flatMap(({ openActions = [] }) => openActions.map(({ kind }) => kind))),
  };
}
