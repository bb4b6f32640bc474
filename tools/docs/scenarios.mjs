// @ts-check
/**
 * Writes docs/scenarios.md from the library: `node tools/docs/scenarios.mjs`; `--check` writes nothing and exits 1 when the
 * page does not say what the library says. Run `npm run build` before.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = (path) => new URL(`../../${path}`, import.meta.url);
const scenarios = JSON.parse(readFileSync(file('src/generated/scenario-library.json'), 'utf8'));
const library = Object.entries(scenarios).map(([name, { scenario }]) => ({ ...scenario, title: scenario.name, name }));

const families = {
  order: 'Orders',
  setback: 'Setbacks of an order',
  'open-action': 'Open actions',
  appointment: 'Appointments',
  qualification: 'Addresses and qualification',
  quote: 'Quotes',
  network: 'Tokens and network',
  callback: 'Callbacks',
};

const code = (text) => `\`${text}\``;
const calls = ({ steps }) => [...new Set(steps.flatMap((step) => step.call ?? step.awaitCall ?? []))];
const setbacksOf = ({ setbacks = [], steps }) => [
  ...new Set([...setbacks, ...steps].flatMap((one) => (typeof one.setback === 'string' ? [one.setback] : []))),
];

function entry(scenario) {
  const { name, title, story, teaches } = scenario;
  const facts = [
    ['It teaches', teaches],
    ['The client calls', calls(scenario).map(code).join(', ')],
    ['Setbacks', setbacksOf(scenario).map(code).join(', ')],
  ].filter(([, said]) => said);
  return `### ${title}

${code(name)}

${story.trim()}

${facts.map(([what, said]) => `- ${what}: ${said}`).join('\n')}
`;
}

const parts = Object.entries(families).map(([family, title]) => {
  const members = library.filter((one) => one.family === family);
  return `## ${title}\n\n${members.map(entry).join('\n')}`;
});

const page = `# Scenarios

<!-- Made by tools/docs/scenarios.mjs from src/scenarios/library/. Change those. -->

A scenario describes a starting state, what goes wrong, steps, and expectations. The same file is a demonstration, a failure test
and a provider state of a contract. ${library.length} of them come with the package.

## How to use one

${'```'}sh
etherbox run --list                                  # what there is
etherbox run --list survey-finds-blocked-duct        # its story, milestones and callbacks, without running it
etherbox run survey-finds-blocked-duct               # run: it makes the calls itself
etherbox start --scenario survey-finds-blocked-duct  # hosted: the starting state is prepared, your client makes the calls
etherbox run --hosted survey-finds-blocked-duct      # hosted on a running server: waits for your client and judges it
etherbox run my-scenarios/ --reporter text,junit=out/scenarios.xml,html=out/scenarios.html
${'```'}

In a test suite: ${code("startSandbox({ scenario: 'survey-finds-blocked-duct' })")}. Over the control API: ${code('POST /_sandbox/v1/sandboxes/{id}/scenarios')}
with ${code('{"name": …}')} or ${code('{"inline": …}')}.

## How to write one

${'```'}yaml
# yaml-language-server: $schema=./node_modules/etherbox/specs/schemas/scenario.schema.json
name: The survey finds a blocked duct
start: 2026-01-05T09:00:00Z
setbacks:
  - { setback: survey-finds-blocked-duct, product: Etherway }
steps:
  - call: createProductOrder
    body: requests/etherway-fibre-provide.json # in the folder of the scenario, or in the package's fixtures/
    set: { /externalId: MINE-1 } # by JSON pointer
    status: 201
    save: { order: id } # $order from here on
  - advance: { order: $order, milestone: Desktop survey }
  - expect:
      order: $order
      state: inProgress
      notified: [Desktop survey complete, Blocked duct found]
      upcoming: [Blocked duct cleared, KCI2]
${'```'}

The starting state: ${code('seed')}, ${code('start')}, ${code('customer')}, ${code('listener')}, ${code('addresses')}, ${code('assets')} (completed before the start), ${code('orders')} (under way, each
${code('at')} a milestone), ${code('faultInjections')} in transport and ${code('setbacks')} of orders. The steps: ${code('call')}, ${code('advance')}, ${code('inject')}, ${code('setback')}, ${code('answer')}, ${code('resend')},
${code('awaitCall')}, ${code('expect')}. The schema specs/schemas/scenario.schema.json describes every member to editors; a mistake is
reported with its line, its column and the nearest valid word.

\`callbacks\` is compared with what the scenario's own listener received. When hosted, it is compared with what the client's listener
acknowledged, or with the built-in inbox if no listener is set. When judged afterwards (\`etherbox run --judge\`), only the last
such expectation is compared, since earlier moments are past.

In place of a value an expectation may hold one of ${['atLeast', 'atMost', 'oneOf', 'contains', 'startsWith', 'present', 'not', 'length'].map(code).join(', ')}.

A file is at most 256 KiB and 200 steps long. Its paths stay inside its folder or ${code('fixtures/')}, and it contains no code.

${parts.join('\n')}`;

if (process.argv.includes('--check')) {
  if (readFileSync(file('docs/scenarios.md'), 'utf8') !== page) {
    console.error('docs/scenarios.md is not what the library says; run node tools/docs/scenarios.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file('docs/scenarios.md'), page);
}
