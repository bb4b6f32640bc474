/**
 * etherbox for test suites: `startSandbox()` gives a sandbox of the BT Wholesale Ethernet APIs in this process, on a port
 * of its own, with its own clock and data.
 */
export { type RecordOptions, recordContract } from './contracts/write-pact.ts';
export { ControlApiError } from './mock/http/control-client.ts';
export type { AdvanceRequest, EventQuery, RequestQuery, Sandbox, SandboxEvent } from './sandbox/sandbox.ts';
export { type StartSandboxOptions, startSandbox } from './sandbox/start-sandbox.ts';
export { WaitTimeoutError } from './sandbox/wait-for-event.ts';
export { defineScenario, type Scenario } from './scenarios/scenario.ts';
