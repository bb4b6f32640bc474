/** UK postcodes as text: their shape, one canonical spelling, and their area. */

/** BT's own pattern for the address API. It checks the shape only: a postcode that does not exist is not found. */
const postcodePattern = /^[A-Za-z]{1,2}[0-9][0-9A-Za-z]?\s?[0-9][A-Za-z]{2}$/;

/** `ab157xy` and `AB15  7XY` are `AB15 7XY`; undefined: no postcode. GIR 0AA is a postcode although its shape is another. */
export function canonicalizePostcode(text: string): string | undefined {
  const squeezed = text.replace(/\s+/g, '').toUpperCase();
  if (squeezed === 'GIR0AA') return 'GIR 0AA';
  if (!postcodePattern.test(squeezed)) return undefined;
  return `${squeezed.slice(0, -3)} ${squeezed.slice(-3)}`;
}

/** The one or two letters that a postcode begins with: `AB`. */
export function postcodeArea(postcode: string): string {
  return /^[A-Z]+/.exec(postcode)?.[0] ?? '';
}
