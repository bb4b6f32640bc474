import type { components } from '../../generated/openapi/sandbox.ts';

/** The schemas of the control API. */
export type ApiSchemas = components['schemas'];
