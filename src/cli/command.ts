import type { Argv, CommandModule } from 'yargs';

/** A command of the command line: its options are declared once and its handler gets them typed. */
export function command<T>(
  name: string | readonly string[],
  describe: string,
  options: (yargs: Argv) => Argv<T>,
  handler: (args: T) => void | Promise<void>,
): CommandModule<object, T> {
  return { command: name, describe, builder: options, handler } as CommandModule<object, T>;
}
