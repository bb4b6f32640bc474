import { api as root, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Empty, Loading, TroubleNote } from '../parts/empty.tsx';
import { Filter } from '../parts/filter.tsx';
import { inWords } from '../parts/words.ts';
import { addressOf, Link, type Place } from '../shell/router.tsx';
import { AppliedList } from './applied.tsx';
import { FaultCards } from './fault-cards.tsx';
import { ScenarioCard } from './scenario-card.tsx';
import { ScenarioDetail } from './scenario-detail.tsx';
import { TroubleCard } from './trouble-card.tsx';
import { troublesOf } from './troubles.ts';

type Scenario = Schemas['Scenario'];

const views = [
  ['', 'Stories'],
  ['troubles', 'Troubles of an order'],
  ['faults', 'Faults of the wire'],
] as const;

/** What can go wrong, or right, on purpose: whole stories, troubles for one order, faults of the wire. */
export function ScenariosPage({ place, name }: { readonly place: Place; readonly name: string | undefined }) {
  const view = place.search.get('view') ?? '';
  const q = place.search.get('q') ?? '';
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
            {views.map(([key, title]) => (
              <Link
                class="chip"
                key={key}
                to={addressOf('scenarios', { q, view: key })}
                aria-current={key === view ? 'true' : undefined}
              >
                {title}
              </Link>
            ))}
          </nav>
          <Filter label="Find a scenario" value={q} />
        </div>
      </header>
      <AppliedList />
      {view === 'troubles' ? <Troubles q={q} /> : view === 'faults' ? <FaultCards /> : <Stories q={q} />}
    </div>
  );
}

const holds = (q: string, ...texts: (string | undefined)[]): boolean =>
  texts.join(' ').toLowerCase().includes(q.toLowerCase());

function Stories({ q }: { readonly q: string }) {
  const { value, trouble } = useReading<Schemas['ScenarioList']>(`${root}/scenarios`, []);
  if (trouble && !value) return <TroubleNote trouble={trouble} what="library" />;
  if (!value) return <Loading />;
  const found = value.items.filter(({ name, title, summary, family }) => holds(q, name, title, summary, family));
  if (found.length === 0) {
    return (
      <Empty title={q ? `No story tells of “${q}”` : 'The library holds no story'}>
        <p>Stories are YAML files; those of your own appear here with their errors, line by line.</p>
      </Empty>
    );
  }
  return (
    <>
      {families(found).map(([family, scenarios]) => (
        <section key={family} aria-label={inWords(family)}>
          <h2 class="family">{inWords(family.replaceAll('-', ' '))}</h2>
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

function families(scenarios: readonly Scenario[]): [string, Scenario[]][] {
  const found = new Map<string, Scenario[]>();
  for (const scenario of scenarios) {
    const family = scenario.family ?? 'other';
    found.set(family, [...(found.get(family) ?? []), scenario]);
  }
  return [...found];
}

function Troubles({ q }: { readonly q: string }) {
  const { value } = useReading<Schemas['JourneyList']>(`${root}/journeys`, []);
  if (!value) return <Loading />;
  const found = troublesOf(value.items).filter(({ id, title, summary }) => holds(q, id, title, summary));
  if (found.length === 0) return <Empty title="No trouble is like this" />;
  return (
    <div class="cards">
      {found.map((trouble) => (
        <TroubleCard trouble={trouble} key={trouble.id} />
      ))}
    </div>
  );
}
