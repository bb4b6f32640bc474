import type { Schemas } from '../control/call.ts';
import { addressOf, encoded, Link } from '../shell/router.tsx';
import { ApplyScenario } from './apply-scenario.tsx';
import { MiniTimeline } from './mini-timeline.tsx';
import { outlineOf } from './outline.ts';
import { ScenarioProblems } from './scenario-problems.tsx';

export function ScenarioCard({ scenario }: { readonly scenario: Schemas['Scenario'] }) {
  const { name, title, summary, problems = [] } = scenario;
  const { steps, client } = outlineOf(scenario);
  return (
    <article class="card">
      <h3>
        <Link to={addressOf(encoded('scenarios', name))}>{title ?? name}</Link>
      </h3>
      {summary && <p class="card-text">{summary}</p>}
      <MiniTimeline steps={steps} />
      {client && (
        <p class="card-client">
          <strong>Your client:</strong> {client}
        </p>
      )}
      {problems.length > 0 ? <ScenarioProblems problems={problems} /> : <ApplyScenario name={name} />}
    </article>
  );
}
