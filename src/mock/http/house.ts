import type { RequestListener } from 'node:http';
import { escapeControlCharacters } from '../domain/printable.ts';
import type { Contract } from '../engine/contract.ts';
import { ignoredInputNotes } from '../runtime/journal/journal-notes.ts';
import { entryView } from '../runtime/journal/journal-view.ts';
import { formatRequest } from '../runtime/journal/request-text.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { type ControlServices, createControlDependencies } from './bind-control.ts';
import { addControlApi, behindAccessGuard, createBareApp } from './control-api.ts';
import { browseHandlers } from './control-browse.ts';
import type { ControlHandlers } from './control-call.ts';
import { clockHandlers } from './control-clock.ts';
import { eventHandlers } from './control-events.ts';
import { failureHandlers } from './control-faults.ts';
import { journalHandlers } from './control-requests.ts';
import { sandboxHandlers } from './control-sandboxes.ts';
import { scenarioHandlers } from './control-scenarios.ts';
import { serverHandlers } from './control-server.ts';
import { addDashboard, type ExplainRequest } from './dashboard-files.ts';
import type { AccessSettings } from './gate.ts';
import { LiveEvents } from './live-events.ts';
import type { OnInternalError } from './own-fault.ts';
import { addReference } from './reference-pages.ts';

export interface ControlAppOptions extends ControlServices {
  /** Every OpenAPI document by base name. */
  readonly documents: { readonly [api: string]: object };
  /** sandbox.yaml, compiled. */
  readonly controlContract: Contract;
  readonly accessSettings: Omit<AccessSettings, 'port'>;
  /** Where the built dashboard lies, when not in its own place. */
  readonly dashboard?: string | undefined;
  readonly onInternalError: OnInternalError;
}

export interface ControlApp {
  readonly listener: RequestListener;
  /** Ends the live streams, which would otherwise keep their connections. */
  close(): void;
}

/** With a control token the journal is for those who have it: the command asks with it. */
function makeExplainer(sandboxes: Sandboxes, tokenRequired: boolean): ExplainRequest {
  return (sandboxId, requestId) => {
    // Nothing is written down here that a stranger made up: this is a line to paste.
    if (tokenRequired && !(/^req_\d+$/.test(requestId) && /^[\w.-]+$/.test(sandboxId))) return undefined;
    if (tokenRequired)
      return [
        `etherbox requests ${escapeControlCharacters(requestId)} --sandbox ${escapeControlCharacters(sandboxId)} --control-token …`,
      ];
    const entry = sandboxes.get(sandboxId)?.journal.get(requestId);
    return entry && formatRequest({ ...entryView(entry), ...ignoredInputNotes(entry, sandboxes.context) });
  };
}

/** The express app with everything that is ours: control API, reference, dashboard. The gate stands before all of it. */
export function createControlApp(options: ControlAppOptions): ControlApp {
  const { sandboxes, controlContract: contract, accessSettings, onInternalError, limits } = options;
  const { streams: maxStreams, streamBytes: maxStreamBytes } = limits;
  const { deliveryService } = options;
  const liveEvents = new LiveEvents({
    sandboxes,
    deliveryService,
    clock: sandboxes.context.clock,
    maxStreams,
    maxStreamBytes,
  });
  const dependencies = createControlDependencies(options, () => liveEvents.streamCount);
  const handlers: ControlHandlers = {
    ...sandboxHandlers(dependencies),
    ...clockHandlers(dependencies),
    ...eventHandlers(dependencies),
    ...journalHandlers(dependencies),
    ...failureHandlers(dependencies),
    ...scenarioHandlers(dependencies),
    ...browseHandlers(dependencies),
    ...serverHandlers(dependencies, liveEvents),
  };
  const app = createBareApp();
  addControlApi(app, { contract, handlers, limits, onInternalError });
  addReference(app, { documents: options.documents, dependencies });
  addDashboard(app, makeExplainer(sandboxes, accessSettings.controlToken !== undefined), options.dashboard);
  return { listener: behindAccessGuard(app, accessSettings), close: () => liveEvents.close() };
}
