// @ts-check
/** What make-premises.mjs combines: words, towns, and the named places, whose premises are listed one by one. */

export const classifications = {
  PP: 'Property Shell',
  RD02: 'Detached',
  RD03: 'Semi-Detached',
  RD04: 'Terraced',
  RD06: 'Self Contained Flat (Includes Maisonette / Apartment)',
  CR02: 'Retail Service Agent',
  CR07: 'Restaurant / Cafeteria',
  CR08: 'Shop / Showroom',
  CO01: 'Office / Work Studio',
  CO02: 'Data Centre',
  CI01: 'Factory / Manufacturing',
  CI03: 'Workshop / Light Industrial',
  CI04: 'Warehouse / Store / Storage Depot',
  CA01: 'Farm / Non-Residential Associated Building',
  CU01: 'Telephone Exchange',
  OR04: 'Additional Mail / Packet Addressee',
};

export const streets = {
  first: (
    'Alder Alma Ashfield Balmoral Barrack Beechwood Bellfield Birch Bridge Burnside Caledonian Canal Castle Cathedral ' +
    'Chapel Cherry Church Clarence Clifton Cobden Coronation Cromwell Dale Derwent Dock Duke Elm Fairfield Ferry ' +
    'Fountain Garden Gladstone Granby Grange Greenbank Grove Harbour Hawthorn Heath Highfield Holly Hope Ivy Jubilee ' +
    'King Kirk Laburnum Lansdowne Larch Lime Linden Mafeking Maple Market Marlborough Mayfield Meadow Mill Mount ' +
    'Napier Nelson New Northgate Oak Orchard Park Peel Percy Pinewood Princes Priory Quarry Queen Ravens Regent ' +
    'Richmond River Rowan Rutland Salisbury School Shakespeare Sherwood Somerset Southgate Spring Stanley Station ' +
    'Sycamore Tower Trinity Union Victoria Walnut Warwick Wellington Westgate Wharf Willow Windsor Woodland York'
  ).split(' '),
  second: [
    'Road',
    'Road',
    'Street',
    'Street',
    'Street',
    'Avenue',
    'Lane',
    'Terrace',
    'Drive',
    'Way',
    'Close',
    'Crescent',
  ],
};

export const organisations = {
  first:
    'Acorn Alpine Beacon Bluebell Bramley Copper Delta Eastgate Fairway Granite Harbour Juniper Kestrel Larch Meridian Northstar Orchid Pennine Quayside Redwood Severn Thistle Umber Vale Wharfedale Yew'.split(
      ' ',
    ),
  second:
    'Accounting Bakery Books Catering Components Dental Design Engineering Foods Freight Joinery Legal Logistics Media Optics Packaging Pharmacy Plumbing Print Recruitment Software Surveyors Textiles Travel'.split(
      ' ',
    ),
  form: ['Ltd', 'Ltd', 'Limited', 'LLP', 'Group', ''],
};

const rural = ['street', 'village', 'parade', 'village', 'park', 'flats'];

