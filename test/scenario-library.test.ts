import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Serving, serve } from '../src/mock/http/serve.ts';
import { library } from '../src/scenarios/library.ts';
import { playScenario } from '../src/scenarios/run-scenario.ts';

let serving: Serving;
const ownFaults: string[] = [];

beforeAll(async () => {
  serving = await serve({ ownFault: (operation, faults) => ownFaults.push(`${operation}: ${JSON.stringify(faults)}`) });
});
afterAll(() => serving.close());

describe('every scenario of the library, played', () => {
  test.concurrent.each([...library().values()].map((loaded) => [loaded.name, loaded] as const))(
    '%s',
    async (_, loaded) => {
      const { baseUrl } = serving;
      const { outcome, message, steps } = await playScenario(loaded, { baseUrl });
      const wrong = steps.filter((step) => step.outcome === 'failed');
      expect({ outcome, message, wrong }).toEqual({ outcome: 'passed', message: undefined, wrong: [] });
    },
  );
});

test('none of our own answers broke its document', () => {
  expect(ownFaults).toEqual([]);
});
