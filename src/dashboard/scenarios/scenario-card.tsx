import type { ApiSchemas } from '../control/schemas.ts';
import { encodePath, Link, pageUrl } from '../shell/router.tsx';
import { ApplyScenario } from './apply-scenario.tsx';
import { MiniTimeline } from './mini-timeline.tsx';
import { outlineScenario } from './outline.ts';
import { ScenarioProblems } from './scenario-problems.tsx';

export function ScenarioCard({ scenario }: { readonly scenario: ApiSchemas['Scenario'] }) {
  const { name, title, summary, problems = [] } = scenario;
  const { steps, clientBehaviour } = outlineScenario(scenario);
  return (
    <article class="card">
      <h3>
        <Link to={pageUrl(encodePath('scenarios', name))}>{title ?? name}</Link>
      </h3>
      {summary && <p class="card-text">{summary}</p>}
      <MiniTimeline steps={steps} />
      {clientBehaviour && (
        <p class="card-client">
          <strong>Your client:</strong> {clientBehaviour}
        </p>
      )}
      {problems.length > 0 ? <ScenarioProblems problems={problems} /> : <ApplyScenario name={name} />}
    </article>
  );
}
