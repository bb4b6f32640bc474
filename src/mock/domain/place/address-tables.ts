import {
  choiceColumn,
  choicesColumn,
  numberColumn,
  patternColumn,
  readTable,
  type TableColumn,
  type TableProblem,
  type TableRow,
  textColumn,
} from '#domain/core/csv-table';
import {
  type AddressFixture,
  type PostcodeRow,
  type PremisesPosition,
  type PremisesRow,
  premisesAttributes,
  premisesTechnologies,
  qualifiers,
} from './address-book.ts';
import { canonicalizePostcode } from './postcode.ts';

/**
 * Reads the two tables of addresses, `postcodes.csv` and `premises.csv`. fixtures/README.md explains each column. The build
 * makes JSON of the tables that come with etherbox. Only `postcode` and `number` are needed in a table of premises, so that
 * a customer can write one by hand.
 */

export const addressTableNames = ['postcodes', 'premises'] as const;
export type AddressTableName = (typeof addressTableNames)[number];

export interface AddressTableProblem extends TableProblem {
  readonly table: AddressTableName;
}

/** Codes of sites and what they mean: `{ RD06: 'Self Contained Flat' }`. */
export type SiteClassifications = { readonly [code: string]: string };

const required = <Value>(column: TableColumn<Value>): TableColumn<Value> => ({ ...column, isRequired: true });

const postcodeColumn: TableColumn<string> = {
  isRequired: true,
  blank: '',
  read: canonicalizePostcode,
  expected: () => 'a UK postcode such as AB15 7XY',
};
const uprnColumn: TableColumn<string> = {
  blank: '',
  read: (text) => (/^[0-9Z][0-9]{0,11}$/.test(text) ? text : undefined),
  expected: (text) =>
    /^\d+([.,]\d+)?e\+?\d+$/i.test(text)
      ? 'all digits of the UPRN: a spreadsheet has shortened it; format the column as text and enter the UPRN again'
      : 'a UPRN: 1 to 12 digits (10403462791)',
};
const positionColumns = {
  easting: numberColumn({ min: 0, max: 700_000, unit: 'metres', isWhole: true }),
  northing: numberColumn({ min: 0, max: 1_300_000, unit: 'metres', isWhole: true }),
  latitude: numberColumn({ min: 49, max: 61, unit: 'degrees' }),
  longitude: numberColumn({ min: -9, max: 2, unit: 'degrees' }),
};

export const postcodeColumns = {
  postcode: postcodeColumn,
  exchange: required(patternColumn(/^[A-Z]{3,4}$/, 'the code of an exchange: 3 or 4 capitals (ABWE)')),
  grid: choiceColumn(['BritishNationalGrid', 'IrishGrid'] as const, 'BritishNationalGrid'),
  street: required(textColumn(100)),
  sub_street: textColumn(45),
  sub_locality: textColumn(30),
  locality: textColumn(50),
  city: required(textColumn(50)),
  county: textColumn(100),
  easting: required(positionColumns.easting),
  northing: required(positionColumns.northing),
  latitude: required(positionColumns.latitude),
  longitude: required(positionColumns.longitude),
};

export const premisesColumns = {
  postcode: postcodeColumn,
  number: { ...textColumn(10), isExpected: true },
  building: textColumn(50),
  sub_building: textColumn(30),
  organisation: textColumn(30),
  qualifier: choiceColumn(qualifiers, 'Gold'),
  openreach_key: patternColumn(/^A[0-9]{11}$/, 'A and 11 digits (A54291275706)'),
  robt_key: patternColumn(/^[RX][0-9]{11}$/, 'R or X and 11 digits (R42768490953)'),
  uprn: uprnColumn,
  parent_uprn: uprnColumn,
  classification: patternColumn(/^[A-Z]{2}[0-9]{0,2}$/, 'a code of site-classifications.yaml (RD04)'),
  technologies: choicesColumn(premisesTechnologies),
  restricted_technologies: choicesColumn(premisesTechnologies),
  attributes: choicesColumn(premisesAttributes),
  ...positionColumns,
};

const postcodeKeys = [{ name: 'postcode', columns: ['postcode'] }] as const;
const premisesKeys = [
  { name: 'address key', columns: ['openreach_key', 'robt_key'] },
  { name: 'UPRN', columns: ['uprn'] },
] as const;

type PostcodesRow = TableRow<typeof postcodeColumns>;
type PremisesTableRow = TableRow<typeof premisesColumns>;

/** `postcodes.csv` alone. */
export function readPostcodesTable(text: string) {
  return readTable(text, postcodeColumns, postcodeKeys);
}

/** `premises.csv` alone: whether its postcodes are in the other table is not looked at. */
export function readPremisesTable(text: string) {
  const table = readTable(text, premisesColumns, premisesKeys);
  return { ...table, problems: [...table.problems, ...incompleteRows(table)] };
}

