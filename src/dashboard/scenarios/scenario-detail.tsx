import { api as root, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Loading, TroubleNote } from '../parts/empty.tsx';
import { Json } from '../parts/json.tsx';
import { addressOf, Link } from '../shell/router.tsx';
import { ApplyScenario } from './apply-scenario.tsx';
import { MiniTimeline } from './mini-timeline.tsx';
import { outlineOf } from './outline.ts';
import { ScenarioProblems } from './scenario-problems.tsx';

export function ScenarioDetail({ name }: { readonly name: string }) {
  const { value: scenario, trouble } = useReading<Schemas['Scenario']>(
    `${root}/scenarios/${encodeURIComponent(name)}`,
    [],
  );
  if (trouble && !scenario) return <TroubleNote trouble={trouble} what="scenario" />;
  if (!scenario) return <Loading />;
  const { steps, client } = outlineOf(scenario);
  const problems = scenario.problems ?? [];
  return (
    <div class="page narrow">
      <Link class="button small" to={addressOf('scenarios')} data-back>
        ← All scenarios
      </Link>
      <h1>{scenario.title ?? scenario.name}</h1>
      <p class="mono muted">{scenario.name}</p>
      {scenario.summary && <p class="lead">{scenario.summary}</p>}
      <Story scenario={scenario} />
      {client && (
        <p>
          <strong>Your client:</strong> {client}
        </p>
      )}
      <MiniTimeline steps={steps} />
      {problems.length > 0 ? <ScenarioProblems problems={problems} /> : <ApplyScenario name={name} />}
      {scenario.text !== undefined && (
        <>
          <h2>The file</h2>
          <Json value={scenario.text} label="Scenario file" />
        </>
      )}
    </div>
  );
}

/** What a trainer tells while it happens. */
function Story({ scenario }: { readonly scenario: Schemas['Scenario'] }) {
  const { story } = scenario as { readonly story?: unknown };
  return typeof story === 'string' ? <p class="story">{story}</p> : null;
}
