import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, serve } from '#http/serve';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import { runScenario } from '#scenarios/runner/run-scenario';

let serving: RunningServer;
const internalErrors: string[] = [];

beforeAll(async () => {
  serving = await serve({
    onInternalError: (operation, violations) => internalErrors.push(`${operation}: ${JSON.stringify(violations)}`),
  });
});
afterAll(() => serving.close());

describe('every scenario of the library, played', () => {
  test.concurrent.each([...scenarioLibrary().values()].map((loaded) => [loaded.name, loaded] as const))(
    '%s',
    async (_, loaded) => {
      const { baseUrl } = serving;
      const { outcome, message, steps } = await runScenario(loaded, { baseUrl });
      const wrong = steps.filter((step) => step.outcome === 'failed');
      expect({ outcome, message, wrong }).toEqual({ outcome: 'passed', message: undefined, wrong: [] });
    },
  );
});

test('none of our own answers broke its document', () => {
  expect(internalErrors).toEqual([]);
});
