import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlClient } from '#http/control/control-client';
import { type Recording, recordPact } from './record-pact.ts';
import { readTraffic } from './traffic.ts';

export interface RecordOptions {
  /** Name of the client: it names the contract and its file. */
  readonly consumer: string;
  /** Folder; created when it does not exist. */
  readonly out: string;
}

/**
 * Writes a Pact file (version 4) of the requests and callbacks of a sandbox so far; none when there were none. It holds no
 * credentials.
 *
 * Parameters: `control` is `box.control`; `consumer` names the contract and its file; `out` is a folder.
 * Errors: `IncompleteTrafficError` (`ETHERBOX_INCOMPLETE_TRAFFIC`) when the journal has lost a part of them.
 *
 * @example
 * ```ts
 * import { recordContract } from 'etherbox';
 *
 * const { file, interactions, messages } = await recordContract(box.control, { consumer: 'portal', out: 'pacts' });
 * console.log(`${file}: ${interactions} requests, ${messages} callbacks`);
 * ```
 */
export async function recordContract(
  control: ControlClient,
  { consumer, out }: RecordOptions,
): Promise<Recording & { readonly file: string }> {
  const recording = recordPact(await readTraffic(control), consumer);
  const file = join(out, `${consumer.replace(/[^\w.-]+/g, '-')}-bt-wholesale-ethernet.json`);
  // A contract without interactions would prove nothing.
  if (recording.interactions + recording.messages === 0) return { ...recording, file };
  mkdirSync(out, { recursive: true });
  writeFileSync(file, `${JSON.stringify(recording.pact, null, 2)}\n`);
  return { ...recording, file };
}
