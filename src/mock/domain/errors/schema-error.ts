import type { Answer } from '#domain/core/call';
import { countViolations, type Violation } from '#domain/core/violation';
import { type ErrorFamily, refuse } from './error-catalogue.ts';

/** The refusal of a request that does not match its schema, with every violation, in the body of the API's family. */
export function buildSchemaError(family: ErrorFamily, violations: readonly Violation[]): Answer {
  const firstViolation = violations[0] as Violation;
  const isMissing = firstViolation.got === undefined;
  const name = firstViolation.pointer.replace(/^(query|header)\//, '').replace(/^\//, '') || 'body';
  const inQuery = firstViolation.pointer.startsWith('query/');
  switch (family) {
    case 'quote':
      return refuse(family, 'badRequest', 'Request failed schema validation.', violations);
    case 'address':
      if (inQuery)
        return refuse(
          family,
          isMissing ? 'missingQuery' : 'invalidQuery',
          `${name}: ${firstViolation.expected}`,
          violations,
        );
      return refuse(
        family,
        isMissing ? 'missingInBody' : 'invalidInBody',
        `${isMissing ? 'Missing' : 'Invalid'} ${name} in body`,
        violations,
      );
    case 'appointment':
      return refuse(
        family,
        isMissing ? 'missingData' : 'invalidData',
        `${name}: ${firstViolation.expected}`,
        violations,
      );
    case 'tmf':
      if (inQuery) return refuse(family, 'invalidQuery', `${name}: ${firstViolation.expected}`, violations);
      return refuse(family, isMissing ? 'missingInBody' : 'invalidInBody', summarizeViolations(violations), violations);
  }
}

/** The bodies of the order family have one text only, so all violations go into it: at most ten, then how many more. */
export function summarizeViolations(violations: readonly Violation[]): string {
  const sentences = violations.slice(0, 10).map(({ pointer, expected }) => `${pointer || '/'}: ${expected}`);
  const count = countViolations(violations);
  if (count > sentences.length) sentences.push(`and ${count - sentences.length} more`);
  return sentences.join('; ');
}