/** exchange, county, [locality, outward postcode] … */
export const towns = [
  {
    exchange: 'CLPM',
    county: 'London',
    localities: [
      ['Balham', 'SW12'],
      ['Clapham', 'SW4'],
      ['Battersea', 'SW11'],
    ],
  },
  {
    exchange: 'CITL',
    county: 'London',
    localities: [
      ['Shoreditch', 'EC2A'],
      ['Bethnal Green', 'E2'],
      ['Poplar', 'E14'],
    ],
  },
  {
    exchange: 'WEND',
    county: 'London',
    localities: [
      ['Marylebone', 'W1U'],
      ['Fitzrovia', 'W1T'],
      ['Camden', 'NW1'],
    ],
  },
  {
    exchange: 'GOLD',
    county: 'London',
    localities: [
      ['Golders Green', 'NW11'],
      ['Hendon', 'NW4'],
      ['Finchley', 'N3'],
    ],
  },
  {
    exchange: 'CROY',
    county: 'Surrey',
    localities: [
      ['South Croydon', 'CR2'],
      ['Addiscombe', 'CR0'],
      ['Purley', 'CR8'],
    ],
  },
  {
    exchange: 'KING',
    county: 'Surrey',
    localities: [
      ['Surbiton', 'KT6'],
      ['New Malden', 'KT3'],
      ['Norbiton', 'KT1'],
    ],
  },
  {
    exchange: 'CHLM',
    county: 'Essex',
    localities: [
      ['Springfield', 'CM1'],
      ['Great Baddow', 'CM2'],
      ['Broomfield', 'CM1'],
    ],
  },
  {
    exchange: 'COLC',
    county: 'Essex',
    localities: [
      ['Lexden', 'CO3'],
      ['Stanway', 'CO3'],
      ['Highwoods', 'CO4'],
    ],
  },
  {
    exchange: 'CAMB',
    county: 'Cambridgeshire',
    localities: [
      ['Chesterton', 'CB4'],
      ['Trumpington', 'CB2'],
      ['Cherry Hinton', 'CB1'],
    ],
  },
  {
    exchange: 'NORW',
    county: 'Norfolk',
    localities: [
      ['Thorpe', 'NR7'],
      ['Eaton', 'NR4'],
      ['Sprowston', 'NR7'],
    ],
  },
  {
    exchange: 'IPSW',
    county: 'Suffolk',
    kinds: rural,
    localities: [
      ['Westerfield', 'IP6'],
      ['Kesgrave', 'IP5'],
      ['Holbrook', 'IP9'],
    ],
  },
  {
    exchange: 'MKEY',
    county: 'Buckinghamshire',
    localities: [
      ['Knowlhill', 'MK5'],
      ['Wolverton', 'MK12'],
      ['Bletchley', 'MK3'],
    ],
  },
  {
    exchange: 'OXFD',
    county: 'Oxfordshire',
    localities: [
      ['Cowley', 'OX4'],
      ['Headington', 'OX3'],
      ['Botley', 'OX2'],
    ],
  },
  {
    exchange: 'READ',
    county: 'Berkshire',
    localities: [
      ['Caversham', 'RG4'],
      ['Earley', 'RG6'],
      ['Tilehurst', 'RG30'],
    ],
  },
  {
    exchange: 'GUIL',
    county: 'Surrey',
    localities: [
      ['Merrow', 'GU1'],
      ['Burpham', 'GU4'],
      ['Shalford', 'GU4'],
    ],
  },
  {
    exchange: 'BRTN',
    county: 'East Sussex',
    localities: [
      ['Hove', 'BN3'],
      ['Kemptown', 'BN2'],
      ['Preston', 'BN1'],
    ],
  },
  {
    exchange: 'MAID',
    county: 'Kent',
    localities: [
      ['Allington', 'ME16'],
      ['Bearsted', 'ME14'],
      ['Loose', 'ME15'],
    ],
  },
  {
    exchange: 'SOTN',
    county: 'Hampshire',
    localities: [
      ['Portswood', 'SO17'],
      ['Shirley', 'SO15'],
      ['Bitterne', 'SO18'],
    ],
  },
  {
    exchange: 'BMTH',
    county: 'Dorset',
    localities: [
      ['Boscombe', 'BH5'],
      ['Winton', 'BH9'],
      ['Westbourne', 'BH4'],
    ],
  },
  {
    exchange: 'SWND',
    county: 'Wiltshire',
    localities: [
      ['Old Town', 'SN1'],
      ['Stratton', 'SN3'],
      ['Haydon', 'SN25'],
    ],
  },
  {
    exchange: 'BRST',
    county: 'Bristol',
    localities: [
      ['Clifton', 'BS8'],
      ['Bedminster', 'BS3'],
      ['Filton', 'BS34'],
    ],
  },
  {
    exchange: 'EXET',
    county: 'Devon',
    localities: [
      ['Heavitree', 'EX2'],
      ['Pinhoe', 'EX1'],
      ['Sowton', 'EX2'],
    ],
  },
  {
    exchange: 'PLYM',
    county: 'Devon',
    localities: [
      ['Mutley', 'PL4'],
      ['Plympton', 'PL7'],
      ['Stoke', 'PL2'],
    ],
  },
  {
    exchange: 'CRDF',
    county: 'South Glamorgan',
    localities: [
      ['Canton', 'CF11'],
      ['Roath', 'CF24'],
      ['Llanishen', 'CF14'],
    ],
  },
  {
    exchange: 'SWAN',
    county: 'West Glamorgan',
    localities: [
      ['Uplands', 'SA2'],
      ['Morriston', 'SA6'],
      ['Sketty', 'SA2'],
    ],
  },
  {
    exchange: 'WREX',
    county: 'Clwyd',
    localities: [
      ['Rhostyllen', 'LL14'],
      ['Gresford', 'LL12'],
      ['Acton', 'LL12'],
    ],
  },
  {
    exchange: 'ABYS',
    county: 'Dyfed',
    kinds: rural,
    localities: [
      ['Llanbadarn Fawr', 'SY23'],
      ['Penparcau', 'SY23'],
      ['Borth', 'SY24'],
    ],
  },
  {
    exchange: 'BHAM',
    county: 'West Midlands',
    localities: [
      ['Edgbaston', 'B15'],
      ['Digbeth', 'B5'],
      ['Aston', 'B6'],
    ],
  },
  {
    exchange: 'COVY',
    county: 'West Midlands',
    localities: [
      ['Earlsdon', 'CV5'],
      ['Radford', 'CV6'],
      ['Stoke', 'CV2'],
    ],
  },
  {
    exchange: 'NOTT',
    county: 'Nottinghamshire',
    localities: [
      ['West Bridgford', 'NG2'],
      ['Beeston', 'NG9'],
      ['Lenton', 'NG7'],
    ],
  },
  {
    exchange: 'LEIC',
    county: 'Leicestershire',
    localities: [
      ['Oadby', 'LE2'],
      ['Braunstone', 'LE3'],
      ['Belgrave', 'LE4'],
    ],
  },
  {
    exchange: 'LNCN',
    county: 'Lincolnshire',
    kinds: rural,
    localities: [
      ['Nettleham', 'LN2'],
      ['Bracebridge', 'LN5'],
      ['Skellingthorpe', 'LN6'],
    ],
  },
  {
    exchange: 'SHEF',
    county: 'South Yorkshire',
    localities: [
      ['Attercliffe', 'S9'],
      ['Ecclesall', 'S11'],
      ['Hillsborough', 'S6'],
    ],
  },
  {
    exchange: 'LDSB',
    county: 'West Yorkshire',
    localities: [
      ['Headingley', 'LS6'],
      ['Holbeck', 'LS11'],
      ['Roundhay', 'LS8'],
    ],
  },
  {
    exchange: 'YORK',
    county: 'North Yorkshire',
    localities: [
      ['Fulford', 'YO10'],
      ['Acomb', 'YO24'],
      ['Clifton', 'YO30'],
    ],
  },
  {
    exchange: 'HULC',
    county: 'East Yorkshire',
    localities: [
      ['Anlaby', 'HU4'],
      ['Old Town', 'HU1'],
      ['Sutton', 'HU7'],
    ],
  },
  {
    exchange: 'HULN',
    county: 'East Yorkshire',
    localities: [
      ['Newland', 'HU5'],
      ['Bricknell', 'HU5'],
      ['Sculcoates', 'HU6'],
    ],
  },
  {
    exchange: 'BEVY',
    county: 'East Yorkshire',
    kinds: rural,
    localities: [
      ['Beverley', 'HU17'],
      ['Walkington', 'HU17'],
      ['Tickton', 'HU17'],
    ],
  },
  {
    exchange: 'MANC',
    county: 'Greater Manchester',
    localities: [
      ['Ancoats', 'M4'],
      ['Didsbury', 'M20'],
      ['Salford Quays', 'M50'],
    ],
  },
  {
    exchange: 'LPOL',
    county: 'Merseyside',
    localities: [
      ['Toxteth', 'L8'],
      ['Wavertree', 'L15'],
      ['Aigburth', 'L17'],
    ],
  },
  {
    exchange: 'LANC',
    county: 'Lancashire',
    kinds: rural,
    localities: [
      ['Scotforth', 'LA1'],
      ['Halton', 'LA2'],
      ['Caton', 'LA2'],
    ],
  },
  {
    exchange: 'CARL',
    county: 'Cumbria',
    kinds: rural,
    localities: [
      ['Stanwix', 'CA3'],
      ['Dalston', 'CA5'],
      ['Wetheral', 'CA4'],
    ],
  },
  {
    exchange: 'NEWC',
    county: 'Tyne and Wear',
    localities: [
      ['Jesmond', 'NE2'],
      ['Gosforth', 'NE3'],
      ['Byker', 'NE6'],
    ],
  },
  {
    exchange: 'EDIN',
    county: 'Midlothian',
    localities: [
      ['Leith', 'EH6'],
      ['Morningside', 'EH10'],
      ['Gyle', 'EH12'],
    ],
  },
  {
    exchange: 'GLSG',
    county: 'Lanarkshire',
    localities: [
      ['Partick', 'G11'],
      ['Dennistoun', 'G31'],
      ['Hillington', 'G52'],
    ],
  },
  {
    exchange: 'DUND',
    county: 'Angus',
    localities: [
      ['Broughty Ferry', 'DD5'],
      ['Lochee', 'DD2'],
      ['Stobswell', 'DD4'],
    ],
  },
  {
    exchange: 'ABDN',
    county: 'Aberdeenshire',
    localities: [
      ['Old Aberdeen', 'AB24'],
      ['Ferryhill', 'AB11'],
      ['Bridge of Don', 'AB23'],
    ],
  },
  {
    exchange: 'ABWE',
    county: 'Aberdeenshire',
    localities: [
      ['Hazlehead', 'AB15'],
      ['Cults', 'AB15'],
      ['Westhill', 'AB32'],
    ],
  },
  {
    exchange: 'INVN',
    county: 'Inverness-shire',
    kinds: rural,
    localities: [
      ['Culloden', 'IV2'],
      ['Dalneigh', 'IV3'],
      ['Beauly', 'IV4'],
    ],
  },
  {
    exchange: 'LRGX',
    county: 'Sutherland',
    kinds: ['street', 'village'],
    localities: [
      ['Lairg', 'IV27'],
      ['Rosehall', 'IV27'],
    ],
  },
  {
    exchange: 'KIRK',
    county: 'Orkney',
    kinds: ['street', 'village', 'parade'],
    localities: [
      ['Kirkwall', 'KW15'],
      ['St Ola', 'KW15'],
    ],
  },
  {
    exchange: 'BELF',
    county: 'County Antrim',
    localities: [
      ['Stranmillis', 'BT9'],
      ['Ballymacarrett', 'BT5'],
      ['Titanic Quarter', 'BT3'],
    ],
  },
  {
    exchange: 'DERY',
    county: 'County Londonderry',
    localities: [
      ['Waterside', 'BT47'],
      ['Rosemount', 'BT48'],
      ['Culmore', 'BT48'],
    ],
  },
  {
    exchange: 'LISB',
    county: 'County Antrim',
    localities: [
      ['Wallace Park', 'BT28'],
      ['Hilden', 'BT27'],
      ['Lambeg', 'BT27'],
    ],
  },
];

