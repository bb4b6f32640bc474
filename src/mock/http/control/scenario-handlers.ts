import { ControlRequestError } from '#runtime/control-request-error';
import { type ControlCall, type ControlHandlers, ok } from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Handlers of the scenario library. */
export function scenarioHandlers({ sandboxes, scenarios }: ControlDependencies): ControlHandlers {
  const sandboxOf = ({ params }: ControlCall) => sandboxes.getOrThrow(params.sandboxId as string);
  return {
    async listScenarios() {
      const items = await scenarios.list();
      return ok({ items, total: items.length });
    },
    async retrieveScenario({ params }) {
      const scenario = await scenarios.get(params.name as string);
      if (!scenario) throw new ControlRequestError(404, 'Scenario not found');
      return ok(scenario);
    },
    async applyScenario(call) {
      const live = sandboxOf(call);
      const body = call.body as { readonly name?: string; readonly inline?: unknown };
      return ok(await scenarios.apply(live, body));
    },
  };
}
