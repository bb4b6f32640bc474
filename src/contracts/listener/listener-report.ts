/** Result of the checks of a callback listener. */
export interface ListenerReport {
  readonly url: string;
  readonly checks: readonly ListenerCheck[];
  /** Orders of the order book, and those of the delivery faults. */
  readonly orders: number;
  readonly events: number;
  /** Requests that were sent to the listener. */
  readonly attempts: number;
  readonly slowestMs: number;
}

export interface ListenerCheck {
  /** `out-of-order`: stable, for programs. */
  readonly name: string;
  /** What a listener should do, as a sentence. */
  readonly title: string;
  /** `not-seen`: the check could not be made; `detail` says what it needs. */
  readonly outcome: 'passed' | 'failed' | 'not-seen';
  readonly detail: string;
}

/** 0 when nothing failed, 1 otherwise. */
export function listenerExitCode({ checks }: ListenerReport): 0 | 1 {
  return checks.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

const checkMarks = { passed: 'ok      ', failed: 'FAILED  ', 'not-seen': 'not seen' } as const;

export function formatListenerReport(report: ListenerReport): string {
  const { url, checks, orders, events, attempts, slowestMs } = report;
  const lines = checks.map(
    ({ outcome, title, detail }) =>
      `  ${checkMarks[outcome]}  ${title}\n            ${detail.replaceAll('\n', '\n            ')}`,
  );
  return [
    `Listener ${url}`,
    `${orders} orders, ${events} events, ${attempts} requests; the slowest answer took ${slowestMs} ms`,
    '',
    ...lines,
    '',
    summarizeListenerReport(report),
    '',
  ].join('\n');
}

/** `17 passed, 0 failed, 1 not seen`. */
export function summarizeListenerReport({ checks }: ListenerReport): string {
  const count = (wantedOutcome: ListenerCheck['outcome']) =>
    checks.filter(({ outcome }) => outcome === wantedOutcome).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('not-seen')} not seen`;
}

export function listenerReportJson(report: ListenerReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function listenerReportJunit(report: ListenerReport): string {
  const { url, checks } = report;
  const failures = checks.filter(({ outcome }) => outcome === 'failed').length;
  const skipped = checks.filter(({ outcome }) => outcome === 'not-seen').length;
  const cases = checks.map(({ name, title, outcome, detail }) => {
    const head = `    <testcase classname="verify-listener.${name}" name="${escapeXmlText(title)}"`;
    if (outcome === 'passed') return `${head}/>`;
    const inside =
      outcome === 'failed'
        ? `<failure message="${escapeXmlText(detail)}"/>`
        : `<skipped message="${escapeXmlText(detail)}"/>`;
    return `${head}>${inside}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${checks.length}" failures="${failures}" skipped="${skipped}">`,
    `  <testsuite name="${escapeXmlText(`verify-listener ${url}`)}" tests="${checks.length}" failures="${failures}" skipped="${skipped}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const xmlEscapes: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML cannot hold become a question mark. */
function escapeXmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>"]/g, (character) => xmlEscapes[character] as string)
    .replace(/\n/g, '&#10;');
}
