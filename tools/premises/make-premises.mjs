// @ts-check
/**
 * Makes fixtures/postcodes.csv and fixtures/premises.csv: `node tools/premises/make-premises.mjs`. Run it by hand when the
 * network of fixtures/availability.yaml or the towns of premises-words.mjs change, and commit the result. The same input
 * always gives the same files: every choice is a hash of what it is about. fixtures/README.md explains the columns. `--check`
 * writes nothing and exits 1 where a table is not what it would write.
 *
 * Towns and their districts are real, so that people recognise them. Streets, buildings, organisations, keys and numbers
 * are made up here; a postcode has the right shape only.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fromGrid } from './grid.mjs';
import { named, organisations, streets, towns } from './premises-words.mjs';

const network = parse(readFileSync(new URL('../../fixtures/availability.yaml', import.meta.url), 'utf8'));
const exchanges = new Map(network.exchanges.map((exchange) => [exchange.code, exchange]));

const hash = (...parts) =>
  createHash('sha256')
    .update(`etherbox premises ${parts.join('|')}`)
    .digest();
const number = (below, ...parts) => Math.floor((hash(...parts).readUInt32BE(0) / 2 ** 32) * below);
const choice = (values, ...parts) => values[number(values.length, ...parts)];

const used = new Set();
/** A number of so many digits that no other row has. */
function unique(kind, digits, ...parts) {
  for (let attempt = 0; ; attempt++) {
    const made = (hash(kind, attempt, ...parts).readBigUInt64BE(0) % 10n ** BigInt(digits))
      .toString()
      .padStart(digits, '0');
    if (made[0] === '9' || used.has(`${kind}${made}`)) continue;
    used.add(`${kind}${made}`);
    return made;
  }
}

const qualifiers = { G: 'Gold', S: 'Silver', N: 'Non-Gold' };
const technologies = { C: 'Copper', P: 'PointToPointFibre', B: 'FTTPBrownfield', G: 'FTTPGreenfield' };
const technologyList = (letters = '') =>
  Object.keys(technologies)
    .filter((letter) => letters.includes(letter))
    .map((letter) => technologies[letter])
    .join('|');

/** One row of premises.csv. */
function row({ postcode, easting, northing, latitude, longitude, slope }, ordinal, says) {
  const { qualifier = 'G', nr = '', building = '', sub = '', organisation = '', spread: [east, north] = [0, 0] } = says;
  const here = `${postcode}/${ordinal}`;
  const openreach = says.openreach ?? (qualifier === 'N' ? '' : `A${unique('A', 11, here)}`);
  const paired = qualifier === 'N' || number(100, 'paired', here) < 92;
  const robt = says.robt ?? (paired ? `R${unique('R', 11, here)}` : '');
  const uprn = says.uprn ?? (says.noUprn ? '' : `1${unique('U', 10, here)}`);
  const [latitudeEast, latitudeNorth, longitudeEast, longitudeNorth] = slope;
  return {
    postcode,
    number: nr,
    building,
    sub_building: sub,
    organisation,
    qualifier: qualifiers[qualifier],
    openreach_key: openreach,
    robt_key: robt,
    uprn,
    parent_uprn: says.parent ?? '',
    classification: says.code,
    technologies: technologyList(says.technologies),
    restricted_technologies: technologyList(says.restricted),
    attributes: (says.attributes ?? []).join('|'),
    easting: easting + east,
    northing: northing + north,
    latitude: degrees(latitude + (latitudeEast * east + latitudeNorth * north) / 1e9),
    longitude: degrees(longitude + (longitudeEast * east + longitudeNorth * north) / 1e9),
  };
}

/**
 * Nine decimals, which is the value but for the noise of the addition. The noise stays where it decides how the six or five
 * decimals of an answer round.
 */
function degrees(value) {
  const short = Number(value.toFixed(9));
  return [5, 6].every((decimals) => short.toFixed(decimals) === value.toFixed(decimals)) ? short : value;
}

