import type { AddressBook, Premises, PremisesTechnology } from '#domain/place/address-book';
import type { TemporaryAddress } from '#domain/place/temporary-address';

/** Address records in BT's form: what Openreach and RoBT each hold about the same premises. Source: BT, its siblings' samples. */

export type AddressSource = 'ROBT' | 'Openreach';

/** What the query selects. */
export interface AddressRecordOptions {
  readonly includeGridReference: boolean;
  readonly includeClassification: boolean;
  readonly includeTechnology: boolean;
  /** Name the same premises in the other database. `exact`: the search found the very text. */
  readonly pairing: { readonly exact: boolean } | undefined;
}

const technologyOrder: readonly PremisesTechnology[] = [
  'Copper',
  'PointToPointFibre',
  'FTTPBrownfield',
  'FTTPGreenfield',
];

/** `district` is the code of the premises' exchange; it is shown for Gold only. */
export function renderAddressRecord(
  premises: Premises,
  source: AddressSource,
  district: string,
  options: AddressRecordOptions,
  book: AddressBook,
): object {
  const isBare = isBareFlat(premises);
  const openreachKey = isBare ? '' : premises.openreachKey;
  const [id, partnerKey] = source === 'Openreach' ? [openreachKey, premises.robtKey] : [premises.robtKey, openreachKey];
  const keepMembers = source === 'ROBT' ? keepAllMembers : keepFilledMembers;
  const { buildingName, subBuilding, subStreet, subLocality } = premises;
  const isBareRow = isBare && source === 'Openreach';
  return {
    ...(isBareRow ? {} : { id }),
    ...renderPairing(partnerKey, options),
    ...keepMembers({ uprn: isBareRow ? '' : premises.uprn, parentUPRN: premises.parentUprn }),
    addressSource: source,
    ...(isBareRow ? {} : { exchangeGroupCode: premises.exchange }),
    ...(premises.qualifier === 'Gold' ? { districtCode: district } : {}),
    ...(isBareRow ? {} : { qualifier: premises.qualifier }),
    ...keepMembers({
      streetNr: isBareRow ? '' : premises.streetNr,
      streetName: premises.streetName,
      postcode: premises.postcode,
      locality: premises.locality,
      city: premises.city,
      county: premises.county,
      country: 'United Kingdom',
      postalOrganisation: premises.organisation,
    }),
    ...(source === 'ROBT' ? { poBox: '', ...formatPostalLines(premises) } : {}),
    '@type': 'BtGeographicAddress',
    geographicLocationRefOrValue: renderLocation(premises, source, options),
    geographicSubAddress: [
      { ...keepMembers({ buildingName, subBuilding, subStreet, subLocality }), '@type': 'BtGeographicSubAddress' },
    ],
    ...renderSiteReference(premises, source, options, book),
    ...renderAdditionalAttributes(premises.attributes),
  };
}

/**
 * Openreach's rows for a block of flats have no key, UPRN, qualifier, exchange or number of the street, but for Gold ones. Source:
 * BT's rows; that it is the flats that are not Gold is modelled.
 */
const isBareFlat = ({ qualifier, classification }: Premises): boolean =>
  classification === 'RD06' && qualifier !== 'Gold';

/** A temporary address has what its creator sent, and the attribute `Temporary`. It has no position. */
export function renderTemporaryAddress(
  address: TemporaryAddress,
  exchange: string,
  options: AddressRecordOptions,
): object {
  const { streetNr = '', streetName = '', locality = '', county = '', postalOrganisation = '', poBox = '' } = address;
  const { buildingName = '', subBuilding = '', subStreet = '', subLocality = '' } = address;
  return {
    id: address.id,
    ...renderPairing('', options),
    addressSource: address.addressSource,
    exchangeGroupCode: exchange,
    qualifier: 'Non-Gold',
    ...keepAllMembers({ streetNr, streetName, postcode: address.postcode, locality, city: address.city, county }),
    country: 'United Kingdom',
    postalOrganisation,
    poBox,
    ...formatPostalLines({ ...address, subBuilding, buildingName, streetNr, streetName, locality }),
    '@type': 'BtGeographicAddress',
    geographicSubAddress: [{ buildingName, subBuilding, subStreet, subLocality, '@type': 'BtGeographicSubAddress' }],
    ...renderAdditionalAttributes(['Temporary']),
  };
}

