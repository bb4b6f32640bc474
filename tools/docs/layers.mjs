// @ts-check
/**
 * Draws the layers of docs/architecture.md: `node tools/docs/layers.mjs` writes docs/images/layers-light.svg and
 * layers-dark.svg; `--check` writes nothing and exits 1 when one of them is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** @typedef {{ text: string, muted: string, line: string, plain: string, waits: string, pure: string, data: string }} Palette */

/** @type {Record<string, Palette>} */
const palettes = {
  light: {
    text: '#1f2328',
    muted: '#59636e',
    line: '#8b949e',
    plain: '#f3f5f8',
    waits: '#fff4dc',
    pure: '#e2f4e8',
    data: '#e6effc',
  },
  dark: {
    text: '#f0f6fc',
    muted: '#a5afba',
    line: '#6e7681',
    plain: '#1c222b',
    waits: '#3a2f14',
    pure: '#14361f',
    data: '#152c4d',
  },
};

/** @typedef {{ name: string, does: string, fill: 'plain' | 'waits' | 'pure' | 'data' }} Layer */

/** From the top down; a row of two shares its height. */
/** @type {readonly (readonly Layer[])[]} */
const rows = [
  [
    { name: 'src/cli', does: 'the command line', fill: 'plain' },
    { name: 'src/dashboard', does: 'via the control API', fill: 'plain' },
  ],
  [{ name: 'src/testing', does: 'startSandbox() for test suites', fill: 'plain' }],
  [{ name: 'src/contracts', does: 'Pact files: verify, record, coverage; the listener check', fill: 'plain' }],
  [{ name: 'src/scenarios', does: 'the scenario language, its runner, the library', fill: 'plain' }],
  [{ name: 'src/mock/http', does: "sockets: BT's APIs, the control API, reference pages", fill: 'waits' }],
  [{ name: 'src/mock/runtime', does: 'sandboxes, stores, deliveries, egress, journal', fill: 'waits' }],
  [{ name: 'src/mock/engine', does: 'one request, or one due instant, applied to a state', fill: 'pure' }],
  [{ name: 'src/mock/domain', does: 'business rules: places, quotes, orders, journeys', fill: 'pure' }],
  [
    { name: 'specs/', does: 'interfaces, journeys', fill: 'data' },
    { name: 'fixtures/', does: 'places, prices, values', fill: 'data' },
  ],
];
/** Beside the rows that they span. @type {readonly { from: number, to: number, words: readonly string[] }[]} */
const braces = [
  { from: 4, to: 5, words: ['waits:', 'sockets, disk,', 'wall time'] },
  { from: 6, to: 7, words: ['pure:', 'no clock, disk,', 'network, timer'] },
  { from: 8, to: 8, words: ['data for', 'telecom people'] },
];

const size = { width: 760, left: 44, right: 604, row: 44, gap: 8, top: 12 };
const sans = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";
const mono = "ui-monospace, SFMono-Regular, Menlo, 'DejaVu Sans Mono', monospace";
/** @param {number} row */
const topOf = (row) => size.top + row * (size.row + size.gap);
const height = topOf(rows.length) - size.gap + size.top;

/** @param {Palette} palette */
function draw(palette) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">The layers of etherbox; imports point down</title>
${[...rows.flatMap((row, at) => row.map((layer, column) => box(palette, layer, at, column, row.length))), arrow(palette), ...braces.map((one) => brace(palette, one))].join('\n')}
</svg>
`;
}

/** @param {Palette} palette @param {Layer} layer @param {number} row @param {number} column @param {number} columns */
function box(palette, { name, does, fill }, row, column, columns) {
  const width = (size.right - size.left - (columns - 1) * size.gap) / columns;
  const x = size.left + column * (width + size.gap);
  const y = topOf(row);
  const middle = y + size.row / 2 + 5;
  return `<rect x="${x}" y="${y}" width="${width}" height="${size.row}" rx="6" fill="${palette[fill]}" stroke="${palette.line}"/>
<text x="${x + 14}" y="${middle}" font-family="${mono}" font-size="14" font-weight="600" fill="${palette.text}">${name}</text>
<text x="${x + (columns === 1 ? 166 : name.length * 8.5 + 26)}" y="${middle}" font-family="${sans}" font-size="13" fill="${palette.text}">${does}</text>`;
}

/** @param {Palette} palette */
function arrow(palette) {
  const [from, to, x] = [topOf(0) + 4, topOf(rows.length) - size.gap - 4, 26];
  const middle = (from + to) / 2;
  return `<path d="M${x} ${from}V${to}m-5 -8l5 8l5 -8" fill="none" stroke="${palette.line}" stroke-width="1.5"/>
<text x="16" y="${middle}" transform="rotate(-90 16 ${middle})" text-anchor="middle" font-family="${sans}" font-size="12" fill="${palette.muted}">imports point down</text>`;
}

/** @param {Palette} palette @param {{ from: number, to: number, words: readonly string[] }} brace */
function brace(palette, { from, to, words }) {
  const [top, bottom, x] = [topOf(from) + 2, topOf(to) + size.row - 2, size.right + 8];
  const first = (top + bottom) / 2 - (words.length - 1) * 8 + 4;
  const lines = words.map((word, at) => `<tspan x="${x + 18}" y="${first + at * 16}">${word}</tspan>`).join('');
  return `<path d="M${x} ${top}h6V${bottom}h-6" fill="none" stroke="${palette.line}" stroke-width="1.5"/>
<text font-family="${sans}" font-size="12" fill="${palette.muted}">${lines}</text>`;
}

for (const [theme, palette] of Object.entries(palettes)) {
  const name = `docs/images/layers-${theme}.svg`;
  const file = new URL(`../../${name}`, import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, draw(palette));
  else if (readFileSync(file, 'utf8') !== draw(palette)) {
    console.error(`${name} is out of date: node tools/docs/layers.mjs`);
    process.exitCode = 1;
  }
}
