/**
 * etherbox for test suites: `startSandbox()` gives a sandbox of the BT Wholesale Ethernet APIs in this process, on a port
 * of its own, with its own clock and data.
 */
export { type RecordOptions, recordContract } from '#contracts/record/write-pact';
export { ControlApiError } from '#http/control/control-client';
export { defineScenario, type Scenario } from '#scenarios/language/scenario';
export type { AdvanceRequest, EventQuery, RequestQuery, Sandbox, SandboxEvent } from './sandbox.ts';
export { type StartSandboxOptions, startSandbox } from './start-sandbox.ts';
export { WaitTimeoutError } from './wait-for-event.ts';
