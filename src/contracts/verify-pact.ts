import { wallClock } from '../mock/runtime/wall.ts';
import { pactCheck } from './check-pact.ts';
import { type Mismatch, mismatchesOf, type ToldResult } from './mismatch.ts';
import { type OfficialVerifier, startVerifier } from './official-verifier.ts';
import { type Interaction, type PactFile, pactFilesIn, pactOfOne, readPact } from './pact-file.ts';
import { type Provider, startProvider, type World } from './provider.ts';
import { prepareWorld, type StateSource, type StateTrouble } from './provider-states.ts';
import { type Front, type Noted, startFront, type Turn } from './verification-front.ts';
import { callbackFor } from './world-values.ts';

export interface VerifyOptions {
  /** Pact files, or folders of them. */
  readonly pacts: readonly string[];
  /** Only contracts of these consumers. */
  readonly consumers?: readonly string[];
  /** Only interactions of this name, or, when none has it, whose name contains it. */
  readonly filter?: string | undefined;
  /** Who knows the provider states. */
  readonly states: readonly StateSource[];
  /** Wall milliseconds for one request of an interaction. */
  readonly timeoutMs?: number;
  /** Default: a server in this process. */
  readonly provider?: Provider;
  /** Default: started for this run, which takes a moment. */
  readonly verifier?: OfficialVerifier;
  /** Told of each interaction as it ends. */
  readonly progress?: (done: number, all: number, result: InteractionResult) => void;
}

export interface InteractionResult {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly interaction: string;
  readonly kind: Interaction['kind'];
  readonly states: readonly string[];
  /** `pending`: it does not hold, and its contract says that this is not fatal. */
  readonly outcome: 'passed' | 'failed' | 'pending';
  readonly mismatches: readonly Mismatch[];
  /** What to paste so that an unknown provider state is known. */
  readonly skeleton?: string;
  /** Runs this interaction alone. */
  readonly rerun: string;
  readonly durationMs: number;
}

export interface Verification {
  /** `empty`: no interaction was found, which is a failure unless it was allowed. */
  readonly verdict: 'passed' | 'failed' | 'empty';
  readonly unknownStates: readonly string[];
  readonly files: readonly string[];
  readonly results: readonly InteractionResult[];
}

interface Chosen {
  readonly pact: PactFile;
  readonly interaction: Interaction;
}

/** Verifies contracts. Rejects with UnreadablePact or VerifierMissing before anything is run. */
export async function verifyPacts(options: VerifyOptions): Promise<Verification> {
  const pacts = pactFilesIn(options.pacts).map(readPact);
  const chosen = choose(pacts, options);
  const results = await verifyAll(chosen, options);
  return { ...verdictOf(results), files: pacts.map(({ file }) => file), results };
}

async function verifyAll(chosen: readonly Chosen[], options: VerifyOptions): Promise<readonly InteractionResult[]> {
  const results: InteractionResult[] = [];
  const opened: (() => unknown)[] = [];
  try {
    const verifier = options.verifier ?? startVerifier(options.timeoutMs ?? defaultTimeoutMs);
    if (options.verifier === undefined) opened.push(() => verifier.close());
    const front = await startFront();
    opened.push(() => front.close());
    const provider = options.provider ?? (await startProvider());
    if (options.provider === undefined) opened.push(() => provider.close());
    for (const one of chosen) {
      const result = await verifyOne({ ...one, options, verifier, front, provider });
      results.push(result);
      options.progress?.(results.length, chosen.length, result);
    }
    return results;
  } finally {
    for (const close of opened) await close();
  }
}

function choose(pacts: readonly PactFile[], { consumers = [], filter }: VerifyOptions): readonly Chosen[] {
  const all = pacts
    .filter(({ consumer }) => consumers.length === 0 || consumers.includes(consumer))
    .flatMap((pact) => pact.interactions.map((interaction) => ({ pact, interaction })));
  if (filter === undefined) return all;
  const exact = all.filter(({ interaction }) => interaction.name === filter);
  const wanted = filter.toLowerCase();
  return exact.length > 0 ? exact : all.filter(({ interaction }) => interaction.name.toLowerCase().includes(wanted));
}

