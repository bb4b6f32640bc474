import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlClient } from '#http/control/control-client';
import { type Recording, recordPact } from './record-pact.ts';
import { readTraffic } from './traffic.ts';

export interface RecordOptions {
  /** Who the client is: names the contract and its file. */
  readonly consumer: string;
  /** Folder; made when it is not there. */
  readonly out: string;
}

/**
 * Writes a Pact file of what was done with a sandbox so far; none when nothing was. Rejects with TrafficIncomplete when
 * part of it is lost.
 */
export async function recordContract(
  control: ControlClient,
  { consumer, out }: RecordOptions,
): Promise<Recording & { readonly file: string }> {
  const recording = recordPact(await readTraffic(control), consumer);
  const file = join(out, `${consumer.replace(/[^\w.-]+/g, '-')}-bt-wholesale-ethernet.json`);
  // A contract without interactions would be one that nobody can keep or break.
  if (recording.interactions + recording.messages === 0) return { ...recording, file };
  mkdirSync(out, { recursive: true });
  writeFileSync(file, `${JSON.stringify(recording.pact, null, 2)}\n`);
  return { ...recording, file };
}
