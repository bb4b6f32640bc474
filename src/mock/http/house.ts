import type { RequestListener } from 'node:http';
import express from 'express';
import type { Sandboxes } from '../runtime/sandboxes.ts';

export interface HouseParts {
  readonly sandboxes: Sandboxes;
  readonly documents: { readonly [api: string]: object };
}

/** The express app with everything that is ours: control API, reference, dashboard. */
export function makeHouse({ sandboxes }: HouseParts): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.get('/_sandbox/live', (_request, response) => void response.json({ live: true }));
  app.get('/_sandbox/ready', (_request, response) => void response.json({ ready: true, sandboxes: sandboxes.count }));
  return app;
}
