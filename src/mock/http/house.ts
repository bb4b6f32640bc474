import type { RequestListener } from 'node:http';
import { printable } from '../domain/printable.ts';
import type { Contract } from '../engine/contract.ts';
import { withoutMeaning } from '../runtime/journal/journal-notes.ts';
import { entryView } from '../runtime/journal/journal-view.ts';
import { requestText } from '../runtime/journal/request-text.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { bindControl, type ControlParts } from './bind-control.ts';
import { addControlApi, behindGate, plainApp } from './control-api.ts';
import { browseHandlers } from './control-browse.ts';
import type { ControlHandlers } from './control-call.ts';
import { clockHandlers } from './control-clock.ts';
import { eventHandlers } from './control-events.ts';
import { faultHandlers } from './control-faults.ts';
import { requestHandlers } from './control-requests.ts';
import { sandboxHandlers } from './control-sandboxes.ts';
import { scenarioHandlers } from './control-scenarios.ts';
import { serverHandlers } from './control-server.ts';
import { addDashboard, type Explain } from './dashboard-files.ts';
import type { GateSettings } from './gate.ts';
import { LiveEvents } from './live-events.ts';
import type { OwnFault } from './own-fault.ts';
import { addReference } from './reference-pages.ts';

export interface HouseParts extends ControlParts {
  /** Every OpenAPI document by base name. */
  readonly documents: { readonly [api: string]: object };
  /** sandbox.yaml, compiled. */
  readonly controlContract: Contract;
  readonly gate: Omit<GateSettings, 'port'>;
  /** Where the built dashboard lies, when not in its own place. */
  readonly dashboard?: string | undefined;
  readonly ownFault: OwnFault;
}

export interface House {
  readonly listener: RequestListener;
  /** Ends the live streams, which would otherwise keep their connections. */
  close(): void;
}

/** With a control token the journal is for those who have it: the command asks with it. */
function explainer(sandboxes: Sandboxes, guarded: boolean): Explain {
  return (sandboxId, requestId) => {
    // Nothing is written down here that a stranger made up: this is a line to paste.
    if (guarded && !(/^req_\d+$/.test(requestId) && /^[\w.-]+$/.test(sandboxId))) return undefined;
    if (guarded)
      return [`etherbox requests ${printable(requestId)} --sandbox ${printable(sandboxId)} --control-token …`];
    const entry = sandboxes.get(sandboxId)?.journal.get(requestId);
    return entry && requestText({ ...entryView(entry), ...withoutMeaning(entry, sandboxes.house) });
  };
}

/** The express app with everything that is ours: control API, reference, dashboard. The gate stands before all of it. */
export function makeHouse(parts: HouseParts): House {
  const { sandboxes, controlContract: contract, gate, ownFault, limits } = parts;
  const { streams, streamBytes } = limits;
  const { deliverer } = parts;
  const live = new LiveEvents({ sandboxes, deliverer, clock: sandboxes.house.clock, streams, streamBytes });
  const port = bindControl(parts, () => live.count);
  const handlers: ControlHandlers = {
    ...sandboxHandlers(port),
    ...clockHandlers(port),
    ...eventHandlers(port),
    ...requestHandlers(port),
    ...faultHandlers(port),
    ...scenarioHandlers(port),
    ...browseHandlers(port),
    ...serverHandlers(port, live),
  };
  const app = plainApp();
  addControlApi(app, { contract, handlers, limits, ownFault });
  addReference(app, { documents: parts.documents, port });
  addDashboard(app, explainer(sandboxes, gate.controlToken !== undefined), parts.dashboard);
  return { listener: behindGate(app, gate), close: () => live.close() };
}
