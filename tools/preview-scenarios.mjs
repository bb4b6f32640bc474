// Part of npm run generate: lives through every scenario of the library ahead of time and writes what comes about to
// src/generated/scenario-previews.json, so that no server has to. Run with --import tsx, since it is the journeys themselves that know.
import { writeFileSync } from 'node:fs';
import { serve } from '../src/mock/http/serve.ts';
import { previewLibrary } from '../src/scenarios/runner/preview.ts';

const serving = await serve({ port: 0 });
const previews = await previewLibrary(serving.sandboxes.context);
await serving.close();

/** One line for each thing that comes about, so that a change of a journey can be read in the difference. */
const lines = Object.entries(previews).map(([name, sequence]) => {
  const entries = sequence.map((one) => `  ${JSON.stringify(one)}`);
  return ` ${JSON.stringify(name)}: [${entries.length === 0 ? '' : `\n${entries.join(',\n')}\n `}]`;
});
writeFileSync(new URL('../src/generated/scenario-previews.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
