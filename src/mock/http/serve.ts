import type { IncomingMessage, ServerResponse } from 'node:http';
import { renderEvent } from '#domain/order-notification/order-notification';
import { type Contract, compileContract } from '#engine/contract/contract';
import { buildReferenceData, type ReferenceData } from '#engine/reference-data';
import { type OnInternalError, reportInternalError } from '#http/bt/internal-error';
import type { ScenarioHost, ScenarioPreparation } from '#http/control/control-dependencies';
import { createDeliveryHost } from '#runtime/delivery/delivery-host';
import { DeliveryService } from '#runtime/delivery/delivery-service';
import { Egress } from '#runtime/egress/egress';
import { type Limits, resolveLimits } from '#runtime/limits/limits';
import { readOpenApiDocuments, readPackageVersion, readReferenceFiles } from '#runtime/load-data';
import type { RandomSource, Store, WallClock } from '#runtime/ports';
import { type CreateSandboxRequest, Sandboxes } from '#runtime/sandboxes/sandboxes';
import { watchMemory, withMemoryLimit } from '#runtime/store/memory-limit';
import { createMemoryStore } from '#runtime/store/store-memory';
import { systemClock, systemRandom } from '#runtime/system';
import type { ControlApp, ControlAppOptions } from './control-app.ts';
import { type ListeningServer, startListening } from './server.ts';

/** Documents without BT paths: the token endpoint, our callbacks and the control API. */
const documentsWithoutBtPaths = new Set(['oauth', 'order-notification', 'sandbox', 'common']);

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly store?: Store;
  readonly clock?: WallClock;
  readonly random?: RandomSource;
  /** Created when the store does not contain it yet. */
  readonly initialSandbox?: CreateSandboxRequest & { readonly id: string };
  /** Where callbacks may go: `local` allows this machine and private ranges. */
  readonly egress?: 'local' | 'shared';
  /** Wall milliseconds for one callback attempt. */
  readonly callbackTimeoutMs?: number;
  readonly onInternalError?: OnInternalError;
  /** See runtime/limits/limits.ts. */
  readonly limits?: Partial<Limits>;
  /** Host names that the control API accepts besides the loopback ones. */
  readonly allowedHosts?: readonly string[];
  /** When set, the control API requires it in the header X-Etherbox-Control. */
  readonly controlToken?: string;
  /** Scenarios are a layer above this one: the caller that has them supplies the service that prepares sandboxes. */
  readonly scenarios?: (server: ScenarioHost) => ScenarioPreparation;
  /** Folder of the built dashboard, when it is not in its usual place. */
  readonly dashboardFolder?: string;
}

export interface RunningServer {
  readonly sandboxes: Sandboxes;
  readonly deliveryService: DeliveryService;
  readonly baseUrl: string;
  readonly port: number;
  /** Every OpenAPI document by base name, as it is enforced. */
  readonly documents: { readonly [api: string]: object };
  close(): Promise<void>;
}

/** Shared by all servers of this process: read-only, and slow to parse and compile. */
interface SharedResources {
  readonly documents: { readonly [api: string]: object };
  readonly contract: Contract;
  readonly referenceData: ReferenceData;
}

let sharedResources: SharedResources | undefined;
let compiledControlContract: Contract | undefined;

function getSharedResources(): SharedResources {
  sharedResources ??= loadSharedResources();
  return sharedResources;
}

function loadSharedResources(): SharedResources {
  const documents = readOpenApiDocuments();
  const served = Object.fromEntries(Object.entries(documents).filter(([api]) => !documentsWithoutBtPaths.has(api)));
  return {
    documents,
    contract: compileContract(served),
    referenceData: buildReferenceData(readReferenceFiles()),
  };
}

/**
 * Opens the sandboxes and serves them, for `etherbox start` and `startSandbox()`. When it rejects, for example because
 * the port is in use, everything it started has ended, and the given store is still open.
 */
export async function serve(options: ServeOptions = {}): Promise<RunningServer> {
  const cleanups: (() => void)[] = [];
  try {
    return await openAndListen(options, cleanups);
  } catch (error) {
    for (const cleanUp of cleanups.reverse()) cleanUp();
    throw error;
  }
}

