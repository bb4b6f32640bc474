import type { AddressBook, Premises, Technology } from './address-book.ts';
import type { TemporaryAddress } from './temporary-address.ts';

/** Records as BT shows them: what Openreach and RoBT each say of the same premises. Source: BT, its siblings' samples. */

export type AddressSource = 'ROBT' | 'Openreach';

/** What the query asked to see. */
export interface Shown {
  readonly bothSpatialReferences: boolean;
  readonly classification: boolean;
  readonly technology: boolean;
  /** Tell the partner in the other database; `exact`: the text asked for was found to the letter. */
  readonly pairing: { readonly exact: boolean } | undefined;
}

const technologies: readonly Technology[] = ['Copper', 'PointToPointFibre', 'FTTPBrownfield', 'FTTPGreenfield'];

/** `district` is the code of the premises' exchange; it is shown for Gold only. */
export function addressRecord(
  premises: Premises,
  source: AddressSource,
  district: string,
  shown: Shown,
  book: AddressBook,
): object {
  const [id, partner] =
    source === 'Openreach' ? [premises.openreachKey, premises.robtKey] : [premises.robtKey, premises.openreachKey];
  const keep = source === 'ROBT' ? everything : onlyFilled;
  const { buildingName, subBuilding, subStreet, subLocality } = premises;
  return {
    id,
    ...pairing(partner, shown),
    ...keep({ uprn: premises.uprn, parentUPRN: premises.parentUprn }),
    addressSource: source,
    exchangeGroupCode: premises.exchange,
    ...(premises.qualifier === 'Gold' ? { districtCode: district } : {}),
    qualifier: premises.qualifier,
    ...keep({
      streetNr: premises.streetNr,
      streetName: premises.streetName,
      postcode: premises.postcode,
      locality: premises.locality,
      city: premises.city,
      county: premises.county,
      country: 'United Kingdom',
      postalOrganisation: premises.organisation,
    }),
    ...(source === 'ROBT' ? { poBox: '', ...postalLines(premises) } : {}),
    '@type': 'BtGeographicAddress',
    geographicLocationRefOrValue: location(premises, source, shown),
    geographicSubAddress: [
      { ...keep({ buildingName, subBuilding, subStreet, subLocality }), '@type': 'BtGeographicSubAddress' },
    ],
    ...siteReference(premises, source, shown, book),
    ...additionalAttributes(premises.attributes),
  };
}

/** A temporary address is all that its maker said, and `Temporary`. Nothing is measured there. */
export function temporaryRecord(address: TemporaryAddress, exchange: string, shown: Shown): object {
  const { streetNr = '', streetName = '', locality = '', county = '', postalOrganisation = '', poBox = '' } = address;
  const { buildingName = '', subBuilding = '', subStreet = '', subLocality = '' } = address;
  return {
    id: address.id,
    ...pairing('', shown),
    addressSource: address.addressSource,
    exchangeGroupCode: exchange,
    qualifier: 'Non-Gold',
    ...everything({ streetNr, streetName, postcode: address.postcode, locality, city: address.city, county }),
    country: 'United Kingdom',
    postalOrganisation,
    poBox,
    ...postalLines({ ...address, subBuilding, buildingName, streetNr, streetName, locality }),
    '@type': 'BtGeographicAddress',
    geographicSubAddress: [{ buildingName, subBuilding, subStreet, subLocality, '@type': 'BtGeographicSubAddress' }],
    ...additionalAttributes(['Temporary']),
  };
}

const everything = (members: Record<string, string>): object => members;
const onlyFilled = (members: Record<string, string>): object =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));

function pairing(partner: string, { pairing: asked }: Shown): object {
  if (!asked) return {};
  const matched = partner ? { matchedId: partner, addressMatch: true } : { addressMatch: false };
  return { ...matched, addressVerificationNeeded: !asked.exact };
}

/** Four lines as on an envelope. */
function postalLines(
  premises: Pick<
    Premises,
    'subBuilding' | 'buildingName' | 'streetNr' | 'streetName' | 'locality' | 'city' | 'postcode'
  >,
): object {
  const inside = [premises.subBuilding, premises.buildingName].filter(Boolean).join(' ');
  const street = [premises.streetNr, premises.streetName].filter(Boolean).join(' ');
  const lines = [inside, street, premises.locality, `${premises.city} ${premises.postcode}`].filter(Boolean);
  const [one = '', two = '', three = '', four = ''] = lines;
  return {
    bestAddressLine1: one.slice(0, 100),
    bestAddressLine2: two.slice(0, 60),
    bestAddressLine3: three.slice(0, 60),
    bestAddressLine4: four.slice(0, 30),
  };
}

/** x is latitude and y longitude, as BT has it; RoBT gives five decimals. On a grid x is east and y north. */
function location(premises: Premises, source: AddressSource, { bothSpatialReferences }: Shown): unknown {
  const decimals = source === 'ROBT' ? 5 : 6;
  const degrees = [{ x: premises.latitude.toFixed(decimals), y: premises.longitude.toFixed(decimals) }];
  if (!bothSpatialReferences) return { geometry: degrees };
  return [
    { geometry: degrees, spatialRef: 'WGS84' },
    {
      geometry: [{ x: String(premises.easting), y: String(premises.northing) }],
      spatialRef: premises.grid === 'IrishGrid' ? 'IrishGrid' : 'BNG',
    },
  ];
}

/** RoBT knows no classification and no technology; BT shows its classification as empty. */
function siteReference(premises: Premises, source: AddressSource, shown: Shown, book: AddressBook): object {
  if (source === 'ROBT') {
    return shown.classification ? { siteReference: { siteClassificationCode: '', siteClassification: '' } } : {};
  }
  if (!shown.classification && !shown.technology) return {};
  const classification = {
    siteClassificationCode: premises.classification,
    siteClassification: book.classifications[premises.classification] ?? '',
  };
  const markers = {
    listOfTechnology: {
      technology: technologies.map((technologyName) => ({
        technologyName,
        technologyValue: premises.technologies.includes(technologyName) ? 'Y' : 'N',
      })),
    },
    listOfTechnologyRestriction: {
      technologyRestriction: technologies.map((technologyRestrictionName) => ({
        technologyRestrictionName,
        technologyRestrictionValue: premises.restricted.includes(technologyRestrictionName) ? 'R' : 'U',
      })),
    },
  };
  return { siteReference: { ...(shown.classification ? classification : {}), ...(shown.technology ? markers : {}) } };
}

function additionalAttributes(values: readonly string[]): object {
  if (values.length === 0) return {};
  const attribute = { attributeType: 'Location', listOfAttributeValues: values };
  return { ListOfAdditionalAddressAttributes: { additionalAddressAttribute: [attribute] } };
}
