import type { Schemas } from '../control/call.ts';

type Entry = Schemas['TimelineEntry'];
type Event = Schemas['Event'];

/** A node of the timeline: what happened, the state it brought, what it changed, and the callbacks that hang off it. */
export interface TimelineNode {
  readonly key: string;
  readonly entry: Entry;
  readonly state: string | undefined;
  readonly notes: readonly Entry[];
  readonly events: readonly Event[];
  readonly failed: boolean;
}

interface Draft {
  entry: Entry;
  state: string | undefined;
  notes: Entry[];
  events: Event[];
}

/**
 * A milestone takes with it what belongs to it: the state reached at the same instant, dates that moved, and the callback
 * that told of it. A state without a milestone is a node of its own; an event that no entry names hangs off the last node
 * not later than it.
 */
export function timelineNodes(past: readonly Entry[], events: readonly Event[]): TimelineNode[] {
  const unnamed = new Map(events.map((event) => [event.eventId, event]));
  const nodes: Draft[] = [];
  for (const [at, entry] of past.entries()) {
    const last = nodes.at(-1);
    const event = entry.eventId === undefined ? undefined : unnamed.get(entry.eventId);
    if (event) unnamed.delete(event.eventId);
    if (last && (entry.kind === 'event' || entry.kind === 'date')) {
      if (event) last.events.push(event);
      else last.notes.push(entry);
      continue;
    }
    if (entry.kind === 'state' && milestoneFollows(past, at)) continue;
    nodes.push({ entry, state: stateAt(past, at), notes: [], events: event ? [event] : [] });
  }
  for (const event of unnamed.values()) nodes.findLast(({ entry }) => entry.at <= event.at)?.events.push(event);
  return nodes.map((node, at) => ({
    ...node,
    key: `${at}.${node.entry.kind}.${node.entry.at}`,
    failed: isFailure(node),
  }));
}

const milestoneFollows = (past: readonly Entry[], at: number): boolean =>
  past[at + 1]?.kind === 'milestone' && past[at + 1]?.at === past[at]?.at;

function stateAt(past: readonly Entry[], at: number): string | undefined {
  const before = past[at - 1];
  return before?.kind === 'state' && milestoneFollows(past, at - 1) ? before.text : undefined;
}

function isFailure({ entry, state, events }: Draft): boolean {
  const word = entry.kind === 'state' ? entry.text : state;
  return (
    word === 'failed' ||
    word === 'rejected' ||
    /fail|reject|trouble|jeopard/i.test(entry.kind) ||
    events.some((event) => event.state === 'failed')
  );
}
