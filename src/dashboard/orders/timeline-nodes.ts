import type { ApiSchemas } from '../control/schemas.ts';

/** A node of the timeline: what happened, the resulting state, what it changed, and its callback. */
export interface TimelineNode {
  readonly key: string;
  readonly entry: ApiSchemas['TimelineEntry'];
  readonly title: string;
  readonly detail: string | undefined;
  /** The order's new state, when it changed here. */
  readonly state: string | undefined;
  readonly notes: readonly string[];
  readonly event: ApiSchemas['Event'] | undefined;
  readonly failed: boolean;
}

interface TimelineProgress {
  state: string | undefined;
  readonly milestones: Map<string, string>;
}

/** Whether entries must name their item. */
export function hasSeveralItems({ past, future }: ApiSchemas['Timeline']): boolean {
  return new Set([...past, ...future].flatMap(({ itemId }) => itemId ?? [])).size > 1;
}

/**
 * Groups a timeline into nodes. Changed dates belong to the entry of the same item that changed them; every other entry
 * is its own node.
 */
export function timelineNodes(
  past: readonly ApiSchemas['TimelineEntry'][],
  events: readonly ApiSchemas['Event'][],
): TimelineNode[] {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const nodes: (TimelineNode & { notes: string[] })[] = [];
  const progress: TimelineProgress = { state: undefined, milestones: new Map() };
  for (const [index, entry] of past.entries()) {
    if (/^date/.test(entry.kind)) {
      const sameInstantNode = nodes.findLast(
        (node) => node.entry.itemId === entry.itemId && node.entry.at === entry.at,
      );
      const ownerNode = sameInstantNode ?? nodes.at(-1);
      if (ownerNode) {
        ownerNode.notes.push(entry.text ?? entry.kind);
        continue;
      }
    }
    const event = entry.eventId === undefined ? undefined : byId.get(entry.eventId);
    const description = describeEntry(entry, progress);
    const failed = isFailure(description.state, entry);
    nodes.push({ key: `${index}.${entry.kind}.${entry.at}`, entry, notes: [], event, failed, ...description });
  }
  return nodes;
}

/** `inProgress: Supplier accepted`, in the words of events. */
const stateAndStatusPattern = /^([a-zA-Z]+): (.*)$/;

function describeEntry(
  entry: ApiSchemas['TimelineEntry'],
  progress: TimelineProgress,
): Pick<TimelineNode, 'title' | 'detail' | 'state'> {
  const { kind, milestone, text = '', itemId = '' } = entry;
  const [, state, status = ''] = (kind === 'event' && stateAndStatusPattern.exec(text)) || [];
  const isNewMilestone = milestone !== undefined && progress.milestones.get(itemId) !== milestone;
  if (milestone !== undefined) progress.milestones.set(itemId, milestone);
  const changed = state !== undefined && state !== progress.state ? state : undefined;
  if (state !== undefined) progress.state = state;
  const statusText = state === undefined ? text : status;
  const title = (isNewMilestone ? milestone : statusText) || milestone || kind;
  const detail = statusText !== '' && statusText.toLowerCase() !== title.toLowerCase() ? statusText : undefined;
  return { title, detail, state: changed?.toLowerCase() === title.toLowerCase() ? undefined : changed };
}

function isFailure(state: string | undefined, { kind, callback }: ApiSchemas['TimelineEntry']): boolean {
  return state === 'failed' || state === 'rejected' || callback?.state === 'failed' || /fail|setback/i.test(kind);
}
