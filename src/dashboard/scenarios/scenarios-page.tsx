import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, type PageLocation, pageUrl } from '../context/router.tsx';
import { controlApiRoot } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { summarizeOrder } from '../models/order-summary.ts';
import { collectSetbacks, type SetbackSummary } from '../models/setback-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { humanize } from '../parts/format.ts';
import { EmptyState, ErrorNote, Loading } from '../parts/placeholders.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { ActiveInjections } from './active-injections.tsx';
import { ApplyScenario, ScenarioProblems } from './apply-scenario.tsx';
import { FaultInjectionCards } from './fault-injection-cards.tsx';
import { MiniTimeline, outlineScenario } from './mini-timeline.tsx';
import { ScenarioDetail } from './scenario-detail.tsx';

type ListedScenario = ApiSchemas['Scenario'];

const scenarioViews = [
  ['', 'Scenario library'],
  ['setbacks', 'Order setbacks'],
  ['fault-injections', 'Fault injections'],
] as const;

/** Scenarios, setbacks for one order, and fault injections. */
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

/** A scenario's card. */
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

/** A setback's card, for the next order of a product or for an open one. */
export function SetbackCard({ setback }: { readonly setback: SetbackSummary }) {
  const apiPath = useSandboxApiPath();
  const [target, setTarget] = useState('next');
  const orders = useQuery<ApiSchemas['Documents']>(apiPath('/orders?limit=1000'), ['orders']).value?.items ?? [];
  const [product = ''] = setback.products;
  const match =
    target === 'next'
      ? { product }
      : target.startsWith('product:')
        ? { product: target.slice(8) }
        : { orderId: target };
  return (
    <article class="card">
      <h3>{setback.title}</h3>
      {setback.summary && <p class="card-text">{setback.summary}</p>}
      <p class="muted small-text">{[...new Set(setback.products)].join(', ')}</p>
      <MiniTimeline steps={setback.steps.map((text) => ({ text }))} />
      <div class="card-end">
        <label class="field">
          Applies to
          <select value={target} onChange={(event) => setTarget(event.currentTarget.value)}>
            <option value="next">the next order: {product}</option>
            {[...new Set(setback.products)].slice(1).map((product) => (
              <option value={`product:${product}`} key={product}>
                the next order: {product}
              </option>
            ))}
            {orders.toReversed().map((order) => {
              const { id, externalId, state } = summarizeOrder(order);
              return (
                <option value={id} key={id}>
                  this order: {externalId ?? id} ({state})
                </option>
              );
            })}
          </select>
        </label>
        <ActionButton
          call={{ method: 'POST', path: apiPath('/setbacks'), body: { match, setback: setback.id } }}
          successMessage={() => `Attached: ${setback.title}`}
        >
          Apply
        </ActionButton>
      </div>
    </article>
  );
}
