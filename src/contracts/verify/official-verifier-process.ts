import { createRequire } from 'node:module';

/**
 * A process of its own for the official verifier: its core prints to the standard output, obeys environment variables and
 * can crash, none of which may reach us. Messages: `Task` in, `Done` out.
 */
export interface VerifierTask {
  readonly id: number;
  /** A Pact file with one interaction. */
  readonly pactFile: string;
  /** What stands between the verifier and the sandbox: see verification-front.ts. */
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

/** The verifier comes with @pact-foundation/pact, whose own proxy would swallow failing states and cut long bodies. */
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
