/**
 * Text that a stranger may have sent, without its control characters, so that nothing can move the cursor, change the
 * colours or hide a line of the terminal that shows it.
 */
export function escapeControlCharacters(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    // Unit by unit: what is written is a JSON escape as well.
    (char) => [...Array(char.length).keys()].map((unitIndex) => escapeUnit(char.charCodeAt(unitIndex))).join(''),
  );
}

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
