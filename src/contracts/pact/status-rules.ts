type RuleObject = { readonly [name: string]: unknown };

/**
 * Which statuses an interaction accepts: its example alone, or what the matching rules of `response.matchingRules.status`
 * say (Pact specification 4). The official verifier evaluates the same rules; they are read here as well, because an
 * interaction is checked against the documents before anything is sent.
 *
 * @example
 * acceptedStatus({ status: 410, matchingRules: { status: { matchers: [{ match: 'statusCode', status: [404, 410] }] } } })(404) // true
 */
export function acceptedStatus(response: RuleObject): (status: number) => boolean {
  const example = Number(response.status ?? 200);
  const rules = isObject(response.matchingRules) ? response.matchingRules.status : undefined;
  const matchers = isObject(rules) && Array.isArray(rules.matchers) ? rules.matchers.filter(isObject) : [];
  if (!isObject(rules) || matchers.length === 0) return (status) => status === example;
  const tests = matchers.map((matcher) => statusTest(matcher, example));
  return rules.combine === 'OR'
    ? (status) => tests.some((accepts) => accepts(status))
    : (status) => tests.every((accepts) => accepts(status));
}

const isObject = (value: unknown): value is RuleObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type StatusTest = (status: number) => boolean;

/** Source: Pact specification 4, status code matcher. */
const classes: { readonly [name: string]: StatusTest } = {
  info: (status) => status >= 100 && status < 200,
  success: (status) => status >= 200 && status < 300,
  redirect: (status) => status >= 300 && status < 400,
  clientError: (status) => status >= 400 && status < 500,
  serverError: (status) => status >= 500 && status < 600,
  nonError: (status) => status < 400,
  error: (status) => status >= 400,
};

function statusTest(matcher: RuleObject, example: number): StatusTest {
  switch (matcher.match) {
    case 'statusCode':
      return statusCodeTest(matcher.status);
    case 'regex': {
      const pattern = new RegExp(String(matcher.regex ?? ''));
      return (status) => pattern.test(String(status));
    }
    // A status is a whole number of three digits, so that these say nothing more about it.
    case 'type':
    case 'integer':
    case 'number':
    case 'notEmpty':
      return () => true;
    default:
      return (status) => status === example;
  }
}

function statusCodeTest(wanted: unknown): StatusTest {
  if (Array.isArray(wanted)) return (status) => wanted.map(Number).includes(status);
  if (typeof wanted === 'number') return (status) => status === wanted;
  return classes[String(wanted)] ?? (() => false);
}
