import type { PlaceName } from '../address/premises.ts';
import type { Json } from '../sandbox.ts';
import { isObject, member, objects, text } from './order-body.ts';
import type { JsonObject } from './order-documents.ts';

/**
 * The site of an item: the places of the item or of its product, of which several may name the same site by different
 * keys. A key, a UPRN, a site code or a postcode will do.
 */
export function siteNameOf(item: JsonObject): PlaceName | undefined {
  const places = [...placesIn(item.place), ...placesIn(member(item, 'product', 'place'))];
  const found: Record<string, string> = {};
  for (const place of places) for (const [name, value] of Object.entries(namesIn(place))) found[name] ??= value;
  return Object.keys(found).some((name) => name !== 'districtCode') ? found : undefined;
}

function placesIn(value: Json | undefined): readonly JsonObject[] {
  return isObject(value) ? [value] : objects(value);
}

function namesIn(place: JsonObject): { readonly [name: string]: string } {
  const id = text(place, 'id');
  const [key = '', district] = (id ?? '').split('/');
  const isKey = /^[ARXSZ]\d{11}$/i.test(key);
  const named: [string, string | undefined][] = [
    ['addressKey', isKey ? key : id === undefined || isCode(place) ? undefined : key],
    ['dataCentreCode', text(place, 'dataCentreCode') ?? (id !== undefined && isCode(place) ? id : undefined)],
    ['exchangeConnectCode', text(place, 'exchangeConnectCode')],
    ['districtCode', text(place, 'districtCode') ?? district],
    ['uprn', text(place, 'uprn')],
    ['postcode', text(place, 'postcode') ?? text(place, 'postCode')],
  ];
  return Object.fromEntries(named.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const isCode = (place: JsonObject): boolean =>
  /DataCentre/i.test(text(place, '@referredType') ?? text(place, '@type') ?? '');
