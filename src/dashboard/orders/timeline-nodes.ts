import type { components } from '../../generated/openapi/sandbox.ts';

type Schemas = components['schemas'];
type Entry = Schemas['TimelineEntry'];
type Event = Schemas['Event'];

/** A node of the timeline: what happened, the state it brought, what it changed, and the callback that hangs off it. */
export interface TimelineNode {
  readonly key: string;
  readonly entry: Entry;
  readonly title: string;
  readonly more: string | undefined;
  /** The order's state from here on, where it is another one than before. */
  readonly state: string | undefined;
  readonly notes: readonly string[];
  readonly event: Event | undefined;
  readonly failed: boolean;
}

interface Standing {
  state: string | undefined;
  readonly milestones: Map<string, string>;
}

/** Whether entries must say which item they are of. */
export function hasSeveralItems({ past, future }: Schemas['Timeline']): boolean {
  return new Set([...past, ...future].flatMap(({ itemId }) => itemId ?? [])).size > 1;
}

/** Dates that moved belong to what moved them, of the same item; everything else is a node of its own. */
export function timelineNodes(past: readonly Entry[], events: readonly Event[]): TimelineNode[] {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const nodes: (TimelineNode & { notes: string[] })[] = [];
  const standing: Standing = { state: undefined, milestones: new Map() };
  for (const [at, entry] of past.entries()) {
    if (/^date/.test(entry.kind)) {
      const moved = nodes.findLast((node) => node.entry.itemId === entry.itemId && node.entry.at === entry.at);
      const under = moved ?? nodes.at(-1);
      if (under) {
        under.notes.push(entry.text ?? entry.kind);
        continue;
      }
    }
    const event = entry.eventId === undefined ? undefined : byId.get(entry.eventId);
    const told = tell(entry, standing);
    const failed = isFailure(told.state, entry);
    nodes.push({ key: `${at}.${entry.kind}.${entry.at}`, entry, notes: [], event, failed, ...told });
  }
  return nodes;
}

/** `inProgress: Supplier accepted`, as events say it. */
const stateAndStatus = /^([a-zA-Z]+): (.*)$/;

function tell(entry: Entry, standing: Standing): Pick<TimelineNode, 'title' | 'more' | 'state'> {
  const { kind, milestone, text = '', itemId = '' } = entry;
  const [, state, status = ''] = (kind === 'event' && stateAndStatus.exec(text)) || [];
  const isNew = milestone !== undefined && standing.milestones.get(itemId) !== milestone;
  if (milestone !== undefined) standing.milestones.set(itemId, milestone);
  const changed = state !== undefined && state !== standing.state ? state : undefined;
  if (state !== undefined) standing.state = state;
  const said = state === undefined ? text : status;
  const title = (isNew ? milestone : said) || milestone || kind;
  const more = said !== '' && said.toLowerCase() !== title.toLowerCase() ? said : undefined;
  return { title, more, state: changed?.toLowerCase() === title.toLowerCase() ? undefined : changed };
}

function isFailure(state: string | undefined, { kind, callback }: Entry): boolean {
  return state === 'failed' || state === 'rejected' || callback?.state === 'failed' || /fail|trouble/i.test(kind);
}
