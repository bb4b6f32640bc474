import { Link, pageUrl } from '../context/router.tsx';
import { controlApiRoot } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { JsonView } from '../parts/json-view.tsx';
import { ErrorNote, Loading } from '../parts/placeholders.tsx';
import { ApplyScenario, ScenarioProblems } from './apply-scenario.tsx';
import { MiniTimeline, outlineScenario } from './mini-timeline.tsx';

/** One scenario: its story, its outline and its file. */
export function ScenarioDetail({ name }: { readonly name: string }) {
  const { value: scenario, error } = useQuery<ApiSchemas['Scenario']>(
    `${controlApiRoot}/scenarios/${encodeURIComponent(name)}`,
    [],
  );
  if (error && !scenario) return <ErrorNote error={error} subject="scenario" />;
  if (!scenario) return <Loading />;
  const { steps, clientBehaviour } = outlineScenario(scenario);
  const problems = scenario.problems ?? [];
  return (
    <div class="page narrow">
      <Link class="button small" to={pageUrl('scenarios')} data-back>
        ← All scenarios
      </Link>
      <h1>{scenario.title ?? scenario.name}</h1>
      <p class="mono muted">{scenario.name}</p>
      {scenario.summary && <p class="lead">{scenario.summary}</p>}
      <Story scenario={scenario} />
      {clientBehaviour && (
        <p>
          <strong>Your client:</strong> {clientBehaviour}
        </p>
      )}
      <MiniTimeline steps={steps} />
      {problems.length > 0 ? <ScenarioProblems problems={problems} /> : <ApplyScenario name={name} />}
      {scenario.text !== undefined && (
        <>
          <h2>The file</h2>
          <JsonView value={scenario.text} label="Scenario file" />
        </>
      )}
    </div>
  );
}

/** The story for a trainer to read out while the scenario runs. */
function Story({ scenario }: { readonly scenario: ApiSchemas['Scenario'] }) {
  const { story } = scenario as { readonly story?: unknown };
  return typeof story === 'string' ? <p class="story">{story}</p> : null;
}
