import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderEvent } from '../domain/order-notification/order-notification.ts';
import { type Contract, compileContract } from '../engine/contract.ts';
import { type Ground, makeGround } from '../engine/ground.ts';
import { Deliverer } from '../runtime/delivery/deliver.ts';
import { deliveryHost } from '../runtime/delivery/delivery-host.ts';
import { Egress } from '../runtime/egress/egress.ts';
import { type Limits, limitsOf } from '../runtime/limits.ts';
import { loadDocuments, loadGround, packageVersion } from '../runtime/load-data.ts';
import type { Chance, Store, WallClock } from '../runtime/ports.ts';
import { Sandboxes, type SandboxRequest } from '../runtime/sandboxes.ts';
import { watchMemory, withinMemory } from '../runtime/store/memory-room.ts';
import { memoryStore } from '../runtime/store/store-memory.ts';
import { chance, wallClock } from '../runtime/wall.ts';
import type { ScenarioServer, ScenariosPort } from './control-port.ts';
import type { House, HouseParts } from './house.ts';
import { type OwnFault, tellOwnFault } from './own-fault.ts';
import { type Listening, listen } from './server.ts';

/** The documents that describe BT's side; the others describe the token endpoint, our callbacks and the control API. */
const notServed = new Set(['oauth', 'order-notification', 'sandbox', 'common']);

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly store?: Store;
  readonly clock?: WallClock;
  readonly chance?: Chance;
  /** Made when the store does not hold it yet. */
  readonly first?: SandboxRequest & { readonly id: string };
  /** Where callbacks may go: `local` lets them reach this machine and private ranges. */
  readonly egress?: 'local' | 'shared';
  /** Wall time for one callback attempt. */
  readonly callbackTimeoutMs?: number;
  readonly ownFault?: OwnFault;
  /** See runtime/limits.ts. */
  readonly limits?: Partial<Limits>;
  /** Host names that the control API answers to besides the loopback ones. */
  readonly allowedHosts?: readonly string[];
  /** When set, the control API needs it in the header X-Etherbox-Control. */
  readonly controlToken?: string;
  /** Scenarios stand above this floor: whoever has them gives the desk that prepares sandboxes for them. */
  readonly scenarios?: (server: ScenarioServer) => ScenariosPort;
  /** Where the built dashboard lies, when not in its own place. */
  readonly dashboard?: string;
}

export interface Serving {
  readonly sandboxes: Sandboxes;
  readonly deliverer: Deliverer;
  readonly baseUrl: string;
  readonly port: number;
  /** Every OpenAPI document by base name, as it is enforced. */
  readonly documents: { readonly [api: string]: object };
  close(): Promise<void>;
}

/** What every server of this process shares: it is only read, and takes a while to parse and compile. */
interface ReadOnly {
  readonly documents: { readonly [api: string]: object };
  readonly contract: Contract;
  readonly ground: Ground;
}

let shared: ReadOnly | undefined;
let controlContract: Contract | undefined;

function readOnly(): ReadOnly {
  shared ??= loadReadOnly();
  return shared;
}

function loadReadOnly(): ReadOnly {
  const documents = loadDocuments();
  const served = Object.fromEntries(Object.entries(documents).filter(([api]) => !notServed.has(api)));
  return {
    documents,
    contract: compileContract(served),
    ground: makeGround(loadGround()),
  };
}

/**
 * Opens the sandboxes and serves them: what `etherbox start` and `startSandbox()` both stand on. Where it rejects, as when
 * the port is in use, nothing of it goes on, and the store is as it was given: open.
 */
export async function serve(options: ServeOptions = {}): Promise<Serving> {
  const begun: (() => void)[] = [];
  try {
    return await begin(options, begun);
  } catch (error) {
    for (const end of begun.reverse()) end();
    throw error;
  }
}

