import { defineCollection, type Instant, type StateReader } from '#domain/core/sandbox-state';

/** An address that a client created in this sandbox (POST geographicAddress), by its temporary key. Source of the keys: BT. */
export interface TemporaryAddress {
  /** `X` + 11 digits (RoBT) or `S` + 11 digits (made for Openreach). */
  readonly id: string;
  readonly createdAt: Instant;
  readonly addressSource: 'ROBT' | 'Openreach';
  /** Canonical: `AB15 7XY`. */
  readonly postcode: string;
  readonly streetNr?: string;
  readonly streetName?: string;
  readonly locality?: string;
  readonly city: string;
  readonly county?: string;
  readonly country: string;
  readonly postalOrganisation?: string;
  readonly poBox?: string;
  readonly buildingName?: string;
  readonly subBuilding?: string;
  readonly subStreet?: string;
  readonly subLocality?: string;
}

export const temporaryAddresses = defineCollection<TemporaryAddress>('addresses', {
  postcode: (address) => [address.postcode],
  city: (address) => [address.city.toLowerCase()],
});

export function findTemporaryAddress(reader: StateReader, addressKey: string): TemporaryAddress | undefined {
  return /^[XS]/.test(addressKey) ? reader.get(temporaryAddresses, addressKey) : undefined;
}
