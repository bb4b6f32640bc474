import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EtherboxError } from '#domain/core/etherbox-error';
import { acceptedStatus } from './status-rules.ts';

/** Pact files of versions 2, 3 and 4, read into one shape. The content of the file is kept beside it, unchanged. */
export interface PactFile {
  /** Relative to the working directory where it is below that; else as it was named. */
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly version: PactVersion;
  readonly interactions: readonly Interaction[];
  /** The whole document. */
  readonly document: JsonMap;
}

export type PactVersion = 2 | 3 | 4;
export type JsonMap = { readonly [name: string]: unknown };

export interface ProviderState {
  readonly name: string;
  readonly params: JsonMap;
}

export interface Interaction {
  /** Its name in reports and for `--filter`: its description, made unique within its file. */
  readonly name: string;
  readonly kind: 'http' | 'message';
  readonly description: string;
  readonly states: readonly ProviderState[];
  /** Version 4: reported, but not a failure. */
  readonly pending: boolean;
  readonly request?: HttpRequest;
  readonly response?: HttpResponse;
  readonly contents?: unknown;
  /** Of a message: body paths that are matched by a rule and not by value. */
  readonly matchedPaths?: readonly string[];
  /** As in the file. */
  readonly raw: JsonMap;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: readonly string[] };
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

export interface HttpResponse {
  /** The example. */
  readonly status: number;
  /** Whether the interaction accepts a status: by its matching rules, or the example alone. */
  readonly accepts: (status: number) => boolean;
  readonly body?: unknown;
  /** Body paths (`$.a[*].b`) that are matched by a rule and not by value. */
  readonly matchedPaths: readonly string[];
}

/** A file that is not a contract that can be verified; the message says why. */
export class UnreadablePactError extends EtherboxError {
  static {
    UnreadablePactError.prototype.name = 'UnreadablePactError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_UNREADABLE_PACT', message, options);
  }
}

/** Files as they are, folders by their `.json` files, however deep; in the order of their names. */
export function pactFilesIn(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap(jsonFilesIn))];
}

function jsonFilesIn(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UnreadablePactError(`${path}: no such file or folder`);
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) return jsonFilesIn(inner);
      return entry.name.endsWith('.json') ? [inner] : [];
    });
}

export function readPact(path: string): PactFile {
  const text = readFileSync(path, 'utf8');
  return parsePact(text, shownPactPath(path));
}

const shownPactPath = (path: string): string => {
  const near = relative('.', path);
  return near.startsWith('..') ? path : near;
};

export function parsePact(text: string, file: string): PactFile {
  let document: JsonMap;
  try {
    document = JSON.parse(text) as JsonMap;
  } catch (error) {
    throw new UnreadablePactError(`${file}: not JSON: ${(error as Error).message}`, { cause: error });
  }
  const version = pactVersion(document);
  const listed = ['interactions', 'messages'].flatMap((member) => (document[member] as JsonMap[] | undefined) ?? []);
  if (!isJsonMap(document) || !Array.isArray(document.interactions ?? document.messages))
    throw new UnreadablePactError(`${file}: not a Pact file: it has neither interactions nor messages`);
  if (version === undefined)
    throw new UnreadablePactError(`${file}: only versions 2, 3 and 4 of the Pact format are supported`);
  const read = listed.map((raw) => readInteraction(raw, file));
  return { file, ...readParties(document), version, interactions: makeInteractionNamesUnique(read), document };
}

function pactVersion(document: JsonMap): PactVersion | undefined {
  const metadata = (document?.metadata ?? {}) as { readonly [name: string]: { readonly version?: string } };
  const text = metadata.pactSpecification?.version ?? metadata['pact-specification']?.version ?? '2';
  const major = Number(text.split('.')[0]);
  return major === 2 || major === 3 || major === 4 ? major : undefined;
}

function readParties(document: JsonMap): { readonly consumer: string; readonly provider: string } {
  const nameOf = (party: unknown): string => String((party as { name?: unknown } | undefined)?.name ?? '');
  return { consumer: nameOf(document.consumer), provider: nameOf(document.provider) };
}

