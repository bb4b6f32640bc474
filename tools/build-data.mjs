// @ts-check
// Part of npm run build, of npm run generate and of the set-up of the tests: brings the JSON in src/generated up to date. Takes
// 0.1 s where nothing has changed. Run with --conditions=etherbox-source --import tsx.
import { buildData } from './generate/data.mjs';
import { UnusableDocument } from './generate/sources.mjs';

try {
  const made = await buildData();
  if (made > 0) console.error(`build: ${made} files of JSON made from specs/, fixtures/ and the scenarios`);
} catch (error) {
  // A mistake in a source is for its author: say where, without a stack.
  if (!(error instanceof UnusableDocument)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