const dwelling = (nr, more = {}) => ({ nr: String(nr), code: 'RD04', technologies: 'CB', ...more });
const row = (from, count, more) =>
  Array.from({ length: count }, (_, n) => dwelling(from + n, { spread: [n * 9 - 50, (n % 2) * 14 - 7], ...more }));
const silent = { restricted: '', attributes: [] };

/** The named places of fixtures/availability.yaml. */
export const named = [
  {
    postcode: 'AB15 7XY',
    exchange: 'ABWE',
    street: 'Wellbrae Terrace',
    locality: 'Hazlehead',
    city: 'Aberdeen',
    county: 'Aberdeenshire',
    offset: [420, 310],
    mix: 'gold',
    premises: [
      {
        nr: '10',
        building: 'Riverside Tower',
        uprn: '990000377850',
        code: 'PP',
        technologies: 'CPB',
        shell: true,
        ...silent,
      },
      {
        nr: '10',
        building: 'Riverside Tower',
        sub: '1st Floor',
        organisation: 'Granite Software Ltd',
        code: 'CO01',
        technologies: 'CPB',
        ...silent,
      },
      {
        nr: '10',
        building: 'Riverside Tower',
        sub: '2nd Floor',
        organisation: 'Thistle Legal LLP',
        code: 'CO01',
        technologies: 'CPB',
        ...silent,
      },
      { building: 'Wellbrae Terrace', code: 'RD02', technologies: 'CPB', spread: [40, 22], ...silent },
      ...[2, 4, 6, 8, 12, 14, 23, 25].map((nr, n) =>
        dwelling(nr, { technologies: 'CPB', spread: [n * 10 - 40, 12], ...silent }),
      ),
    ],
  },
  {
    postcode: 'AB15 7YZ',
    exchange: 'ABWE',
    street: 'Craigie Loanings',
    locality: 'Hazlehead',
    city: 'Aberdeen',
    county: 'Aberdeenshire',
    offset: [640, -280],
    mix: 'mixed',
    premises: row(1, 12),
  },
  {
    postcode: 'AB10 1AU',
    exchange: 'ABDN',
    street: 'Union Wynd',
    city: 'Aberdeen',
    county: 'Aberdeenshire',
    offset: [210, -160],
    mix: 'gold',
    kind: 'offices',
    fttp: 'B',
  },
  {
    postcode: 'LS11 8LQ',
    exchange: 'LDSB',
    street: 'Millshaw Business Park',
    locality: 'Beeston',
    city: 'Leeds',
    county: 'West Yorkshire',
    offset: [-1800, -3100],
    mix: 'gold',
    kind: 'park',
    fttp: 'B',
  },
  {
    postcode: 'CM1 2EE',
    exchange: 'CHLM',
    street: 'Admirals Place',
    locality: 'Broomfield',
    city: 'Chelmsford',
    county: 'Essex',
    offset: [-700, 900],
    premises: [dwelling(1, { uprn: 'Z00000005015', qualifier: 'G', ...silent }), ...row(2, 11)],
  },
  {
    postcode: 'NW11 1AG',
    exchange: 'GOLD',
    street: 'Temple Parade',
    locality: 'Golders Green',
    city: 'London',
    county: 'London',
    offset: [350, 420],
    kind: 'parade',
    fttp: 'B',
  },
  {
    postcode: 'SW11 3RT',
    exchange: 'CLPM',
    street: 'Riverside Tower',
    locality: 'Battersea',
    city: 'London',
    county: 'London',
    offset: [-1900, 900],
    mix: 'gold',
    premises: [
      {
        nr: '10',
        building: 'Riverside Tower',
        robt: 'X05000253608',
        code: 'PP',
        technologies: 'CPB',
        shell: true,
        ...silent,
      },
      ...Array.from({ length: 10 }, (_, n) => ({
        nr: '10',
        building: 'Riverside Tower',
        sub: `Flat ${n + 1}`,
        code: 'RD06',
        technologies: 'CPB',
        spread: [n % 3, 4],
        ...silent,
      })),
    ],
  },
  {
    postcode: 'SW12 8NX',
    exchange: 'CLPM',
    street: 'Larkspur Lane',
    locality: 'Balham',
    city: 'London',
    county: 'London',
    offset: [-1250, -1340],
    kind: 'parade',
    fttp: 'B',
  },
  {
    postcode: 'LS1 9NX',
    exchange: 'LDSB',
    street: 'Greek Court',
    city: 'Leeds',
    county: 'West Yorkshire',
    offset: [240, 120],
    mix: 'gold',
    kind: 'offices',
    fttp: 'B',
  },
  {
    postcode: 'CM1 9SY',
    exchange: 'CHLM',
    street: 'Surveyors Way',
    locality: 'Springfield',
    city: 'Chelmsford',
    county: 'Essex',
    offset: [1800, 1300],
    mix: 'gold',
    kind: 'park',
    fttp: 'B',
  },
  {
    postcode: 'BS1 9EX',
    exchange: 'BRST',
    street: 'Redcliff Wharf',
    city: 'Bristol',
    county: 'Bristol',
    offset: [-310, -520],
    mix: 'gold',
    kind: 'offices',
    fttp: 'B',
  },
  {
    postcode: 'HU1 9HU',
    exchange: 'HULC',
    street: 'Whitefriars Row',
    city: 'Hull',
    county: 'East Yorkshire',
    offset: [260, 190],
    mix: 'gold',
    kind: 'offices',
    fttp: '',
  },
  {
    postcode: 'NE1 9WA',
    exchange: 'NEWC',
    street: 'Waiters Quay',
    city: 'Newcastle upon Tyne',
    county: 'Tyne and Wear',
    offset: [420, -330],
    mix: 'gold',
    premises: row(1, 12, silent),
  },
  {
    postcode: 'EX1 9FP',
    exchange: 'EXET',
    street: 'Fibre Park Road',
    locality: 'Pinhoe',
    city: 'Exeter',
    county: 'Devon',
    offset: [1600, 800],
    mix: 'gold',
    premises: row(1, 12, { technologies: 'B', ...silent }),
  },
  {
    postcode: 'NR1 9SG',
    exchange: 'NORW',
    street: 'Copper Row',
    city: 'Norwich',
    county: 'Norfolk',
    offset: [-500, 640],
    mix: 'gold',
    premises: row(1, 12, { technologies: 'C', ...silent }),
  },
  {
    postcode: 'MK9 9NB',
    exchange: 'MKEY',
    street: 'Newbuild Boulevard',
    city: 'Milton Keynes',
    county: 'Buckinghamshire',
    offset: [900, 1500],
    mix: 'gold',
    premises: row(1, 12, { code: 'RD06', technologies: 'G', restricted: '', attributes: ['Uninhabited'] }),
  },
  {
    postcode: 'CF10 9GS',
    exchange: 'CRDF',
    street: 'Guildford Row',
    city: 'Cardiff',
    county: 'South Glamorgan',
    offset: [-380, 210],
    mix: 'mixed',
    premises: row(1, 15, silent),
  },
  {
    postcode: 'LL13 9SN',
    exchange: 'WREX',
    street: 'Silver Hill',
    city: 'Wrexham',
    county: 'Clwyd',
    offset: [700, -450],
    mix: 'silver',
    premises: row(1, 12, silent),
  },
  {
    postcode: 'IV27 9TF',
    exchange: 'LRGX',
    street: 'Shore Road',
    locality: 'Talmine',
    city: 'Lairg',
    county: 'Sutherland',
    offset: [3000, 51900],
    mix: 'gold',
    premises: row(1, 6, { technologies: 'C', code: 'RD02', ...silent }),
  },
  {
    postcode: 'BT1 9NR',
    exchange: 'BELF',
    street: 'Linen Row',
    city: 'Belfast',
    county: 'County Antrim',
    offset: [180, -260],
    mix: 'gold',
    kind: 'offices',
    fttp: 'B',
  },
];
