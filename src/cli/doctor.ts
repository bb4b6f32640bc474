import { defineCommand } from './command.ts';
import { collectFacts, type EnvironmentFact } from './doctor-facts.ts';
import { exitCodes } from './exit.ts';
import { alignColumns, printData } from './print.ts';

/**
 * Facts about this machine, in a form to paste into a report. It reads and never writes, works when the server would not
 * start, and shows no secret. Options are taken as they come: what is wrong with them is a fact, too.
 */
export const doctorCommand = defineCommand(
  'doctor',
  'Facts about this machine and these options; reads only, shows no secret',
  (yargs) =>
    yargs
      .option('port', { type: 'string', describe: 'As for start' })
      .option('host', { type: 'string', describe: 'As for start' })
      .option('data', { type: 'string', describe: 'As for start' })
      .option('now', { type: 'string', describe: 'As for start' })
      .option('clock', { type: 'string', describe: 'As for start' })
      .option('callback', { type: 'string', describe: 'As for start: can it be reached?' })
      .option('control-token', { type: 'string', describe: 'As for start; never shown' })
      .option('base-url', { type: 'string', describe: 'A running server to compare with' })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('$0 doctor', 'is everything there?')
      .example('$0 doctor --data ./sandbox-data --callback http://localhost:3000/hook', 'and with these options?'),
  async (args) => {
    const facts = await collectFacts(args, process.env);
    const failed = facts.filter(({ ok }) => ok === false);
    printData({ ok: failed.length === 0, facts }, args.json, () => alignColumns(facts.map(factRow)));
    if (failed.length > 0) process.exitCode = exitCodes.checkFailed;
  },
);

const factRow = ({ name, ok, text }: EnvironmentFact): string[] => [
  ok === undefined ? '·' : ok ? '✓' : '✗',
  name,
  text,
];
