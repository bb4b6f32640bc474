import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildAddressBook } from '#domain/place/address-book';
import { postcodeColumns, premisesColumns, readAddressTables, readPremisesTable } from '#domain/place/address-tables';

const classifications = { RD04: 'Terraced', PP: 'Property Shell' };
const read = (postcodes: string, premises: string) => readAddressTables({ postcodes, premises }, classifications);

const postcodes = `postcode,exchange,street,city,easting,northing,latitude,longitude
LS1 4AP,LDSB,Alma Street,Leeds,429800,433500,53.797,-1.549
AB15 7XY,ABWE,"Wellbrae, Upper",Aberdeen,391139,805999,57.144795,-2.148065
`;
const premises = `postcode,number,uprn,technologies,easting,northing,latitude,longitude
AB15 7XY,1,100,Copper|FTTPBrownfield,391140,806000,57.1448,-2.14806
LS1 4AP,2,,,,,,
`;

describe('good tables', () => {
  test('give the address book', () => {
    const { fixture, problems } = read(postcodes, premises);
    expect(problems).toEqual([]);
    const book = buildAddressBook(fixture);
    expect(book.blocks.map(({ postcode }) => postcode)).toEqual(['LS1 4AP', 'AB15 7XY']);
    expect(book.blockByPostcode.get('AB15 7XY')?.technologies).toEqual(['Copper', 'FTTPBrownfield']);
    expect(book.findByUprn('100')).toMatchObject({
      streetNr: '1',
      streetName: 'Wellbrae, Upper',
      qualifier: 'Gold',
      easting: 391140,
      latitude: 57.1448,
      grid: 'BritishNationalGrid',
    });
    // Without a position of its own it is in the middle of its postcode.
    expect(book.blocks[0]?.premises[0]).toMatchObject({ streetNr: '2', easting: 429800, longitude: -1.549 });
  });

  const spreadsheet = (text: string) => `\uFEFF${text.replaceAll(',', ';').replaceAll('\n', '\r\n')}`;
  test.each<[string, string, string]>([
    [
      'a byte order mark, CRLF and ;',
      spreadsheet(postcodes.replace('Wellbrae, Upper', 'Wellbrae')),
      spreadsheet(premises),
    ],
    ['only postcode and number', postcodes, 'postcode,number\nAB15 7XY,1\n'],
    ['columns in another order, written otherwise', postcodes, 'Number,POSTCODE,Sub-building\n1,ab157xy,Flat 2\n'],
    ['a quoted cell of two lines', postcodes, 'postcode,number,organisation\nLS1 4AP,,"Bluebell\nBooks"\n'],
    ['empty rows', postcodes, 'postcode,number\n,\nLS1 4AP,1\n\n'],
    ['a blank UPRN twice', postcodes, 'postcode,number,uprn\nLS1 4AP,1,\nLS1 4AP,2,\n'],
    ['a premises key that is a UPRN elsewhere', postcodes, 'postcode,number,uprn\nLS1 4AP,1,5\nLS1 4AP,5,6\n'],
  ])('%s is read without a problem', (_what, postcodesText, premisesText) => {
    expect(read(postcodesText, premisesText).problems).toEqual([]);
  });

  test('rows of a postcode stay in their order, wherever they are', () => {
    const { fixture } = read(postcodes, 'number,postcode\n9,LS1 4AP\n8,AB15 7XY\n7,LS1 4AP\n');
    const numbers = fixture.postcodes.map((block) => block.premises.map((row) => row[4]));
    expect(numbers).toEqual([['9', '7'], ['8']]);
  });
});

const postcodesHeader = 'postcode,exchange,street,city,easting,northing,latitude,longitude';
const goodPostcode = 'LS1 4AP,LDSB,Alma Street,Leeds,429800,433500,53.797,-1.549';
/** One row of postcodes.csv with one value changed. */
const postcodeWith = (good: string, bad: string) => [
  `${postcodesHeader}\n${goodPostcode.replace(good, bad)}\n`,
  'postcode,number\n',
];
const premisesWith = (...lines: string[]) => [postcodes, `${lines.join('\n')}\n`];

