// @ts-check
import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { readYaml } from './sources.mjs';

/** A scenario of the library: its source text, the line of each step, and its values. */
export function scenarioOf(file) {
  const text = readFileSync(file, 'utf8');
  const lineCounter = new LineCounter();
  const list = /** @type {{ items: { range: number[] }[] } | undefined} */ (
    parseDocument(text, { lineCounter }).get('steps')
  );
  const steps = list?.items ?? [];
  return { text, lines: steps.map((step) => lineCounter.linePos(step.range[0]).line), scenario: readYaml(file) };
}
