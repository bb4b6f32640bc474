#!/usr/bin/env node
import { hideBin } from 'yargs/helpers';
import { run } from './command-line.ts';

await run(hideBin(process.argv));
