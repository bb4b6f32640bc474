/** ASCII codes of the characters with which the store's files are built and read. */
export const byteCodes = {
  newline: 10,
  space: 32,
  quote: 34,
  comma: 44,
  dash: 45,
  zero: 48,
  openingBracket: 91,
  backslash: 92,
  closingBracket: 93,
  lowerCaseA: 97,
} as const;