const qualifierFor = (postcode, ordinal) => {
  const draw = number(100, 'qualifier', postcode, ordinal);
  return draw < 78 ? 'G' : draw < 90 ? 'S' : 'N';
};

/** Kinds of place: each gives the values of its rows. Technologies by letter: copper, point-to-point fibre, FTTP brownfield,
 * FTTP greenfield. */
const kinds = {
  street({ postcode, fttp }) {
    const first = 1 + 2 * number(40, 'first', postcode);
    const step = number(2, 'sides', postcode) + 1;
    return Array.from({ length: 12 + number(6, 'length', postcode) }, (_, n) => ({
      nr: `${first + n * step}${number(25, 'letter', postcode, n) === 0 ? 'A' : ''}`,
      spread: [n * 9 - 60, (n % 2) * 14 - 7],
      code: choice(['RD02', 'RD03', 'RD04', 'RD04'], 'house', postcode, n),
      technologies: `C${fttp}`,
    }));
  },
  flats({ postcode, fttp, street }) {
    const nr = `${1 + number(90, 'nr', postcode)}`;
    const building = `${street.split(' ')[0]} ${choice(['Court', 'House', 'Apartments', 'Lodge'], 'block', postcode)}`;
    const shell = { nr, building, code: 'PP', technologies: 'CP', shell: true };
    const flats = Array.from({ length: 11 + number(5, 'flats', postcode) }, (_, n) => ({
      nr,
      building,
      sub: `Flat ${n + 1}`,
      code: 'RD06',
      technologies: `C${fttp}`,
      spread: [n % 4, Math.floor(n / 4)],
    }));
    return [shell, ...flats];
  },
  offices({ postcode, fttp, street, city }) {
    const nr = `${1 + number(120, 'nr', postcode)}`;
    const building = `${choice([street.split(' ')[0], city.split(' ')[0], 'Exchange', 'Quayside'], 'name', postcode)} ${choice(['House', 'Point', 'Buildings', 'Chambers'], 'b', postcode)}`;
    const shell = { nr, building, code: 'PP', technologies: 'CP', shell: true };
    const storeys = ['Ground Floor', '1st Floor', '2nd Floor', '3rd Floor', '4th Floor', '5th Floor'];
    const basement = [{ nr, building, sub: 'Basement Comms Room', code: 'PP', technologies: 'P' }];
    const tenants = Array.from({ length: 9 + number(5, 'tenants', postcode) }, (_, n) => ({
      nr,
      building,
      sub: storeys[n % storeys.length] + (n >= storeys.length ? ' Suite B' : ''),
      organisation: organisation(postcode, n),
      code: choice(['CO01', 'CO01', 'OR04'], 'use', postcode, n),
      technologies: `CP${fttp}`,
      spread: [n % 3, Math.floor(n / 3)],
    }));
    return [shell, ...basement, ...tenants];
  },
  park({ postcode, fttp }) {
    return Array.from({ length: 10 + number(6, 'units', postcode) }, (_, n) => ({
      building: `Unit ${n + 1}`,
      organisation: number(6, 'let', postcode, n) === 0 ? '' : organisation(postcode, n),
      code: choice(['CI01', 'CI04', 'CO01', 'CI03'], 'use', postcode, n),
      technologies: `CP${fttp}`,
      spread: [(n % 5) * 38 - 76, Math.floor(n / 5) * 45 - 45],
    }));
  },
  parade({ postcode, fttp }) {
    const first = 1 + 2 * number(60, 'first', postcode);
    return Array.from({ length: 11 + number(4, 'shops', postcode) }, (_, n) => ({
      nr: `${first + n * 2}`,
      organisation: number(5, 'let', postcode, n) === 0 ? '' : organisation(postcode, n),
      code: choice(['CR02', 'CR07', 'CR08', 'CO01'], 'use', postcode, n),
      technologies: `C${fttp}`,
      spread: [n * 7 - 40, 5],
    }));
  },
  village({ postcode, fttp }) {
    const names = [
      'Mill House',
      'The Old Rectory',
      'Rose Cottage',
      'Home Farm',
      'Manor Barn',
      'The Forge',
      'Orchard End',
    ];
    const more = ['Church Cottage', 'Hill View', 'Brook House', 'The Granary', 'Wayside'];
    return [...names, ...more].map((building, n) => ({
      building,
      code: choice(['RD02', 'RD02', 'CA01'], 'use', postcode, n),
      technologies: `C${fttp}`,
      spread: [n * 35 - 200, ((n * 61) % 160) - 80],
      noUprn: number(12, 'no uprn', postcode, n) === 0,
    }));
  },
  exchange({ name }) {
    return [{ building: `${name} Telephone Exchange`.slice(0, 50), code: 'CU01', technologies: 'CP', qualifier: 'G' }];
  },
  dataCentre({ postcode, name }) {
    const halls = Array.from({ length: 5 }, (_, n) => ({
      nr: '1',
      building: name.slice(0, 50),
      sub: n === 0 ? 'Meet Me Room' : `Hall ${n}`,
      organisation: n === 0 ? '' : organisation(postcode, n),
      code: 'CO02',
      technologies: 'P',
      qualifier: 'G',
    }));
    return [
      { nr: '1', building: name.slice(0, 50), code: 'PP', technologies: 'P', shell: true, qualifier: 'G' },
      ...halls,
    ];
  },
};