describe('each mistake is named with its line, its column, what was found and what would be right', () => {
  test.each<[string, string[], string]>([
    ['an empty file', ['', premises], 'postcodes 1:1 found no column postcode; expected it in the header'],
    ['an empty table of premises', [postcodes, ''], 'premises 1:1 found no column number'],
    ['a missing column', premisesWith('postcode,building', 'LS1 4AP,Mill'), 'premises 1:1 found no column number'],
    [
      'a missing column of postcodes',
      ['postcode,street\n', 'postcode,number\n'],
      'postcodes 1:1 found no column exchange',
    ],
    [
      'a column misspelled',
      premisesWith('postcode,number,qualifer', 'LS1 4AP,1,Gold'),
      'premises 1:17 found the column "qualifer", which is not known; did you mean qualifier?',
    ],
    [
      'a column that nobody reads',
      premisesWith('postcode,number,favourite colour', 'LS1 4AP,1,red'),
      'premises 1:17 found the column "favourite colour", which is not known; expected one of postcode, number, building',
    ],
    [
      'a column without a name',
      premisesWith('postcode,number,', 'LS1 4AP,1,x'),
      'premises 1:17 found the column "", which is not known',
    ],
    [
      'a column twice',
      premisesWith('postcode,number,Number', 'LS1 4AP,1,2'),
      'premises 1:17 found the column number again; expected it once',
    ],
    [
      'tabs between the cells',
      premisesWith('postcode\tnumber', 'LS1 4AP\t1'),
      'premises 1:1 found the column "postcode\\tnumber", which is not known',
    ],
    [
      'a UPRN that a spreadsheet shortened',
      premisesWith('postcode,number,uprn', 'LS1 4AP,1,1.00022E+11'),
      'premises 2:11 uprn: found "1.00022E+11"; expected all digits of the UPRN: a spreadsheet has shortened it',
    ],
    [
      'the same with a decimal comma',
      premisesWith('postcode;number;uprn', 'LS1 4AP;1;1,00022E+11'),
      'premises 2:11 uprn: found "1,00022E+11"; expected all digits of the UPRN: a spreadsheet has shortened it',
    ],
    [
      'a parent shortened',
      premisesWith('postcode,number,parent_uprn', 'LS1 4AP,1,1E+11'),
      'premises 2:11 parent_uprn: found "1E+11"; expected all digits of the UPRN',
    ],
    [
      'a UPRN of 13 digits',
      premisesWith('postcode,number,uprn', 'LS1 4AP,1,1234567890123'),
      'premises 2:11 uprn: found "1234567890123"; expected a UPRN: 1 to 12 digits',
    ],
    [
      'a UPRN twice',
      premisesWith('postcode,number,uprn', 'LS1 4AP,1,77', 'LS1 4AP,2,77'),
      'premises 3:11 uprn: found 77 again; expected each UPRN once, and line 2 has it',
    ],
    [
      'an address key twice',
      premisesWith('postcode,number,openreach_key', 'LS1 4AP,1,A00000000001', 'LS1 4AP,2,A00000000001'),
      'premises 3:11 openreach_key: found A00000000001 again; expected each address key once, and line 2 has it',
    ],
    [
      'a RoBT key twice',
      premisesWith('postcode,robt_key,number', 'LS1 4AP,R00000000001,1', '', 'LS1 4AP,R00000000001,2'),
      'premises 4:9 robt_key: found R00000000001 again; expected each address key once, and line 2 has it',
    ],
    [
      'a postcode twice',
      [`${postcodes}ls14ap${goodPostcode.slice(7)}\n`, premises],
      'postcodes 4:1 postcode: found LS1 4AP again; expected each postcode once, and line 2 has it',
    ],
    [
      'premises of an unknown postcode',
      premisesWith('postcode,number', 'LS1 4AP,1', 'LS1 4AQ,1'),
      'premises 3:1 postcode: found "LS1 4AQ"; expected a postcode of postcodes.csv',
    ],
    [
      'no postcode',
      premisesWith('postcode,number', ',1'),
      'premises 2:1 postcode: found nothing; expected a UK postcode such as AB15 7XY',
    ],
    [
      'a postcode that is none',
      premisesWith('postcode,number', '1 LS4,1'),
      'premises 2:1 postcode: found "1 LS4"; expected a UK postcode',
    ],
    [
      'nothing to know the premises by',
      premisesWith('number,postcode', ',LS1 4AP'),
      'premises 2:1 found no number, no building and no organisation; expected at least one of them',
    ],
    [
      'a key with a letter too few',
      premisesWith('postcode,number,openreach_key', 'LS1 4AP,1,54291275706'),
      'premises 2:11 openreach_key: found "54291275706"; expected A and 11 digits',
    ],
    [
      'a key of the other base',
      premisesWith('postcode,number,robt_key', 'LS1 4AP,1,A54291275706'),
      'premises 2:11 robt_key: found "A54291275706"; expected R or X and 11 digits',
    ],
    [
      'a qualifier that is none',
      premisesWith('postcode,number,qualifier', 'LS1 4AP,1,Golden'),
      'premises 2:11 qualifier: found "Golden"; expected Gold, Silver, Non-Gold (did you mean Gold?)',
    ],
    [
      'a technology that is none',
      premisesWith('postcode,number,technologies', 'LS1 4AP,1,Copper|FTTPBrownfeld'),
      'premises 2:11 technologies: found "Copper|FTTPBrownfeld"; expected Copper, PointToPointFibre, FTTPBrownfield, FTTPGreenfield (did you mean FTTPBrownfield?)',
    ],
    [
      'a technology twice',
      premisesWith('postcode,number,technologies', 'LS1 4AP,1,Copper|Copper'),
      'premises 2:11 technologies: found "Copper|Copper"; expected Copper,',
    ],
    [
      'an attribute that is none',
      premisesWith('postcode,number,attributes', 'LS1 4AP,1,Hot'),
      'premises 2:11 attributes: found "Hot"; expected Hot site, Temporary, Uninhabited',
    ],
    [
      'an unknown classification',
      premisesWith('postcode,number,classification', 'LS1 4AP,1,RD99'),
      'premises 2:11 classification: found "RD99"; expected one of RD04, PP',
    ],
    [
      'a name that is too long',
      premisesWith('postcode,number,building', `LS1 4AP,1,${'x'.repeat(51)}`),
      'premises 2:11 building: found "xxx',
    ],
    [
      'half a position',
      premisesWith('postcode,number,easting,northing', 'LS1 4AP,1,429800,433500'),
      'premises 2:11 found no latitude and no longitude; expected easting, northing, latitude, longitude together, or none',
    ],
    [
      'an easting that is no number',
      postcodeWith('429800', 'far'),
      'postcodes 2:32 easting: found "far"; expected a whole number of metres from 0 to 700000',
    ],
    [
      'a northing with decimals',
      postcodeWith('433500', '433500.5'),
      'postcodes 2:39 northing: found "433500.5"; expected a whole number of metres',
    ],
    [
      'latitude and longitude changed over',
      postcodeWith('53.797,-1.549', '-1.549,53.797'),
      'postcodes 2:46 latitude: found "-1.549"; expected a decimal number of degrees from 49 to 61',
    ],
    [
      'a longitude in words',
      postcodeWith('-1.549', '1.549W'),
      'postcodes 2:53 longitude: found "1.549W"; expected a decimal number of degrees',
    ],
    [
      'no exchange',
      postcodeWith('LDSB', ''),
      'postcodes 2:9 exchange: found nothing; expected the code of an exchange',
    ],
    [
      'an exchange in words',
      postcodeWith('LDSB', 'Leeds South'),
      'postcodes 2:9 exchange: found "Leeds South"; expected the code of an exchange',
    ],
    [
      'a grid that is none',
      [`${postcodesHeader},grid\n${goodPostcode},irishgrid\n`, 'postcode,number\n'],
      'postcodes 2:60 grid: found "irishgrid"; expected BritishNationalGrid, IrishGrid (did you mean IrishGrid?)',
    ],
    [
      'a cell too many',
      premisesWith('postcode,number', 'LS1 4AP,1,2'),
      'premises 2:1 found 3 cells in the row; expected 2, as many as the header has',
    ],
    [
      'a cell too few',
      premisesWith('postcode,number,uprn', 'LS1 4AP,1'),
      'premises 2:1 found 2 cells in the row; expected 3',
    ],
    [
      'a quote that is never closed',
      premisesWith('postcode,number', 'LS1 4AP,"1', 'LS1 4AP,2'),
      'premises 2:9 found a quote that is never closed',
    ],
    [
      'text after a quote',
      premisesWith('postcode,number', '"LS1" 4AP,1'),
      'premises 2:6 found " 4AP" after the closing quote',
    ],
    [
      'a quote within a cell',
      premisesWith('postcode,number,building', 'LS1 4AP,1,The "Mill"'),
      'premises 2:15 found a quote within a cell',
    ],
    [
      'the line after a cell of two lines',
      premisesWith('postcode,number,building,uprn', 'LS1 4AP,1,"Mill\r\nHouse",5', 'LS1 4AP,2,,x'),
      'premises 4:12 uprn: found "x"; expected a UPRN',
    ],
    [
      'a file of an older Windows',
      premisesWith('postcode,number,building', 'LS1 4AP,1,Caf\uFFFD'),
      'premises 2:14 found bytes that are not UTF-8; expected a file saved as "CSV UTF-8"',
    ],
    [
      'a column misspelled after a byte order mark',
      premisesWith('\uFEFF"postcode",number,qualifer', 'LS1 4AP,1,Gold'),
      'premises 1:19 found the column "qualifer", which is not known',
    ],
    [
      'a file with a byte order mark',
      premisesWith('\uFEFFpostcode,number,uprn', 'LS1 4AP,1,x'),
      'premises 2:11 uprn: found "x"',
    ],
  ])('%s', (_what, [postcodesText, premisesText], message) => {
    const { problems } = read(postcodesText as string, premisesText as string);
    const lines = problems.map(({ table, line, column, message }) => `${table} ${line}:${column} ${message}`);
    expect(lines.filter((line) => line.startsWith(message))).toHaveLength(1);
  });

  test('all of them at once, in their order', () => {
    const { problems } = readPremisesTable('postcode,number,uprn,qualifier\nLS1,1,x,Bronze\nLS1 4AP,1,1E5,\n');
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual(['2:1', '2:7', '2:9', '3:11']);
  });

  test('a good row beside a bad one costs no second message', () => {
    expect(read(postcodes, 'postcode,number\nLS1 4AP,1\nLS1 4AP,1,2\n').problems).toHaveLength(1);
  });
});

test('fixtures/README.md explains each column', () => {
  const page = readFileSync(new URL('../../../fixtures/README.md', import.meta.url), 'utf8');
  const [, postcodesPart = '', premisesPart = ''] = page.split(/^### /m);
  const explained = (part: string) =>
    [...part.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
  expect(explained(postcodesPart)).toEqual(Object.keys(postcodeColumns));
  expect(explained(premisesPart)).toEqual(Object.keys(premisesColumns));
});