const keepAllMembers = (members: Record<string, string>): object => members;
const keepFilledMembers = (members: Record<string, string>): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));

function renderPairing(partnerKey: string, { pairing: requestedPairing }: AddressRecordOptions): object {
  if (!requestedPairing) return {};
  const matched = partnerKey ? { matchedId: partnerKey, addressMatch: true } : { addressMatch: false };
  return { ...matched, addressVerificationNeeded: !requestedPairing.exact };
}

/** The lines of an envelope, of which the town is the last: the postcode has a member of its own. */
function formatPostalLines(
  premises: Pick<Premises, 'subBuilding' | 'buildingName' | 'streetNr' | 'streetName' | 'locality' | 'city'>,
): object {
  const buildingLine = [premises.subBuilding, premises.buildingName].filter(Boolean).join(' ');
  const streetLine = [premises.streetNr, premises.streetName].filter(Boolean).join(' ');
  const lines = [buildingLine, streetLine, premises.locality, premises.city].filter(Boolean);
  const [firstLine = '', secondLine = '', thirdLine = '', fourthLine = ''] = lines;
  return {
    bestAddressLine1: firstLine.slice(0, 100),
    bestAddressLine2: secondLine.slice(0, 60),
    bestAddressLine3: thirdLine.slice(0, 60),
    bestAddressLine4: fourthLine.slice(0, 30),
  };
}

/** Openreach prints seven decimals and no zero before the point; RoBT up to five, without zeros at the end. Source: BT. */
function formatDegrees(degrees: number, source: AddressSource): string {
  return source === 'ROBT' ? String(Number(degrees.toFixed(5))) : degrees.toFixed(7).replace(/^(-?)0\./, '$1.');
}

/** x is latitude and y longitude, as BT has it. On a grid x is east and y north. */
function renderLocation(
  premises: Premises,
  source: AddressSource,
  { includeGridReference }: AddressRecordOptions,
): unknown {
  const degrees = [{ x: formatDegrees(premises.latitude, source), y: formatDegrees(premises.longitude, source) }];
  if (!includeGridReference) return { geometry: degrees };
  return [
    { geometry: degrees, spatialRef: 'WGS84' },
    {
      geometry: [{ x: String(premises.easting), y: String(premises.northing) }],
      spatialRef: premises.grid === 'IrishGrid' ? 'IrishGrid' : 'BNG',
    },
  ];
}

/** RoBT knows no classification and no technology; BT shows its classification as empty. */
function renderSiteReference(
  premises: Premises,
  source: AddressSource,
  options: AddressRecordOptions,
  book: AddressBook,
): object {
  if (source === 'ROBT') {
    return options.includeClassification
      ? { siteReference: { siteClassificationCode: '', siteClassification: '' } }
      : {};
  }
  if (!options.includeClassification && !options.includeTechnology) return {};
  const classification = {
    siteClassificationCode: premises.classification,
    siteClassification: book.classifications[premises.classification] ?? '',
  };
  const markers = {
    listOfTechnology: {
      technology: technologyOrder.map((technologyName) => ({
        technologyName,
        technologyValue: premises.technologies.includes(technologyName) ? 'Y' : 'N',
      })),
    },
    listOfTechnologyRestriction: {
      technologyRestriction: technologyOrder.map((technologyRestrictionName) => ({
        technologyRestrictionName,
        technologyRestrictionValue: premises.restricted.includes(technologyRestrictionName) ? 'R' : 'U',
      })),
    },
  };
  return {
    siteReference: {
      ...(options.includeClassification ? classification : {}),
      ...(options.includeTechnology ? markers : {}),
    },
  };
}

function renderAdditionalAttributes(values: readonly string[]): object {
  if (values.length === 0) return {};
  const attribute = { attributeType: 'Location', listOfAttributeValues: values };
  return { ListOfAdditionalAddressAttributes: { additionalAddressAttribute: [attribute] } };
}
