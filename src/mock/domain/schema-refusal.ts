import { type Answer, type Family, type Fault, refuse } from './problem.ts';

/** The refusal of a request that does not fit its schema, with every fault, in the words of the API's own family. */
export function schemaRefusal(family: Family, faults: readonly Fault[]): Answer {
  const first = faults[0] as Fault;
  const missing = first.got === undefined;
  const name = first.pointer.replace(/^(query|header)\//, '').replace(/^\//, '') || 'body';
  const inQuery = first.pointer.startsWith('query/');
  switch (family) {
    case 'quote':
      return refuse(family, 'badRequest', 'Request failed schema validation.', faults);
    case 'address':
      if (inQuery)
        return refuse(family, missing ? 'missingQuery' : 'invalidQuery', `${name}: ${first.expected}`, faults);
      return refuse(
        family,
        missing ? 'missingInBody' : 'invalidInBody',
        `${missing ? 'Missing' : 'Invalid'} ${name} in body`,
        faults,
      );
    case 'appointment':
      return refuse(family, missing ? 'missingData' : 'invalidData', `${name}: ${first.expected}`, faults);
    case 'tmf':
      if (inQuery) return refuse(family, 'invalidQuery', `${name}: ${first.expected}`, faults);
      return refuse(family, missing ? 'missingInBody' : 'invalidInBody', summary(faults), faults);
  }
}

/** The order family has room for text only, so every fault goes into it; at most ten, then how many more. */
function summary(faults: readonly Fault[]): string {
  const told = faults.slice(0, 10).map(({ pointer, expected }) => `${pointer || '/'}: ${expected}`);
  if (faults.length > told.length) told.push(`and ${faults.length - told.length} more`);
  return told.join('; ');
}
