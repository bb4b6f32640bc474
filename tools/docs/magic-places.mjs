// @ts-check
/**
 * Writes docs/magic-places.md from the fixtures: `node tools/docs/magic-places.mjs`; `--check` writes nothing and exits 1 when
 * the page does not say what the fixtures say. Run `npm run build` before.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = (path) => new URL(`../../${path}`, import.meta.url);
// As the build has made them.
const read = (name) => JSON.parse(readFileSync(file(`src/generated/fixtures/${name}.json`), 'utf8'));
const network = read('availability');
const { postcodes } = read('addresses');
const { products } = read('product-catalogue');

/** Padded, so that it reads well as plain text and the formatter has nothing to add. */
function table(head, rows) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((cells) => cells[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
const code = (text) => `\`${text}\``;
const districtOf = (exchange) => network.exchanges.find((one) => one.code === exchange).district;

/** Every input of an appointment with a fixed meaning. */
function appointmentInputs() {
  const book = read('appointment-slots');
  const kinds = [
    ['place', book.places],
    ['DirectoryNumber', book.directoryNumbers],
    ['AccessLineId', book.accessLineIds],
  ];
  return kinds.flatMap(([kind, meanings]) =>
    Object.entries(meanings).map(([value, { source, means, refusal }]) => [
      kind,
      `\`${value}\``,
      source,
      means ? `stands for ${means}` : `refused: \`${refusal}\` ([errors](errors.md))`,
    ]),
  );
}

/** As test/domain/appointment/appointment.test.ts reaches them. */
const appointmentWords = [
  ['`SiteVisitReasonNotSuported`', '`siteVisitReason` Premium with a technology that has none'],
  ['`SimNotSupported`', '`simProvide` true'],
  ['`MissingLocationIdentifier`, `TooManyLocationIdentifiers`', 'none, or several, of number, line and place'],
  ['`NewExchangeLineNotSupported`', '`newExchangeLine` true with FTTP'],
  ['`InvalidInputCombination`', '`appointmentType` Expedited; SOGEA New Line without a new line'],
  ['`TimeSlotNotSupported`', 'a start more than 90 days ahead; a booking that is no slot'],
  ['`TimeSlotNotAvailable`', 'a slot booked as often as the exchange has engineers'],
  ['`MissingData`, `InvalidData`', 'a member that is missing, or none of its values'],
];

/** A key to start with: the first Gold one of the postcode, or else the first of any kind. */
function exampleKey(postcode) {
  const block = postcodes.find((one) => one.postcode === postcode);
  const row = block.premises.find((cells) => cells[3] === 'Gold') ?? block.premises[0];
  return row[3] === 'Gold' ? code(`${row[0]}/${districtOf(block.exchange)}`) : code(row[0] || row[1]);
}

const count = postcodes.reduce((sum, { premises }) => sum + premises.length, 0);
const place = ({ name, postcode, shows }) => [name, code(postcode), exampleKey(postcode), shows];
const published = network.places.filter(({ source }) => source === 'bt');
const ours = network.places.filter(({ source }) => source !== 'bt');
const inHull = network.exchanges.filter(({ provider }) => provider === 'KCOM').map(({ name }) => name);

const page = `# Magic places

<!-- Made by tools/docs/magic-places.mjs from fixtures/. Change those. -->

Each of these places has a fixed outcome. Name it by its postcode, or by a key or UPRN of its premises: an address look-up, a
qualification, a quote, an appointment search and an order all agree; an FTTP order takes a Gold key alone. Any other postcode of the United Kingdom works, too: it has
fibre, SOGEA and mostly FTTP, and its answers depend on the postcode alone.

## One place per outcome

${table(['place', 'postcode', 'a key', 'what it shows'], ours.map(place))}

## Inputs that BT publishes for its own sandbox

The inputs are BT's, the premises are ours. UPRN \`990000377850\` is at AB15 7XY, UPRN \`Z00000005015\` at CM1 2EE, and
\`addressSource=ROBT&id=X05000253608\` finds Riverside Tower in London.

${table(['place', 'postcode', 'a key', 'what it shows'], published.map(place))}

## Inputs of an appointment

BT's two sample inputs are ordinary places. Each other input gives one error word of the back end. Any other number or line id is
ordinary or not recognised.

${table(['input', 'value', 'source', 'what it does'], appointmentInputs())}

The remaining error words need no magic input:

${table(['word', 'reached by'], appointmentWords)}

## What an outcome means

${table(
  ['outcome', 'what it shows'],
  Object.entries(network.outcomes).map(([name, { shows }]) => [code(name), shows]),
)}

A qualification gives the reason as a code:

${table(
  ['code', 'words'],
  Object.entries(network.reasons).map(([name, words]) => [code(name), words]),
)}

## Products

${table(
  ['product', 'other spellings', 'through the API'],
  products.map(({ name, also, orderable }) => [name, also.join(', '), orderable ? 'ordered' : 'quoted only']),
)}

## The premises

${count} premises in ${postcodes.length} postcodes, served by ${network.exchanges.length} exchanges, in England, Scotland, Wales and Northern Ireland;
${inHull.join(', ')} are KCOM's. Towns are real; streets, buildings, organisations, keys and numbers are invented, and a postcode may
exist without meaning its real users. \`node tools/premises/make-premises.mjs\` makes them again.

Data centres, exchanges and optical nodes for \`DataCentreSite\`, \`ExchangeConnectSite\` and \`OpticalCoreNodeSite\` are listed by
\`GET /bt-wholesale/tmf-api/resourceInventoryManagement/v4/quoteNetworkResource?category=…\`; for instance ${code(network.sites[0].code)}.
`;

if (process.argv.includes('--check')) {
  if (readFileSync(file('docs/magic-places.md'), 'utf8') !== page) {
    console.error('docs/magic-places.md is not what the fixtures say; run node tools/docs/magic-places.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file('docs/magic-places.md'), page);
}