/** `cleanups` collects the functions that end what was started. */
async function openAndListen(options: ServeOptions, cleanups: (() => void)[]): Promise<RunningServer> {
  const { documents, contract, referenceData } = getSharedResources();
  const clock = options.clock ?? systemClock;
  const onInternalError = options.onInternalError ?? reportInternalError;
  const limits = resolveLimits({
    ...options.limits,
    ...(options.callbackTimeoutMs === undefined ? {} : { callbackMs: options.callbackTimeoutMs }),
  });
  const memoryMonitor = watchMemory();
  cleanups.push(() => memoryMonitor.close());
  const sandboxes = await Sandboxes.open({
    store: withMemoryLimit(options.store ?? createMemoryStore(), memoryMonitor),
    contract,
    referenceData,
    clock,
    random: options.random ?? systemRandom,
    checkAnswers: process.env.ETHERBOX_STRICT_ANSWERS ? 'every' : 'some',
    limits,
    onInternalError,
  });
  cleanups.push(() => sandboxes.stop());
  let listeningPort = 0;
  const egress = new Egress({
    policy: { profile: options.egress ?? 'local', ownPorts: () => [listeningPort] },
    clock,
    maxAnswerBytes: limits.callbackAnswerBytes,
  });
  cleanups.push(() => egress.close());
  const deliveryService = new DeliveryService({
    host: createDeliveryHost(sandboxes),
    egress,
    clock,
    schedule: {
      ...referenceData.deliverySchedule,
      maxConcurrent: limits.deliveriesAtOnce,
      maxConcurrentPerEndpoint: limits.deliveriesPerEndpoint,
    },
    render: (reader, event) => renderEvent(reader, event as never),
    timeoutMs: limits.callbackMs,
  });
  cleanups.push(() => deliveryService.close());
  sandboxes.watchCommits(({ sandboxId, changeSet }) => deliveryService.enqueueCommitted(sandboxId, changeSet));
  sandboxes.watchRemoved((id) => deliveryService.forget(id));
  sandboxes.watchRestored((id) => deliveryService.resume(id));
  if (options.initialSandbox && !sandboxes.get(options.initialSandbox.id))
    await sandboxes.create(options.initialSandbox);
  let baseUrl = '';
  const controlApp = lazyControlApp({
    sandboxes,
    documents,
    deliveryService,
    egress,
    baseUrl: () => baseUrl,
    version: readPackageVersion(),
    limits,
    dashboard: options.dashboardFolder,
    ...(options.scenarios
      ? { scenarios: options.scenarios({ sandboxes, baseUrl: () => baseUrl, controlToken: options.controlToken }) }
      : {}),
    accessSettings: { allowedHosts: options.allowedHosts ?? [], controlToken: options.controlToken },
    onInternalError,
  });
  const listening: ListeningServer = await startListening({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    sandboxes,
    controlApp: controlApp.listener,
    onInternalError,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  listeningPort = listening.port;
  baseUrl = listening.baseUrl;
  controlApp.open();
  // Only now: resumed deliveries may reach customers who call back at once.
  deliveryService.resumeAll();
  return {
    sandboxes,
    deliveryService,
    baseUrl: listening.baseUrl,
    port: listening.port,
    documents,
    async close() {
      await controlApp.close();
      deliveryService.close();
      egress.close();
      await listening.close();
      await sandboxes.close();
    },
  };
}

/**
 * Creates our own side after BT's: express and its routes are a fifth of the startup time, and no order needs them. An
 * earlier request waits for it.
 */
function lazyControlApp(options: Omit<ControlAppOptions, 'controlContract'>) {
  let loading: Promise<ControlApp> | undefined;
  const open = (): Promise<ControlApp> => {
    loading ??= loadControlApp(options);
    return loading;
  };
  return {
    open: () => void open().catch((error: unknown) => options.onInternalError('the control API', [String(error)])),
    listener: (request: IncomingMessage, response: ServerResponse) =>
      void open().then(
        (controlApp) => controlApp.listener(request, response),
        () => response.destroy(),
      ),
    async close() {
      (await loading?.catch(() => undefined))?.close();
    },
  };
}

async function loadControlApp(options: Omit<ControlAppOptions, 'controlContract'>): Promise<ControlApp> {
  const { createControlApp } = await import('./control-app.ts');
  compiledControlContract ??= compileContract({ sandbox: options.documents.sandbox as object });
  return createControlApp({ ...options, controlContract: compiledControlContract });
}
