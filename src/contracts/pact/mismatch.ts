/** One way in which an interaction does not hold. */
export interface Mismatch {
  readonly where: 'request' | 'status' | 'header' | 'body' | 'metadata' | 'state' | 'provider';
  /** JSON pointer into the body, `header/<name>`, `query/<name>`, or empty where the whole is meant. */
  readonly pointer: string;
  readonly expected?: string;
  readonly actual?: string;
  /** A sentence for people. */
  readonly text: string;
  /** Where our specification says so. */
  readonly spec?: string;
}

/** What the official verifier prints about one mismatch. */
interface VerifierMismatch {
  readonly type: string;
  readonly path?: string;
  readonly key?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly mismatch?: string;
}

interface VerifierError {
  readonly mismatch?: {
    readonly type?: string;
    readonly message?: string;
    readonly mismatches?: readonly VerifierMismatch[];
  };
}

/** The official verifier's result, as its JSON text. */
export interface VerifierResult {
  readonly result: boolean;
  readonly errors?: readonly VerifierError[];
  readonly pendingErrors?: readonly VerifierError[];
  readonly interactionResults?: readonly unknown[];
}

/** Every mismatch, in the order of the document: the verifier's own order differs from run to run. */
export function collectMismatches(errors: readonly VerifierError[]): readonly Mismatch[] {
  const found = errors.flatMap(({ mismatch }) => {
    if (mismatch?.mismatches) return mismatch.mismatches.flatMap(toMismatchList);
    const text = mismatch?.message ?? 'the verifier failed and gave no reason';
    return [{ where: 'provider' as const, pointer: '', text }];
  });
  const order = ['status', 'header', 'metadata', 'body', 'request', 'state', 'provider'];
  const key = ({ where, pointer, text }: Mismatch): string => `${order.indexOf(where)} ${pointer} ${text}`;
  return withoutRepeats(found).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The verifier reports a list that is too short for its length, and again for each entry that is missing. */
function withoutRepeats(found: readonly Mismatch[]): Mismatch[] {
  const shortLists = new Set(
    found.filter(({ text }) => /^Expected a List with/.test(text)).map(({ pointer }) => pointer),
  );
  return found.filter(({ pointer, text }) => !shortLists.has(pointer) || !/but was missing$/.test(text));
}

function toMismatchList(mismatch: VerifierMismatch): readonly Mismatch[] {
  const text = mismatch.mismatch ?? mismatch.type;
  const sentence = shortenText(text);
  const values = { ...valueMember('expected', mismatch.expected), ...valueMember('actual', mismatch.actual) };
  if (mismatch.type === 'StatusMismatch') return [{ where: 'status', pointer: '', ...values, text: sentence }];
  if (mismatch.type === 'HeaderMismatch')
    return [{ where: 'header', pointer: `header/${mismatch.key}`, ...values, text: sentence }];
  if (mismatch.type === 'MetadataMismatch')
    return [{ where: 'metadata', pointer: `metadata/${mismatch.key}`, ...values, text: sentence }];
  if (mismatch.type === 'BodyTypeMismatch')
    return [
      { where: 'header', pointer: 'header/Content-Type', ...values, text: `the body is of another type: ${sentence}` },
    ];
  const pointer = pathToPointer(mismatch.path ?? '$');
  return listMissingKeys(text).map((name) =>
    name === undefined
      ? { where: 'body', pointer, ...values, text: sentence }
      : {
          where: 'body',
          pointer: `${pointer}/${escapePointerPart(name)}`,
          expected: 'a value',
          actual: 'nothing',
          text,
        },
  );
}

const valueMember = (name: 'expected' | 'actual', given: unknown): { readonly [name: string]: string } =>
  given === undefined || given === null ? {} : { [name]: shortenText(String(given)) };

const shortenText = (text: string): string => (text.length > 200 ? `${text.slice(0, 150)} … ${text.slice(-40)}` : text);

/** The verifier names the parent of a missing member; people look for the member itself. */
function listMissingKeys(text: string): readonly (string | undefined)[] {
  const listed = /^Actual map is missing the following keys: (.+)$/s.exec(text)?.[1];
  return listed === undefined ? [undefined] : listed.split(', ');
}

/** `$.a[0]['b c']` as the JSON pointer `/a/0/b c`. */
export function pathToPointer(path: string): string {
  const parts = path.replace(/^\$/, '').matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['((?:[^'\\]|\\.)*)'\]/g);
  return [...parts].map(([, plain, index, quoted]) => `/${escapePointerPart(plain ?? index ?? quoted ?? '')}`).join('');
}

const escapePointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