/** `begun`: takes what ends each thing that would go on by itself. */
async function begin(options: ServeOptions, begun: (() => void)[]): Promise<Serving> {
  const { documents, contract, ground } = readOnly();
  const clock = options.clock ?? wallClock;
  const ownFault = options.ownFault ?? tellOwnFault;
  const limits = limitsOf({
    ...options.limits,
    ...(options.callbackTimeoutMs === undefined ? {} : { callbackMs: options.callbackTimeoutMs }),
  });
  const room = watchMemory();
  begun.push(() => room.close());
  const sandboxes = await Sandboxes.open({
    store: withinMemory(options.store ?? memoryStore(), room),
    contract,
    ground,
    clock,
    chance: options.chance ?? chance,
    checkAnswers: process.env.ETHERBOX_STRICT_ANSWERS ? 'every' : 'some',
    limits,
    ownFault,
  });
  begun.push(() => sandboxes.stop());
  let ownPort = 0;
  const egress = new Egress({
    policy: { profile: options.egress ?? 'local', ownPorts: () => [ownPort] },
    clock,
    answerBytes: limits.callbackAnswerBytes,
  });
  begun.push(() => egress.close());
  const deliverer = new Deliverer({
    host: deliveryHost(sandboxes),
    egress,
    clock,
    schedule: {
      ...ground.deliverySchedule,
      atOnceInAll: limits.deliveriesAtOnce,
      atOncePerEndpoint: limits.deliveriesPerEndpoint,
    },
    render: (reader, event) => renderEvent(reader, event as never),
    timeoutMs: limits.callbackMs,
  });
  begun.push(() => deliverer.close());
  sandboxes.watch(({ sandboxId, change }) => deliverer.committed(sandboxId, change));
  sandboxes.watchGone((id) => deliverer.forget(id));
  sandboxes.watchBack((id) => deliverer.resume(id));
  if (options.first && !sandboxes.get(options.first.id)) await sandboxes.create(options.first);
  let baseUrl = '';
  const house = houseOf({
    sandboxes,
    documents,
    deliverer,
    egress,
    baseUrl: () => baseUrl,
    version: packageVersion(),
    limits,
    dashboard: options.dashboard,
    ...(options.scenarios
      ? { scenarios: options.scenarios({ sandboxes, baseUrl: () => baseUrl, controlToken: options.controlToken }) }
      : {}),
    gate: { allowedHosts: options.allowedHosts ?? [], controlToken: options.controlToken },
    ownFault,
  });
  const listening: Listening = await listen({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    sandboxes,
    house: house.listener,
    ownFault,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  ownPort = listening.port;
  baseUrl = listening.baseUrl;
  house.open();
  // Only now: what was interrupted may lead to customers who call back at once.
  deliverer.resumeAll();
  return {
    sandboxes,
    deliverer,
    baseUrl: listening.baseUrl,
    port: listening.port,
    documents,
    async close() {
      await house.close();
      deliverer.close();
      egress.close();
      await listening.close();
      await sandboxes.close();
    },
  };
}

/**
 * Our own side stands a moment after BT's: express and what is bound to it are a fifth of a start, and no order needs
 * them. A request that comes before waits for it.
 */
function houseOf(parts: Omit<HouseParts, 'controlContract'>) {
  let opening: Promise<House> | undefined;
  const open = (): Promise<House> => {
    opening ??= openHouse(parts);
    return opening;
  };
  return {
    open: () => void open().catch((error: unknown) => parts.ownFault('house', [String(error)])),
    listener: (request: IncomingMessage, response: ServerResponse) =>
      void open().then(
        (house) => house.listener(request, response),
        () => response.destroy(),
      ),
    async close() {
      (await opening?.catch(() => undefined))?.close();
    },
  };
}

async function openHouse(parts: Omit<HouseParts, 'controlContract'>): Promise<House> {
  const { makeHouse } = await import('./house.ts');
  controlContract ??= compileContract({ sandbox: parts.documents.sandbox as object });
  return makeHouse({ ...parts, controlContract });
}
