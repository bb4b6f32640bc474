import type { JsonMap } from '#contracts/pact/pact-file';
import { ControlClient } from '#http/control/control-client';
import { serve } from '#http/serve';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';

/** A new sandbox for the verification of one interaction. */
export interface ProviderSandbox {
  readonly id: string;
  /** Where BT's paths are. */
  readonly baseUrl: string;
  readonly control: ControlClient;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
  token(): string;
  readonly sandboxes: Sandboxes;
  readonly live: LiveSandbox;
  close(): Promise<void>;
}

export interface ProviderSandboxRequest {
  readonly seed?: string;
  /** Virtual instant. */
  readonly now?: number;
  readonly customer?: {
    readonly duns?: string | undefined;
    readonly portalLoginId?: string | undefined;
    readonly profile?: 'default' | 'strict' | undefined;
    readonly settings?: JsonMap | undefined;
  };
}

/** Where contracts are verified: a server in this process, with a sandbox of its own for each interaction. */
export interface ContractProvider {
  open(request?: ProviderSandboxRequest): Promise<ProviderSandbox>;
  close(): Promise<void>;
}

export async function startContractProvider(): Promise<ContractProvider> {
  const serving = await serve({ port: 0 });
  const { sandboxes, baseUrl } = serving;
  let count = 0;
  return {
    async open({ seed = 'contracts', now, customer = {} } = {}) {
      count += 1;
      const id = `contract-${count}`;
      const credentials = { clientId: id, clientSecret: `${id}-secret` };
      const sandboxSettings = Object.entries({ now, ...customer }).filter(([, value]) => value !== undefined);
      const live = await sandboxes.create({ id, seed, ...credentials, ...Object.fromEntries(sandboxSettings) });
      return {
        id,
        baseUrl,
        control: new ControlClient({ baseUrl, sandbox: id }),
        credentials,
        token: () => sandboxes.tokens.issue(id).token,
        sandboxes,
        live,
        close: () => sandboxes.remove(id),
      };
    },
    close: () => serving.close(),
  };
}
