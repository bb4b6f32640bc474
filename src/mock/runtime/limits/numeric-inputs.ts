/**
 * Every number that a request can name, and its bounds. A test holds the rows to sandbox.yaml, where they are enforced
 * before anything is done. `input` is the member or parameter, as `Schema.member` of the document.
 */
export interface NumericInput {
  readonly input: string;
  /** What the number decides. */
  readonly text: string;
  readonly least: number;
  readonly most: number;
}

const page = { text: 'Entries of a list', most: 1_000_000_000 };
const rate = { text: "Your own counts of BT's rate limits", least: 1 };

export const numericInputs: readonly NumericInput[] = [
  { input: 'advance', text: 'Number of a past advance', least: 1, most: 1_000_000_000 },
  { input: 'offset', ...page, least: 0 },
  { input: 'limit', ...page, least: 1 },
  { input: 'count', text: 'Requests awaited', least: 1, most: 5000 },
  { input: 'timeoutMs', text: 'Wait for requests, in ms', least: 0, most: 60_000 },
  { input: 'Callback.timeoutMs', text: 'Time allowed for one callback attempt, in ms', least: 1, most: 60_000 },
  { input: 'ClockUpdate.rate', text: 'Speed of a scaled clock, above 0', least: 0, most: 1_000_000 },
  { input: 'Settings.rateLimit.perSecond', ...rate, most: 100_000 },
  { input: 'Settings.rateLimit.perHour', ...rate, most: 100_000 },
  { input: 'Settings.rateLimit.breaches', ...rate, most: 100_000 },
  { input: 'Settings.rateLimit.blockMs', text: 'Length of a block, in ms', least: 1, most: 86_400_000 },
  { input: 'Settings.tokenLifetimeSeconds', text: 'Lifetime of a token, in s', least: 0, most: 31_536_000 },
  { input: 'FaultInjectionAdd.status', text: 'Status of an injected answer', least: 200, most: 599 },
  { input: 'FaultInjectionAdd.delayMs', text: 'Delay of an answer, in ms', least: 0, most: 120_000 },
  { input: 'FaultInjectionAdd.truncateAt', text: 'Bytes sent of a body', least: 0, most: 10_000_000 },
  { input: 'FaultInjectionAdd.dripBytesPerSecond', text: 'Bytes sent a second', least: 1, most: 10_000_000 },
  { input: 'FaultInjectionAdd.duplicate', text: 'Copies of a callback', least: 1, most: 100 },
  { input: 'FaultInjectionAdd.times', text: 'Calls that an injection affects', least: 1, most: 1_000_000 },
  { input: 'SetbackAdd.days', text: 'Working days of a setback', least: 0, most: 3650 },
];

/** Times and dates that a request writes as text. A date is checked before the working days up to it are counted. */
export const timeInputs: readonly { readonly input: string; readonly bound: string; readonly over: string }[] = [
  { input: '`by` and `to` of an advance', bound: '`--max-advance-years` (at most 100)', over: '422' },
  { input: '`now` of a sandbox', bound: 'the years 1970 to 2999', over: '400' },
  { input: '`lateBy` of a fault injection', bound: '3650 days', over: '422' },
  { input: '`requiredByDate` of an order item', bound: '100 years ahead', over: "400 in BT's format" },
];