function organisation(postcode, n) {
  const [first, second, form] = [organisations.first, organisations.second, organisations.form].map((words, part) =>
    choice(words, 'organisation', postcode, n, part),
  );
  return `${first} ${second} ${form}`.slice(0, 30).trim();
}

const mixes = {
  gold: () => 'G',
  mixed: (_postcode, n) => ['G', 'S', 'N'][n % 3],
  silver: (_postcode, n) => ['S', 'N'][n % 2],
  usual: qualifierFor,
};

const takenPostcodes = new Set();

function block(says) {
  const exchange = exchanges.get(says.exchange);
  if (!exchange) throw new Error(`${says.postcode}: no exchange ${says.exchange}`);
  if (takenPostcodes.has(says.postcode)) throw new Error(`${says.postcode} is made twice`);
  takenPostcodes.add(says.postcode);
  const [east, north] = says.offset;
  const easting = exchange.easting + east;
  const northing = exchange.northing + north;
  const there = fromGrid(easting, northing, exchange.grid);
  const centre = {
    postcode: says.postcode,
    easting,
    northing,
    latitude: Number(there.latitude.toFixed(6)),
    longitude: Number(there.longitude.toFixed(6)),
    slope: there.slope.map((degreesPerMetre) => Math.round(degreesPerMetre * 1e9)),
  };
  const mix = mixes[says.mix ?? 'usual'];
  let parent;
  const premises = (says.premises ?? kinds[says.kind](says)).map((one, n) => {
    const made = row(centre, n, {
      qualifier: mix(says.postcode, n),
      ...(parent && one.sub ? { parent } : {}),
      ...(one.restricted === undefined && number(60, 'restricted', says.postcode, n) === 0 ? { restricted: 'C' } : {}),
      ...(one.attributes === undefined && number(90, 'attribute', says.postcode, n) === 0
        ? { attributes: [choice(['Hot site', 'Uninhabited'], 'attribute kind', says.postcode, n)] }
        : {}),
      ...one,
    });
    if (one.shell) parent = made.uprn;
    return made;
  });
  const postcode = {
    postcode: says.postcode,
    exchange: exchange.code,
    grid: exchange.grid,
    street: says.street,
    sub_street: says.subStreet ?? '',
    sub_locality: says.subLocality ?? '',
    locality: says.locality === says.city ? '' : (says.locality ?? ''),
    city: says.city,
    county: says.county ?? '',
    easting: centre.easting,
    northing: centre.northing,
    latitude: centre.latitude,
    longitude: centre.longitude,
  };
  return { postcode, premises };
}