function readInteraction(raw: JsonMap, file: string): Interaction {
  const description = String(raw.description ?? '');
  const type = String(raw.type ?? ('request' in raw ? 'Synchronous/HTTP' : 'Asynchronous/Messages'));
  const common = { name: description, description, states: readStates(raw), pending: raw.pending === true, raw };
  if (type === 'Synchronous/HTTP') {
    const request = readRequest((raw.request ?? {}) as JsonMap);
    return { ...common, kind: 'http', request, response: readResponse((raw.response ?? {}) as JsonMap) };
  }
  if (type === 'Asynchronous/Messages')
    return { ...common, kind: 'message', contents: unwrapContent(raw.contents), matchedPaths: matchedBodyPaths(raw) };
  throw new UnreadablePactError(
    `${file}: "${description}" is a ${type}; only HTTP and asynchronous messages are supported`,
  );
}

function readStates(raw: JsonMap): readonly ProviderState[] {
  if (Array.isArray(raw.providerStates))
    return (raw.providerStates as JsonMap[]).map(({ name, params }) => ({
      name: String(name),
      params: (params ?? {}) as JsonMap,
    }));
  const one = raw.providerState ?? raw.provider_state;
  return typeof one === 'string' && one !== '' ? [{ name: one, params: {} }] : [];
}

function readRequest(raw: JsonMap): HttpRequest {
  const body = unwrapContent(raw.body);
  return {
    method: String(raw.method ?? 'GET').toUpperCase(),
    path: String(raw.path ?? '/'),
    query: readQuery(raw.query),
    headers: readHeaders(raw.headers),
    ...(body === undefined ? {} : { body }),
  };
}

function readResponse(raw: JsonMap): HttpResponse {
  const body = unwrapContent(raw.body);
  return {
    status: Number(raw.status ?? 200),
    accepts: acceptedStatus(raw),
    matchedPaths: matchedBodyPaths(raw),
    ...(body === undefined ? {} : { body }),
  };
}

/** Version 2 writes `$.body.a` to rules, the later ones group them under `body`. */
function matchedBodyPaths(raw: JsonMap): readonly string[] {
  const rules = (raw.matchingRules ?? {}) as JsonMap;
  const later = isJsonMap(rules.body) ? Object.keys(rules.body) : [];
  const earlier = Object.keys(rules)
    .filter((path) => /^\$\.body\b/.test(path))
    .map((path) => `$${path.slice('$.body'.length)}`);
  return [...later, ...earlier];
}

/** Version 4 wraps a body with its media type. */
function unwrapContent(body: unknown): unknown {
  if (!isJsonMap(body) || !('content' in body) || !('contentType' in body || 'encoded' in body))
    return body ?? undefined;
  const { content, encoded } = body;
  if (typeof encoded === 'string' && encoded.toLowerCase() === 'base64')
    return parseJsonOrRawText(Buffer.from(String(content), 'base64').toString('utf8'));
  return content === null ? undefined : content;
}

function parseJsonOrRawText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readQuery(query: unknown): HttpRequest['query'] {
  if (typeof query === 'string') {
    const read: { [name: string]: string[] } = {};
    for (const [name, value] of new URLSearchParams(query)) read[name] = [...(read[name] ?? []), value];
    return read;
  }
  return Object.fromEntries(
    Object.entries((query ?? {}) as JsonMap).map(([name, values]) => [name, [values].flat().map(String)]),
  );
}

function readHeaders(headers: unknown): HttpRequest['headers'] {
  return Object.fromEntries(
    Object.entries((headers ?? {}) as JsonMap).map(([name, value]) => [
      name.toLowerCase(),
      [value].flat().map(String).join(', '),
    ]),
  );
}

/** Two interactions may share a description when their states differ; reports and `--filter` need a name for each. */
function makeInteractionNamesUnique(read: readonly Interaction[]): readonly Interaction[] {
  const withState = renameDuplicates(read, ({ name, states }) =>
    states.length > 0 ? `${name}, given ${states.map((state) => state.name).join(' and ')}` : name,
  );
  let n = 0;
  return renameDuplicates(withState, ({ name }) => {
    n += 1;
    return `${name} #${n}`;
  });
}

function renameDuplicates(list: readonly Interaction[], rename: (one: Interaction) => string): readonly Interaction[] {
  const nameCounts = new Map<string, number>();
  for (const { name } of list) nameCounts.set(name, (nameCounts.get(name) ?? 0) + 1);
  return list.map((one) => ((nameCounts.get(one.name) ?? 0) > 1 ? { ...one, name: rename(one) } : one));
}

export const isJsonMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A file with this interaction alone, everything else as it was. */
export function extractInteraction({ document }: PactFile, { raw }: Interaction): object {
  const inMessages = ((document.messages as unknown[] | undefined) ?? []).includes(raw);
  const { interactions, messages, ...rest } = document;
  return inMessages ? { ...rest, messages: [raw] } : { ...rest, interactions: [raw] };
}
