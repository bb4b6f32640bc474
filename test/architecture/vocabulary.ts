/** The words that the names and the prose of this repository do not use, as data: docs/glossary.md says what to use. */

/** Metaphors that stood for standard terms. */
const METAPHORS = 'house room floor ground world turn told asked met shelf desk stage play gather'.split(' ');

/** Parts of names that have given way to another word: as whole parts of a name in camel case. */
const OLD_PARTS = (
  'shelves happening trouble mishap parcel lane notepad likeness sheet tell struck rouse hurry reckon redate foresee ' +
  'foreseen gathered heed recall dice barred circumstances unclaimed sealed glance stirred chance judged standing puts'
).split(' ');

/** Whole names that have given way to another. */
const OLD_NAMES = new Set(
  (
    'ownFault MetFault WaitedTooLong goOn giveUp takeBack takeStep leaveAsset nameService notNow openSome keptBytes ' +
    'notTheOnlyOne beyondLimits drawTroubles drawnBy settleUnsent readdress bornDelivery faultsOf firstTier secondTier ' +
    'makeGround groundOf beginTurn openTurn closeTurn passGate underWay readAsked'
  ).split(' '),
);

/** `mostWaitMs`, `longestName`, `leastShare` are `maxWaitMs`, `maxNameLength`, `minShare`. */
const OLD_BOUND = /^(most|longest|least)[A-Z]/;

/** Words that prose does not use, in any of these forms. */
const PROSE = new RegExp(
  `\\b(${[...METAPHORS.map((word) => `${word}s?`), 'shelves', 'troubles?', 'happenings?', 'tells?', 'notepads?', 'mishaps?'].join('|')})\\b`,
  'gi',
);

export interface NameExemption {
  readonly name: string;
  /** Where the name may stand; everywhere, unless given. */
  readonly in?: RegExp;
  readonly because: string;
}

/** Each is used, or the test says so. */
export const NAME_EXEMPTIONS: readonly NameExemption[] = [
  { name: 'floor', because: 'a member of a site in BT’s documents' },
  { name: 'Room', because: 'a member of a site in BT’s documents' },
  {
    name: 'stage',
    in: /^src\/(mock\/http\/control\/server-handlers|cli\/commands\/(doctor|status))\.ts$|^test\//,
    because: 'a public member of /_sandbox/ready and of the status',
  },
  {
    name: 'asked',
    in: /^test\/golden\/scenario-recording\.test\.ts$/,
    because: 'a member of the recorded files, which are older than the rule',
  },
];

/** Compounds that are no metaphors, removed from prose before it is read. */
const PROSE_EXEMPTIONS: readonly RegExp[] = [
  // Code, and what it names.
  /`[^`]*`/g,
  /\bMath\.floor\b/g,
  // Terms of the trade and of addresses.
  /\bhouse (number|name)s?\b/gi,
  /\bbuild stages?\b/gi,
  /\btrouble[ -]?tickets?\b/gi,
  // A page of the documentation.
  /\btroubleshooting\b/gi,
  // What an address is made of.
  /\b(ground|first|1st|2nd|3rd|\d+th|basement|top) floor\b/gi,
  /\bfloor (and|or|,) room\b/gi,
  /\b(comms|equipment|meet me|server) rooms?\b/gi,
];

/** Why a name is not used here; undefined: it may be. */
export function bannedName(name: string): string | undefined {
  if (OLD_NAMES.has(name)) return `${name} is an old name`;
  if (OLD_BOUND.test(name)) return `${name}: a bound is max… or min…`;
  const banned = partsOf(name).find((part) => METAPHORS.includes(singular(part)) || OLD_PARTS.includes(singular(part)));
  return banned === undefined ? undefined : `${name}: ${banned}`;
}

/** The banned words of a text, in the order in which they stand. */
export function bannedProse(text: string): readonly string[] {
  const bare = PROSE_EXEMPTIONS.reduce((left, exempt) => left.replace(exempt, ' '), text);
  return bare.match(PROSE) ?? [];
}

/** `readHTTPBody_v4` → read, http, body, v4. */
function partsOf(name: string): readonly string[] {
  return name
    .split(/[_$]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

/** `rooms` is a room; words that end in s anyway stand in the lists as they are. */
function singular(word: string): string {
  return METAPHORS.includes(word.replace(/s$/, '')) || OLD_PARTS.includes(word.replace(/s$/, ''))
    ? word.replace(/s$/, '')
    : word;
}
