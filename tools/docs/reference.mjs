// @ts-check
// npm run docs:reference: prints docs/reference.md from the command line's own help and from the documents. --check compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { buildParser, commands, examplesFirst } from '../../src/cli/command-line.ts';
import { shownOperations } from '../../src/mock/http/reference/operation-section.ts';
import { readOpenApiDocuments } from '../../src/mock/runtime/load-data.ts';

const page = new URL('../../docs/reference.md', import.meta.url);
process.stdout.columns = 110;

async function helpOf(name) {
  const help = examplesFirst(await buildParser([name]).getHelp());
  // The version and the way to this text are the same everywhere.
  return help
    .split('\n')
    .filter((line) => !/^ {2}--(help|version) /.test(line))
    .map((line) => line.trimEnd())
    .join('\n');
}

const lines = [
  '# Commands and paths',
  '',
  '<!-- Printed by `npm run docs:reference` from the command line and the specifications; not edited by hand. -->',
  '',
  '## Commands',
  '',
];
for (const { command } of commands) {
  const name = String(command).split(' ')[0];
  lines.push(`### ${name}`, '', '```text', await helpOf(name), '```', '');
}
lines.push('## Paths', '');
for (const document of Object.values(readOpenApiDocuments())) {
  const operations = shownOperations(document);
  if (operations.length === 0) continue;
  lines.push(
    `### ${/** @type {{ info: { title: string } }} */ (document).info.title}`,
    '',
    '| | path | operation | |',
    '|---|---|---|---|',
  );
  for (const { method, path, operationId, summary, aliases } of operations) {
    const paths = [path, ...aliases].map((one) => `\`${one}\``).join(', ');
    lines.push(`| ${method} | ${paths} | \`${operationId}\` | ${summary.replaceAll('|', '\\|')} |`);
  }
  lines.push('');
}
const text = lines.join('\n');
if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/reference.md is out of date: npm run docs:reference');
  process.exit(1);
}