const inwardLetters = 'ABDEFGHJLNPQRSTUWXYZ';

/** Postcodes of a town: streets and flats, offices, a business park, a row of shops; villages for some. */
function townBlocks(town) {
  const exchange = exchanges.get(town.exchange);
  const mixture = town.kinds ?? ['street', 'street', 'flats', 'offices', 'park', 'parade', 'street'];
  return mixture.map((kind, n) => {
    const [locality, outward] = town.localities[n % town.localities.length];
    const letters = [0, 1].map((part) => inwardLetters[number(inwardLetters.length, 'inward', town.exchange, n, part)]);
    const postcode = `${outward} ${1 + number(6, 'sector', town.exchange, n)}${letters.join('')}`;
    const far = kind === 'village' ? 4_000 : 500;
    const offset = ['east', 'north'].map((way) => {
      const metres = far / 4 + number(far * 3, way, town.exchange, n);
      return number(2, way, 'sign', town.exchange, n) === 0 ? metres : -metres;
    });
    const fttp = exchange.provider === 'KCOM' ? '' : choice(['B', 'B', 'B', ''], 'fttp', postcode);
    const street =
      kind === 'park'
        ? `${locality} ${choice(['Business Park', 'Trading Estate', 'Science Park'], 'park', postcode)}`
        : `${choice(streets.first, 'street', postcode)} ${choice(kind === 'village' ? ['Lane', 'Hill', 'Green'] : streets.second, 'kind', postcode)}`;
    return block({
      postcode,
      exchange: town.exchange,
      kind,
      street,
      locality,
      city: exchange.city,
      county: town.county,
      fttp,
      offset,
    });
  });
}

function exchangeBlock(exchange) {
  const street = `${choice(streets.first, 'exchange', exchange.code)} Street`;
  const says = { postcode: exchange.postcode, exchange: exchange.code, kind: 'exchange', name: exchange.name };
  return block({ ...says, street, city: exchange.city, offset: [0, 0] });
}

function dataCentreBlock(site) {
  const exchange = exchanges.get(site.exchange);
  const offset = [900 + number(1_500, 'dc east', site.code), number(1_200, 'dc north', site.code) - 600];
  const says = { postcode: site.postcode, exchange: site.exchange, kind: 'dataCentre', name: site.name };
  return block({ ...says, street: 'Switch Road', city: exchange.city, offset });
}

const dataCentres = network.sites.filter((site) =>
  site.categories.some((category) => category.endsWith('Data Centre')),
);
// Named places and sites come first. Where a postcode of a town is the same as one of theirs, the run stops; change the town.
const blocks = [
  ...named.map(block),
  ...network.exchanges
    .filter((exchange) => !named.some((one) => one.postcode === exchange.postcode))
    .map(exchangeBlock),
  ...dataCentres.map(dataCentreBlock),
  ...towns.flatMap(townBlocks),
];

const cell = (value) => (/[",;\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
const table = (rows) => [Object.keys(rows[0]), ...rows.map(Object.values)].map((cells) => cells.map(cell).join(','));

function write(name, rows) {
  const text = `${table(rows).join('\n')}\n`;
  const file = new URL(`../../fixtures/${name}.csv`, import.meta.url);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    console.error(`fixtures/${name}.csv: ${rows.length} rows, ${text.length} bytes`);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`fixtures/${name}.csv is not what the towns say; run node tools/premises/make-premises.mjs`);
    process.exitCode = 1;
  }
}

write(
  'postcodes',
  blocks.map(({ postcode }) => postcode),
);
write(
  'premises',
  blocks.flatMap(({ premises }) => premises),
);
