// @ts-check
// Part of npm run generate: runs every scenario of the library and writes its milestones and callbacks to
// src/generated/scenario-previews.json, so that no server has to. Run with --conditions=etherbox-source --import tsx, because
// the code of the journeys decides them.
import { writeFileSync } from 'node:fs';
import { serve } from '../src/mock/http/serve.ts';
import { previewLibrary } from '../src/scenarios/runner/preview.ts';

const serving = await serve({ port: 0 });
const previews = await previewLibrary(serving.sandboxes.context);
await serving.close();

/** One line for each entry, so that a diff shows what a changed journey does. */
const lines = Object.entries(previews).map(([name, sequence]) => {
  const entries = sequence.map((one) => `  ${JSON.stringify(one)}`);
  return ` ${JSON.stringify(name)}: [${entries.length === 0 ? '' : `\n${entries.join(',\n')}\n `}]`;
});
writeFileSync(new URL('../src/generated/scenario-previews.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
