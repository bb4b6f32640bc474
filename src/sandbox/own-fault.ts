/** What is said when an answer of ours breaks its own document: a mistake of etherbox, worth a report. */
export function ownFaultMessage(operationId: string, faults: readonly unknown[]): string {
  return `etherbox answered ${operationId} in a way that its own document does not allow: ${JSON.stringify(faults.slice(0, 5))}`;
}
