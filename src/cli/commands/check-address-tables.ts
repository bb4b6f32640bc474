import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  addressTableNames,
  readAddressTables,
  readPostcodesTable,
  readPremisesTable,
  type SiteClassifications,
} from '#domain/place/address-tables';
import { readReferenceFiles } from '#runtime/load-data';

/** A finding of `etherbox check`, but for the file. */
export interface AddressTableFinding {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

const fileNames = addressTableNames.map((name) => `${name}.csv`);

export function isAddressTable(path: string): boolean {
  return fileNames.includes(basename(path));
}

/**
 * What is wrong with a table of addresses. Premises are compared with the postcodes.csv in their folder, where there is one.
 *
 * @param text of the file at `path`
 */
export function addressTableFindings(path: string, text: string): AddressTableFinding[] {
  if (!isAddressTable(path))
    return [{ line: 1, column: 1, text: `found ${basename(path)}; expected ${fileNames.join(' or ')}` }];
  const problems =
    basename(path) === 'postcodes.csv' ? readPostcodesTable(text).problems : premisesProblems(path, text);
  return problems.map(({ line, column, message }) => ({ line, column, text: message }));
}

function premisesProblems(path: string, premises: string) {
  const postcodesFile = join(dirname(path), 'postcodes.csv');
  if (!existsSync(postcodesFile)) return readPremisesTable(premises).problems;
  const texts = { postcodes: readFileSync(postcodesFile, 'utf8'), premises };
  return readAddressTables(texts, knownClassifications()).problems.filter(({ table }) => table === 'premises');
}

function knownClassifications(): SiteClassifications {
  const { addresses } = readReferenceFiles().fixtures;
  return (addresses as { readonly classifications: SiteClassifications }).classifications;
}
