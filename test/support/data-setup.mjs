// @ts-check
import { bringDataUpToDate } from '../../tools/data-up-to-date.mjs';

/**
 * Before the tests: they run from the sources, whose data (JSON in src/generated) is built and not committed. Where a
 * specification, a journey, a fixture or a scenario has changed since, its JSON is made again; in watch mode before each run.
 *
 * @param {import('vitest/node').TestProject} project
 */
export default function setUp(project) {
  bringDataUpToDate();
  project.onTestsRerun(async () => bringDataUpToDate());
}
