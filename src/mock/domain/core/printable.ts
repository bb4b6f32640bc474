/**
 * Replaces control characters with visible escapes. The text may come from an untrusted client and must not move the
 * cursor, change the colours or hide a line of the terminal that shows it.
 */
export function escapeControlCharacters(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    // Per UTF-16 code unit, because the result is then a JSON escape, too.
    (char) => [...Array(char.length).keys()].map((unitIndex) => escapeUnit(char.charCodeAt(unitIndex))).join(''),
  );
}

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
