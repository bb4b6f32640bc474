import { InternalError } from '#domain/core/etherbox-error';
/** Called with every answer of ours that its own document does not allow. Always a mistake of etherbox. */
export type OnInternalError = (operationId: string, details: readonly unknown[]) => void;

/**
 * Prints the mistake on stderr and lets the answer pass: a demonstration must not fail because of it. With
 * ETHERBOX_STRICT_ANSWERS set, as in our own tests, it throws, and the answer becomes a 500 that no test overlooks.
 */
export const reportInternalError: OnInternalError = (operationId, details) => {
  const detailText = JSON.stringify(details.slice(0, 5));
  const message = `Internal error in etherbox (please report): the answer to ${operationId} does not match its OpenAPI document: ${detailText}`;
  if (process.env.ETHERBOX_STRICT_ANSWERS) throw new InternalError(message);
  process.stderr.write(`${message}\n`);
};