const positionNames = Object.keys(positionColumns) as (keyof typeof positionColumns)[];

/** What a row says must be enough to know the premises by, and its position must be whole or missing. */
function incompleteRows({ rows, problemAt }: ReturnType<typeof readTable<typeof premisesColumns>>): TableProblem[] {
  const problems: TableProblem[] = [];
  for (const [rowIndex, row] of rows.entries()) {
    if (row.postcode !== '' && !row.number && !row.building && !row.organisation) {
      const message = 'found no number, no building and no organisation; expected at least one of them';
      problems.push(problemAt(rowIndex, 'number', message));
    }
    const isMissing = (name: keyof typeof positionColumns): boolean => row[name] === undefined;
    if (positionNames.some(isMissing) && !positionNames.every(isMissing)) {
      const missing = positionNames.filter(isMissing).join(' and no ');
      const message = `found no ${missing}; expected ${positionNames.join(', ')} together, or none of them`;
      problems.push(problemAt(rowIndex, 'easting', message));
    }
  }
  return problems;
}

/**
 * Both tables as the server reads them. Never throws; `fixture` may be used only where there is no problem.
 *
 * @param texts of the two files
 * @example readAddressTables({ postcodes, premises }, classifications).problems // [{ table: 'premises', line: 7, … }]
 */
export function readAddressTables(
  texts: { readonly [table in AddressTableName]: string },
  classifications: SiteClassifications,
): { readonly fixture: AddressFixture; readonly problems: readonly AddressTableProblem[] } {
  const postcodes = readPostcodesTable(texts.postcodes);
  const premises = readPremisesTable(texts.premises);
  const premisesByPostcode = new Map<string, PremisesRow[]>(postcodes.rows.map(({ postcode }) => [postcode, []]));
  const problems: AddressTableProblem[] = [
    ...postcodes.problems.map((problem) => ({ table: 'postcodes' as const, ...problem })),
    ...premises.problems.map((problem) => ({ table: 'premises' as const, ...problem })),
  ];
  const report = (rowIndex: number, column: keyof typeof premisesColumns, message: string): void => {
    problems.push({ table: 'premises', ...premises.problemAt(rowIndex, column, message) });
  };
  for (const [rowIndex, row] of premises.rows.entries()) {
    const { postcode, classification } = row;
    const premisesOfPostcode = premisesByPostcode.get(postcode);
    if (premisesOfPostcode) premisesOfPostcode.push(premisesRow(row));
    else if (postcode !== '')
      report(rowIndex, 'postcode', `postcode: found "${postcode}"; expected a postcode of postcodes.csv`);
    if (classification !== '' && !Object.hasOwn(classifications, classification)) {
      const codes = Object.keys(classifications).join(', ');
      report(rowIndex, 'classification', `classification: found "${classification}"; expected one of ${codes}`);
    }
  }
  const blocks = postcodes.rows.map((row) => postcodeRow(row, premisesByPostcode.get(row.postcode) ?? []));
  return { fixture: { classifications, postcodes: blocks }, problems };
}

/** Members that most postcodes lack are left out: the server reads this at every start. */
function postcodeRow(row: PostcodesRow, premises: readonly PremisesRow[]): PostcodeRow {
  const { postcode, exchange, grid, street, sub_street, sub_locality, locality, city, county } = row;
  return {
    postcode,
    exchange,
    ...(grid === 'IrishGrid' ? { grid } : {}),
    street,
    ...(sub_street === '' ? {} : { subStreet: sub_street }),
    ...(sub_locality === '' ? {} : { subLocality: sub_locality }),
    ...(locality === '' ? {} : { locality }),
    city,
    ...(county === '' ? {} : { county }),
    at: [row.easting ?? 0, row.northing ?? 0, row.latitude ?? 0, row.longitude ?? 0],
    premises,
  };
}

function premisesRow(row: PremisesTableRow): PremisesRow {
  const { easting, northing = 0, latitude = 0, longitude = 0 } = row;
  const position: PremisesPosition | null = easting === undefined ? null : [easting, northing, latitude, longitude];
  const extra = {
    ...(row.parent_uprn === '' ? {} : { parentUprn: row.parent_uprn }),
    ...(row.restricted_technologies.length === 0 ? {} : { restricted: row.restricted_technologies.join('|') }),
    ...(row.attributes.length === 0 ? {} : { attributes: row.attributes.join('|') }),
  };
  const cells = [
    row.openreach_key,
    row.robt_key,
    row.uprn,
    row.qualifier,
    row.number,
    row.building,
    row.sub_building,
    row.organisation,
    row.classification,
    row.technologies.join('|'),
    position,
  ] as const;
  return Object.keys(extra).length === 0 ? cells : [...cells, extra];
}