function verdictOf(results: readonly InteractionResult[]): Pick<Verification, 'verdict' | 'unknownStates'> {
  const failed = results.some(({ outcome }) => outcome === 'failed');
  const unknown = results.filter(({ skeleton }) => skeleton !== undefined);
  return {
    verdict: results.length === 0 ? 'empty' : failed ? 'failed' : 'passed',
    unknownStates: [...new Set(unknown.flatMap(({ mismatches }) => mismatches.map(({ pointer }) => pointer)))],
  };
}

interface Running extends Chosen {
  readonly options: VerifyOptions;
  readonly verifier: OfficialVerifier;
  readonly front: Front;
  readonly provider: Provider;
}

async function verifyOne(running: Running): Promise<InteractionResult> {
  const { pact, interaction } = running;
  const started = wallClock.now();
  const found = await findMismatches(running);
  const holds = found.mismatches.length === 0;
  return {
    file: pact.file,
    consumer: pact.consumer,
    provider: pact.provider,
    interaction: interaction.name,
    kind: interaction.kind,
    states: interaction.states.map(({ name }) => name),
    outcome: holds ? 'passed' : interaction.pending ? 'pending' : 'failed',
    ...found,
    rerun: `npx etherbox verify ${quoted(pact.file)} --filter ${quoted(interaction.name)}`,
    durationMs: wallClock.now() - started,
  };
}

/** As one word of a shell. */
const quoted = (text: string): string => (/^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

interface Found {
  readonly mismatches: readonly Mismatch[];
  readonly skeleton?: string;
}

/** First without a server, then with the official verifier. */
async function findMismatches(running: Running): Promise<Found> {
  const { interaction, pact, provider, options } = running;
  const impossible = pactCheck()(interaction);
  if (impossible.length > 0) return { mismatches: impossible };
  let world: World | undefined;
  try {
    const prepared = await prepareWorld(provider, options.states, interaction.states, pact);
    if ('kind' in prepared) return stateTrouble(prepared);
    world = prepared.world;
    return { mismatches: await verifyInWorld(running, world, prepared.values) };
  } catch (error) {
    return { mismatches: [providerTrouble(error instanceof Error ? error.message : String(error))] };
  } finally {
    await world?.close();
  }
}

function stateTrouble({ state, text, skeleton }: StateTrouble): Found {
  const mismatch: Mismatch = { where: 'state', pointer: state, text };
  return { mismatches: [mismatch], ...(skeleton === undefined ? {} : { skeleton }) };
}

const providerTrouble = (text: string): Mismatch => ({ where: 'provider', pointer: '', text });
const defaultTimeoutMs = 30_000;

async function verifyInWorld(
  { interaction, pact, front, verifier, options }: Running,
  world: World,
  values: Turn['values'],
): Promise<readonly Mismatch[]> {
  const noted: Noted = { states: 0, asked: 0, troubles: [] };
  const message = async () => callbackFor(world, interaction.contents);
  front.turnTo({ interaction, world, values, message, noted });
  const told = await verifier.verify(pactOfOne(pact, interaction), front.port);
  return judge(told, noted, interaction, options.timeoutMs ?? defaultTimeoutMs);
}

/** The verifier's verdict, unless what the front saw says otherwise: nothing asked, a state left out, a dead sandbox. */
function judge(told: ToldResult, noted: Noted, interaction: Interaction, timeoutMs: number): readonly Mismatch[] {
  const mismatches = mismatchesOf([...(told.errors ?? []), ...(told.pendingErrors ?? [])]);
  const troubles = noted.troubles.map(providerTrouble);
  if (troubles.length > 0) return troubles;
  if (noted.unanswered !== undefined)
    return [providerTrouble(`the sandbox did not answer ${noted.unanswered} within ${timeoutMs} ms (--timeout)`)];
  if (mismatches.length > 0) return mismatches;
  if (!told.result) return [providerTrouble('the verifier failed without a reason')];
  if (noted.asked === 0) return [providerTrouble('the verifier never asked for the answer')];
  if (noted.states < interaction.states.length)
    return [{ where: 'state', pointer: '', text: 'the verifier left a provider state out' }];
  return [];
}
