// @ts-check
// npm run docs:fidelity: prints docs/fidelity.md from the marks in the specifications and journeys. --check compares only.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../..', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const page = new URL('docs/fidelity.md', root);

const words = {
  bt: 'BT publishes it for these Ethernet APIs, or a real client sends it',
  'bt-sibling': 'BT publishes it for a sister API (Broadband One, Complete Mobile)',
  tmf: 'the TM Forum standard defines it; BT documents nothing',
  openreach: "Openreach publishes it in its process pages, as BT's supplier",
  reseller: 'resellers of the same circuits, or the press, publish it',
  'bt-legacy': "BT's older portal and guides have it",
  mef: 'MEF (Mplify since June 2025) defines it in LSO Sonata, the wholesale Ethernet form of the same resources',
  modelled: 'nothing public confirms it; modelled to be useful and plausible',
};

/** Every member with a mark: [source, where it stands]. */
function marks(node, trail = [], found = []) {
  if (typeof node !== 'object' || node === null) return found;
  if (typeof node['x-source'] === 'string') found.push([node['x-source'], named(node, trail)]);
  for (const [key, value] of Object.entries(node)) if (key !== 'examples') marks(value, [...trail, key], found);
  return found;
}

const structure = new Set([
  'components',
  'schemas',
  'parameters',
  'properties',
  'items',
  'allOf',
  'oneOf',
  'anyOf',
  'responses',
  'headers',
  'content',
  'schema',
  'application/json',
  'paths',
  'then',
  'if',
  '$defs',
]);

function named(node, trail) {
  if (typeof node.in === 'string' && typeof node.name === 'string') return `${node.in} parameter ${node.name}`;
  return trail.filter((part) => !structure.has(part) && !/^\d+$/.test(part)).join('.');
}

function operationsOf(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation?.operationId)
      .map(([method, operation]) => `\`${method.toUpperCase()} ${path}\` ${operation.operationId}`),
  );
}

function documentSection(name) {
  const document = JSON.parse(read(`src/generated/openapi/${name}.json`));
  const bySource = new Map();
  for (const [source, where] of marks({ components: document.components, paths: document.paths })) {
    bySource.set(source, (bySource.get(source) ?? new Set()).add(where));
  }
  const counts = [...bySource]
    .sort()
    .map(([source, members]) => `${members.size} ${source}`)
    .join(', ');
  const listed = [...bySource]
    .filter(([source]) => source !== 'bt')
    .sort()
    .map(
      ([source, members]) =>
        `- **${source}**: ${[...members]
          .sort()
          .map((member) => `\`${member}\``)
          .join(', ')}`,
    );
  const operations = operationsOf(document).map((operation) => `- ${operation}`);
  return [
    `### ${document.info.title}`,
    '',
    ...operations,
    '',
    `Marks: ${counts}. What is not BT's:`,
    '',
    ...listed,
    '',
  ];
}

function valuesText(values, months, mbit) {
  if (values) return values.join(', ');
  if (months) return `${months.join(', ')} months, also in years`;
  return mbit ? `${mbit.from} to ${mbit.to} Mbit/s` : 'any';
}

function journeySection(file) {
  const journey = parse(read(`specs/journeys/${file}`));
  if (!journey.journey) return [];
  const rows = Object.entries(journey.actions ?? {}).flatMap(([action, { steps = [] }]) =>
    steps.map(({ id, milestone = '', source }) => `| ${action} | ${id} | ${milestone} | ${source} |`),
  );
  const characteristics = (journey.characteristics ?? []).map(
    ({ name, values, months, mbit, modelledValues, source }) =>
      `| ${name} | ${valuesText(values, months, mbit)} | ${source}${modelledValues ? `; modelled: ${modelledValues.join(', ')}` : ''} |`,
  );
  const table =
    characteristics.length > 0 ? ['| characteristic | values | source |', '|---|---|---|', ...characteristics, ''] : [];
  const places = (journey.places ?? []).map(
    ({ onlyWhen = [], accepts, required, source }) =>
      `- ${[...onlyWhen.map((one) => `${one.toUpperCase()}: `), 'an order may name its place by '].join('')}${accepts.map((one) => `\`${one}\``).join(', ') || 'nothing'}${required ? ', and must' : ''} (${source})`,
  );
  return [
    `### ${journey.title}`,
    '',
    ...places,
    '',
    ...table,
    '| action | step | milestone | source |',
    '|---|---|---|---|',
    ...rows,
    '',
  ];
}

const documents = readdirSync(new URL('src/generated/openapi/', root))
  .filter((file) => file.endsWith('.json') && file !== 'sandbox.json')
  .map((file) => file.replace('.json', ''))
  .sort();

const text = [
  '# Fidelity',
  '',
  "This page lists what is BT's and what is not. `npm run docs:fidelity` prints it from the marks in `specs/`; a test compares.",
  '',
  '- **As exact as public material allows**: the tracking-header rule, error codes and body families, the `E…` selectors, and the',
  '  members of quote, address and appointment with their enumerations.',
  '- **Modelled**: members of order, qualification and notification that nobody has published, the names of milestones and open',
  '  actions, every duration, all retry behaviour, token lifetime, and the figures of rate limits.',
  '- **One value in several forms**: a pricing period (`accessPricingPeriod`) may be `1 Year`, `12 months`, `12` or 12; BT has',
  '  published the name and not the form.',
  "- **Chosen among forms**: for a wrong method BT prints two, the gateway's and the pricing tool's. Quote and the order family",
  "  send the pricing tool's with `Allow`, address and appointment the gateway's without it. Code 80 on quote is the gateway's.",
  '- **Standards**: the TM Forum members are those of its v4 APIs. Service tests (TMF653), which etherbox does not serve, have a v5',
  '  since September 2026.',
  '- **Extras of ours**: `Idempotency-Key`, `Prefer`, hubs, signatures, the `Link` to an explanation, `X-Etherbox-*` headers.',
  '  `--profile strict` switches them off together.',
  '',
  '| mark | means |',
  '|---|---|',
  ...Object.entries(words).map(([mark, means]) => `| ${mark} | ${means} |`),
  '',
  "The control API (`/_sandbox/v1`), the dashboard and the command line are etherbox's own.",
  '',
  '## Interfaces',
  '',
  ...documents.flatMap(documentSection),
  '## Journeys',
  '',
  'Lead times are in working days. The source of each step says where it comes from.',
  '',
  ...readdirSync(new URL('specs/journeys/', root)).sort().flatMap(journeySection),
].join('\n');

if (process.argv.includes('--check')) {
  if (read('docs/fidelity.md') !== `${text.trimEnd()}\n`) {
    console.error('docs/fidelity.md is stale: npm run docs:fidelity');
    process.exit(1);
  }
} else writeFileSync(page, `${text.trimEnd()}\n`);
