import { nearest } from '../mock/domain/nearest.ts';
import { shorten } from '../mock/engine/contract/describe.ts';
import type { Unplaced } from './check-schema.ts';
import { type Known, known } from './known-names.ts';
import type { Body, Scenario, Step } from './scenario.ts';
import { readBodyFile } from './scenario-files.ts';
import { at, edited, escapePart, namesIn } from './values.ts';

/** What a schema cannot see: names that nothing has, values that are used before they are saved, files that are not there. */
export function checkMeaning(scenario: Scenario, folder?: string): readonly Unplaced[] {
  const { addresses = [], assets = [], orders = [], faults = [], troubles = [], steps } = scenario;
  const names = known();
  const saved = new Set(['duns', 'portalLoginId', 'now']);
  const found: Unplaced[] = [];
  const look = (node: object, pointer: string) => {
    for (const name of namesIn(node)) {
      if (saved.has(name)) continue;
      const meant = nearest(name, [...saved]);
      found.push({
        pointer,
        found: `$${name}`,
        expected: 'a value that was saved before',
        ...(meant === undefined ? {} : { suggestion: `$${meant}` }),
      });
    }
    const { save } = node as { save?: object };
    found.push(...checkBody(node as WithBody, pointer, folder));
    for (const name of Object.keys(save ?? {})) saved.add(name);
  };
  for (const [group, list] of Object.entries({ addresses, assets, orders })) {
    for (const [at, made] of list.entries()) look(made, `/${group}/${at}`);
  }
  found.push(...orders.flatMap(({ at: milestone }, at) => oneOf(milestone, names.milestones, `/orders/${at}/at`)));
  found.push(...faults.flatMap((fault, at) => checkOperation(fault.operation, `/faults/${at}/operation`, faultPoints)));
  for (const [at, trouble] of troubles.entries()) look(trouble, `/troubles/${at}`);
  found.push(...troubles.flatMap((step, at) => oneOf(step.trouble, names.troubles, `/troubles/${at}/trouble`)));
  for (const [at, step] of steps.entries()) {
    look(step, `/steps/${at}`);
    found.push(...checkNames(step, `/steps/${at}`, names));
  }
  return found;
}

const faultPoints = ['callback', 'token', 'callbackToken'];

function checkNames(step: Step, pointer: string, names: Known): readonly Unplaced[] {
  if ('call' in step) return checkOperation(step.call, `${pointer}/call`);
  if ('wait for the client' in step) {
    return checkOperation(step['wait for the client'], `${pointer}/wait for the client`);
  }
  if ('trouble' in step) return oneOf(step.trouble, names.troubles, `${pointer}/trouble`);
  if ('fail' in step && typeof step.fail === 'object') {
    return checkOperation(step.fail.operation, `${pointer}/fail/operation`, faultPoints);
  }
  if ('advance' in step && typeof step.advance === 'object') {
    return oneOf(step.advance.milestone, names.milestones, `${pointer}/advance/milestone`);
  }
  if ('expect' in step) {
    const { milestones = [], openAction } = step.expect;
    const passed = milestones.flatMap((one, at) => oneOf(one, names.milestones, `${pointer}/expect/milestones/${at}`));
    return [...passed, ...oneOf(openAction, ['none', ...names.openActions], `${pointer}/expect/openAction`)];
  }
  return [];
}

function checkOperation(name: string, pointer: string, also: readonly string[] = []): readonly Unplaced[] {
  return oneOf(name, [...Object.keys(known().operations), ...also], pointer);
}

function oneOf(name: string | undefined, all: readonly string[], pointer: string): readonly Unplaced[] {
  if (name === undefined || all.includes(name)) return [];
  const meant = nearest(name, all);
  const expected = all.length > 12 && meant !== undefined ? 'a known name' : `one of ${all.join(', ')}`;
  return [{ pointer, found: shorten(name), expected, ...(meant === undefined ? {} : { suggestion: meant }) }];
}

interface WithBody {
  readonly body?: Body;
  readonly with?: { readonly [pointer: string]: unknown };
  readonly without?: readonly string[];
}

/** The file is there, and every edit finds the place that it is for. */
function checkBody(node: WithBody, pointer: string, folder: string | undefined): readonly Unplaced[] {
  const { body, with: edits = {}, without = [] } = node;
  if (body === undefined) return [];
  const read = typeof body === 'string' ? readBodyFile(body, folder) : { value: body };
  if ('refused' in read) return [{ pointer: `${pointer}/body`, found: shorten(body), expected: read.refused }];
  const found: Unplaced[] = [];
  let document = read.value;
  const mustHold = (place: string, where: string) => {
    const value = at(document, place);
    if (typeof value === 'object' && value !== null) return;
    found.push({ pointer: where, found: shorten(place), expected: 'a place that is in the body', atName: true });
  };
  for (const [place, value] of Object.entries(edits)) {
    mustHold(place.slice(0, Math.max(place.lastIndexOf('/'), 0)), `${pointer}/with/${escapePart(place)}`);
    document = edited(document, { [place]: value });
  }
  for (const [n, place] of without.entries()) {
    if (at(document, place) !== undefined) continue;
    found.push({ pointer: `${pointer}/without/${n}`, found: shorten(place), expected: 'a place that is in the body' });
  }
  return found;
}
