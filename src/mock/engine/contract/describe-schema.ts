/** What a schema requires, in plain words: "a string of at most 20 characters". */
export function describeSchema(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return 'a value';
  const s = schema as { readonly [keyword: string]: unknown };
  if (s.const !== undefined) return formatValue(s.const);
  if (Array.isArray(s.enum)) return oneOfText(s.enum);
  const types = [s.type ?? []].flat() as string[];
  const descriptions = types.map((type) => describeType(type, s));
  return descriptions.length === 0 ? 'a value' : descriptions.join(' or ');
}

function describeType(type: string, s: { readonly [keyword: string]: unknown }): string {
  switch (type) {
    case 'string':
      return describeString(s);
    case 'integer':
      return `a whole number${rangeText(s.minimum, s.maximum, '')}`;
    case 'number':
      return `a number${rangeText(s.minimum, s.maximum, '')}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${rangeText(s.minItems, s.maxItems, ' entries')}`;
    case 'object':
      return 'an object';
    default:
      return type;
  }
}

const FORMAT_DESCRIPTIONS: { readonly [format: string]: string } = {
  'date-time': 'a date and time with a zone, such as 2026-01-05T09:00:00Z',
  date: 'a date, such as 2026-01-05',
  uri: 'an absolute URI',
  uuid: 'a UUID',
  email: 'an e-mail address',
};

function describeString(s: { readonly [keyword: string]: unknown }): string {
  const format = FORMAT_DESCRIPTIONS[String(s.format)];
  if (format) return format;
  const pattern = s.pattern === undefined ? '' : ` that matches ${String(s.pattern)}`;
  const [example] = Array.isArray(s.examples) ? s.examples : [];
  const exampleText = example === undefined ? '' : `, such as ${String(example)}`;
  return `a string${rangeText(s.minLength, s.maxLength, ' characters')}${pattern}${exampleText}`;
}

function rangeText(low: unknown, high: unknown, unit: string): string {
  if (low !== undefined && low === high) return ` of exactly ${String(low)}${unit}`;
  if (low !== undefined && high !== undefined) return ` of ${String(low)} to ${String(high)}${unit}`;
  if (low !== undefined) return ` of at least ${String(low)}${unit}`;
  if (high !== undefined) return ` of at most ${String(high)}${unit}`;
  return '';
}

export function oneOfText(values: readonly unknown[]): string {
  return values.length === 1 ? formatValue(values[0]) : `one of ${values.map(formatValue).join(', ')}`;
}

const formatValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value for people, at most 80 characters; objects and lists by their size. */
export function abbreviateValue(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 79)}…` : value;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object of ${Object.keys(value).length} members`;
  return value;
}
