// @ts-check
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The file of an installed package's command, to be run with this Node: the same on every platform and without a shell.
 *
 * @param {string} packageName
 * @param {string} [command] where it has another name than the package
 * @returns {string}
 * @throws where the package is not installed
 */
export function binary(packageName, command = packageName.replace(/^@[^/]+\//, '')) {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

/**
 * As {@link binary}; undefined where the package is not installed.
 *
 * @param {string} packageName
 * @param {string} [command]
 */
export function installedBinary(packageName, command) {
  try {
    return binary(packageName, command);
  } catch {
    return undefined;
  }
}
