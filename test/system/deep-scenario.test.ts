import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenarioService } from '#scenarios/runner/scenario-service';
import { startTestServer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: scenarioService });
});
afterAll(() => server.close());

test.each([
  ['YAML in brackets', '['.repeat(100_000)],
  ['JSON that never ends', '{"a":'.repeat(40_000)],
  ['JSON whose copy overflowed the stack', `{"steps":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`],
  ['YAML without brackets', `${'- '.repeat(60_000)}1`],
])('a scenario too deep is refused with its place, not by an overflow: %s', async (_, inline) => {
  const refused = await server.control('POST', '/sandboxes/default/scenarios', { inline });
  expect(refused.status, refused.text).toBe(422);
  expect(refused.text).toContain('nesting of at most 64');
  expect(server.internalErrors).toEqual([]);
});
