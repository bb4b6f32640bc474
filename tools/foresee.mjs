// Part of npm run generate: lives through every scenario of the library ahead of time and writes what comes about to
// src/generated/foreseen.json, so that no server has to. Run with --import tsx, since it is the journeys themselves that know.
import { writeFileSync } from 'node:fs';
import { serve } from '../src/mock/http/serve.ts';
import { foreseeLibrary } from '../src/scenarios/foresee.ts';

const serving = await serve({ port: 0 });
const foreseen = await foreseeLibrary(serving.sandboxes.house);
await serving.close();

/** One line for each thing that comes about, so that a change of a journey can be read in the difference. */
const lines = Object.entries(foreseen).map(([name, sequence]) => {
  const entries = sequence.map((one) => `  ${JSON.stringify(one)}`);
  return ` ${JSON.stringify(name)}: [${entries.length === 0 ? '' : `\n${entries.join(',\n')}\n `}]`;
});
writeFileSync(new URL('../src/generated/foreseen.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
