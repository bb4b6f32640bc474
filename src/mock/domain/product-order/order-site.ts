import type { PlaceIdentifiers } from '../address/premises.ts';
import type { Json } from '../sandbox.ts';
import { isJsonObject, memberAt, objectsIn, textAt } from './order-body.ts';
import type { JsonObject } from './order-documents.ts';

/**
 * The site of an item: the places of the item or of its product, of which several may name the same site by different
 * keys. A key, a UPRN, a site code or a postcode will do.
 */
export function readSiteName(item: JsonObject): PlaceIdentifiers | undefined {
  const places = [...placeObjectsIn(item.place), ...placeObjectsIn(memberAt(item, 'product', 'place'))];
  const keys: Record<string, string> = {};
  for (const place of places) for (const [name, value] of Object.entries(placeKeysIn(place))) keys[name] ??= value;
  return Object.keys(keys).some((name) => name !== 'districtCode') ? keys : undefined;
}

function placeObjectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonObject(value) ? [value] : objectsIn(value);
}

function placeKeysIn(place: JsonObject): { readonly [name: string]: string } {
  const id = textAt(place, 'id');
  const [key = '', district] = (id ?? '').split('/');
  const isKey = /^[ARXSZ]\d{11}$/i.test(key);
  const pairs: [string, string | undefined][] = [
    ['addressKey', isKey ? key : id === undefined || isDataCentre(place) ? undefined : key],
    ['dataCentreCode', textAt(place, 'dataCentreCode') ?? (id !== undefined && isDataCentre(place) ? id : undefined)],
    ['exchangeConnectCode', textAt(place, 'exchangeConnectCode')],
    ['districtCode', textAt(place, 'districtCode') ?? district],
    ['uprn', textAt(place, 'uprn')],
    ['postcode', textAt(place, 'postcode') ?? textAt(place, 'postCode')],
  ];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const isDataCentre = (place: JsonObject): boolean =>
  /DataCentre/i.test(textAt(place, '@referredType') ?? textAt(place, '@type') ?? '');
