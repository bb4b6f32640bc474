import type { Argv, CommandModule } from 'yargs';
import { exitCodes } from './exit-codes.ts';

/** Types a command: its options are declared once, and its handler gets them typed. */
export function defineCommand<T>(
  name: string | readonly string[],
  describe: string,
  options: (yargs: Argv) => Argv<T>,
  handler: (args: T) => void | Promise<void>,
): CommandModule<object, T> {
  const interruptible = async (args: T): Promise<void> => {
    process.on('SIGINT', exitOnInterrupt);
    try {
      await handler(args);
    } finally {
      process.removeListener('SIGINT', exitOnInterrupt);
    }
  };
  return { command: name, describe, builder: options, handler: interruptible } as CommandModule<object, T>;
}

/** A command with its own end on interruption installs its own listener. */
function exitOnInterrupt(): void {
  if (process.listenerCount('SIGINT') > 1) return;
  process.exit(exitCodes.interrupted);
}
