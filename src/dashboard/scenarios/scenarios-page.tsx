import { controlApiRoot } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { EmptyState, ErrorNote, Loading } from '../parts/empty.tsx';
import { TextFilter } from '../parts/filter.tsx';
import { humanize } from '../parts/words.ts';
import { Link, type PageLocation, pageUrl } from '../shell/router.tsx';
import { ActiveInjections } from './applied.tsx';
import { FaultInjectionCards } from './fault-cards.tsx';
import { ScenarioCard } from './scenario-card.tsx';
import { ScenarioDetail } from './scenario-detail.tsx';
import { SetbackCard } from './trouble-card.tsx';
import { collectSetbacks } from './troubles.ts';

type ListedScenario = ApiSchemas['Scenario'];

const scenarioViews = [
  ['', 'Scenario library'],
  ['setbacks', 'Order setbacks'],
  ['fault-injections', 'Fault injections'],
] as const;

/** What can go wrong, or right, on purpose: whole stories, troubles for one order, faults of the wire. */
export function ScenariosPage({
  pageLocation,
  name,
}: {
  readonly pageLocation: PageLocation;
  readonly name: string | undefined;
}) {
  const view = pageLocation.search.get('view') ?? '';
  const q = pageLocation.search.get('q') ?? '';
  if (name !== undefined) return <ScenarioDetail name={name} />;
  return (
    <div class="page">
      <header class="page-head">
        <h1>Scenarios</h1>
        <p class="lead">
          Each card shows what will happen before you apply it, and what your client is expected to do.
        </p>
        <div class="list-head inline-head">
          <nav class="chips" aria-label="Kinds of scenario">
            {scenarioViews.map(([key, title]) => (
              <Link
                class="chip"
                key={key}
                to={pageUrl('scenarios', { q, view: key })}
                aria-current={key === view ? 'true' : undefined}
              >
                {title}
              </Link>
            ))}
          </nav>
          <TextFilter label="Find a scenario" value={q} />
        </div>
      </header>
      <ActiveInjections />
      {view === 'setbacks' ? (
        <SetbackCards q={q} />
      ) : view === 'fault-injections' ? (
        <FaultInjectionCards />
      ) : (
        <ScenarioCards q={q} />
      )}
    </div>
  );
}

const containsText = (q: string, ...texts: (string | undefined)[]): boolean =>
  texts.join(' ').toLowerCase().includes(q.toLowerCase());

function ScenarioCards({ q }: { readonly q: string }) {
  const { value, error } = useQuery<ApiSchemas['ScenarioList']>(`${controlApiRoot}/scenarios`, []);
  if (error && !value) return <ErrorNote error={error} subject="library" />;
  if (!value) return <Loading />;
  const matching = value.items.filter(({ name, title, summary, family }) =>
    containsText(q, name, title, summary, family),
  );
  if (matching.length === 0) {
    return (
      <EmptyState title={q ? `No scenario matches “${q}”` : 'The library has no scenarios'}>
        <p>Scenarios are YAML files. Your own appear here too, with their errors line by line.</p>
      </EmptyState>
    );
  }
  return (
    <>
      {groupByFamily(matching).map(([family, scenarios]) => (
        <section key={family} aria-label={humanize(family)}>
          <h2 class="family">{humanize(family.replaceAll('-', ' '))}</h2>
          <div class="cards">
            {scenarios.map((scenario) => (
              <ScenarioCard scenario={scenario} key={scenario.name} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function groupByFamily(scenarios: readonly ListedScenario[]): [string, ListedScenario[]][] {
  const grouped = new Map<string, ListedScenario[]>();
  for (const scenario of scenarios) {
    const family = scenario.family ?? 'other';
    grouped.set(family, [...(grouped.get(family) ?? []), scenario]);
  }
  return [...grouped];
}

function SetbackCards({ q }: { readonly q: string }) {
  const { value } = useQuery<ApiSchemas['JourneyList']>(`${controlApiRoot}/journeys`, []);
  if (!value) return <Loading />;
  const matching = collectSetbacks(value.items).filter(({ id, title, summary }) => containsText(q, id, title, summary));
  if (matching.length === 0) return <EmptyState title="No setback matches" />;
  return (
    <div class="cards">
      {matching.map((setback) => (
        <SetbackCard setback={setback} key={setback.id} />
      ))}
    </div>
  );
}
