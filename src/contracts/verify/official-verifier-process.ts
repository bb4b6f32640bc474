import { createRequire } from 'node:module';

/**
 * A process for the official verifier alone: its core prints to the standard output, reads environment variables and can
 * crash. Messages: `VerifierTask` in, `VerifierReply` out.
 */
export interface VerifierTask {
  readonly id: number;
  /** A Pact file with one interaction. */
  readonly pactFile: string;
  /** Port of the proxy: see verifier-proxy.ts. */
  readonly port: number;
  readonly timeoutMs: number;
}

export interface VerifierReply {
  readonly id: number;
  /** The verifier's result as JSON. */
  readonly result?: string;
  readonly error?: string;
}

interface PactCore {
  verifyPacts(options: object): Promise<string>;
}

/** The verifier comes with @pact-foundation/pact, whose own proxy hides failing states and shortens long bodies. */
function loadPactCore(): PactCore {
  const pact = process.argv[2] as string;
  return (createRequire(pact)('@pact-foundation/pact-core') as { readonly default: PactCore }).default;
}

async function verifyTask(core: PactCore, { id, pactFile, port, timeoutMs }: VerifierTask): Promise<VerifierReply> {
  const base = `http://127.0.0.1:${port}`;
  try {
    const result = await core.verifyPacts({
      providerBaseUrl: base,
      providerStatesSetupUrl: `${base}/_state`,
      transports: [{ protocol: 'message', port, path: '/_message' }],
      pactUrls: [pactFile],
      timeout: timeoutMs,
      failIfNoPactsFound: true,
      logLevel: 'error',
    });
    return { id, result };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.startsWith('{') ? { id, result: text } : { id, error: text };
  }
}

const pactCore = loadPactCore();
process.on('message', async (task: VerifierTask) => process.send?.(await verifyTask(pactCore, task)));
process.send?.({ id: 0 } satisfies VerifierReply);
