/** One way in which an interaction does not hold. */
export interface Mismatch {
  readonly where: 'request' | 'status' | 'header' | 'body' | 'metadata' | 'state' | 'provider';
  /** JSON pointer into the body, `header/<name>`, `query/<name>`, or empty where the whole is meant. */
  readonly pointer: string;
  readonly expected?: string;
  readonly actual?: string;
  /** In a sentence. */
  readonly text: string;
  /** Where our specification says so. */
  readonly spec?: string;
}

/** What the official verifier prints about one mismatch. */
interface Told {
  readonly type: string;
  readonly path?: string;
  readonly key?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly mismatch?: string;
}

interface ToldError {
  readonly mismatch?: { readonly type?: string; readonly message?: string; readonly mismatches?: readonly Told[] };
}

/** The official verifier's result, as its JSON text. */
export interface ToldResult {
  readonly result: boolean;
  readonly errors?: readonly ToldError[];
  readonly pendingErrors?: readonly ToldError[];
  readonly interactionResults?: readonly unknown[];
}

/** Every mismatch, in the order of the document: the verifier's own order differs from run to run. */
export function mismatchesOf(errors: readonly ToldError[]): readonly Mismatch[] {
  const found = errors.flatMap(({ mismatch }) => {
    if (mismatch?.mismatches) return mismatch.mismatches.flatMap(one);
    const text = mismatch?.message ?? 'the verifier failed without a reason';
    return [{ where: 'provider' as const, pointer: '', text }];
  });
  const order = ['status', 'header', 'metadata', 'body', 'request', 'state', 'provider'];
  const key = ({ where, pointer, text }: Mismatch): string => `${order.indexOf(where)} ${pointer} ${text}`;
  return withoutEchoes(found).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A list that is too short is told once for its length and again for each entry that it lacks. */
function withoutEchoes(found: readonly Mismatch[]): Mismatch[] {
  const short = new Set(found.filter(({ text }) => /^Expected a List with/.test(text)).map(({ pointer }) => pointer));
  return found.filter(({ pointer, text }) => !short.has(pointer) || !/but was missing$/.test(text));
}

function one(told: Told): readonly Mismatch[] {
  const text = told.mismatch ?? told.type;
  const sentence = shortened(text);
  const values = { ...value('expected', told.expected), ...value('actual', told.actual) };
  if (told.type === 'StatusMismatch') return [{ where: 'status', pointer: '', ...values, text: sentence }];
  if (told.type === 'HeaderMismatch')
    return [{ where: 'header', pointer: `header/${told.key}`, ...values, text: sentence }];
  if (told.type === 'MetadataMismatch')
    return [{ where: 'metadata', pointer: `metadata/${told.key}`, ...values, text: sentence }];
  if (told.type === 'BodyTypeMismatch')
    return [
      { where: 'header', pointer: 'header/Content-Type', ...values, text: `the body is of another type: ${sentence}` },
    ];
  const pointer = pointerOf(told.path ?? '$');
  return missingKeys(text).map((name) =>
    name === undefined
      ? { where: 'body', pointer, ...values, text: sentence }
      : { where: 'body', pointer: `${pointer}/${escaped(name)}`, expected: 'a value', actual: 'nothing', text },
  );
}

const value = (name: 'expected' | 'actual', given: unknown): { readonly [name: string]: string } =>
  given === undefined || given === null ? {} : { [name]: shortened(String(given)) };

const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 150)} … ${text.slice(-40)}` : text);

/** The verifier names the parent of what is missing; people look for the member itself. */
function missingKeys(text: string): readonly (string | undefined)[] {
  const listed = /^Actual map is missing the following keys: (.+)$/s.exec(text)?.[1];
  return listed === undefined ? [undefined] : listed.split(', ');
}

/** `$.a[0]['b c']` as the JSON pointer `/a/0/b c`. */
export function pointerOf(path: string): string {
  const parts = path.replace(/^\$/, '').matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['((?:[^'\\]|\\.)*)'\]/g);
  return [...parts].map(([, plain, index, quoted]) => `/${escaped(plain ?? index ?? quoted ?? '')}`).join('');
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
