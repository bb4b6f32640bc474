import { pactCheck } from '#contracts/pact/check-pact';
import { collectMismatches, type Mismatch, type VerifierResult } from '#contracts/pact/mismatch';
import { extractInteraction, type Interaction, type PactFile, pactFilesIn, readPact } from '#contracts/pact/pact-file';
import { systemClock } from '#runtime/system';
import { type ContractProvider, type ProviderSandbox, startContractProvider } from './contract-provider.ts';
import { type OfficialVerifier, startVerifier } from './official-verifier.ts';
import { prepareProviderState, type StateError, type StateProvider } from './provider-states.ts';
import { findCallback } from './state-values.ts';
import {
  callbackMetadata,
  type ProxiedInteraction,
  type ProxyObservations,
  startVerifierProxy,
  type VerifierProxy,
} from './verifier-proxy.ts';

export interface VerifyOptions {
  /** Pact files, or folders of them. */
  readonly pacts: readonly string[];
  /** Only contracts of these consumers. */
  readonly consumers?: readonly string[];
  /** Only interactions of this name, or, when none has it, whose name contains it. */
  readonly filter?: string | undefined;
  /** Where provider states are looked up, in order. */
  readonly states: readonly StateProvider[];
  /** Wall milliseconds for one request of an interaction. */
  readonly timeoutMs?: number;
  /** Default: a server in this process. */
  readonly provider?: ContractProvider;
  /** Default: started for this run. */
  readonly verifier?: OfficialVerifier;
  /** Called with the result of each interaction as it ends. */
  readonly progress?: (done: number, all: number, result: InteractionResult) => void;
}

export interface InteractionResult {
  readonly file: string;
  readonly consumer: string;
  readonly provider: string;
  readonly interaction: string;
  readonly kind: Interaction['kind'];
  readonly states: readonly string[];
  /** `pending`: it failed, and its contract says that this is no failure of the run. */
  readonly outcome: 'passed' | 'failed' | 'pending';
  readonly mismatches: readonly Mismatch[];
  /** A scenario file to start from, where the provider state is unknown. */
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

interface SelectedInteraction {
  readonly pact: PactFile;
  readonly interaction: Interaction;
}

/** Verifies contracts. Rejects with UnreadablePactError or VerifierMissingError before it runs anything. */
export async function verifyPacts(options: VerifyOptions): Promise<Verification> {
  const pacts = pactFilesIn(options.pacts).map(readPact);
  const chosen = selectInteractions(pacts, options);
  const results = await verifySelected(chosen, options);
  return { ...summarizeVerdict(results), files: pacts.map(({ file }) => file), results };
}

async function verifySelected(
  chosen: readonly SelectedInteraction[],
  options: VerifyOptions,
): Promise<readonly InteractionResult[]> {
  const results: InteractionResult[] = [];
  const closers: (() => unknown)[] = [];
  try {
    const verifier = options.verifier ?? startVerifier(options.timeoutMs ?? defaultInteractionTimeoutMs);
    if (options.verifier === undefined) closers.push(() => verifier.close());
    const proxy = await startVerifierProxy();
    closers.push(() => proxy.close());
    const provider = options.provider ?? (await startContractProvider());
    if (options.provider === undefined) closers.push(() => provider.close());
    for (const one of chosen) {
      const result = await verifyInteraction({ ...one, options, verifier, proxy, provider });
      results.push(result);
      options.progress?.(results.length, chosen.length, result);
    }
    return results;
  } finally {
    for (const close of closers) await close();
  }
}

function selectInteractions(
  pacts: readonly PactFile[],
  { consumers = [], filter }: VerifyOptions,
): readonly SelectedInteraction[] {
  const all = pacts
    .filter(({ consumer }) => consumers.length === 0 || consumers.includes(consumer))
    .flatMap((pact) => pact.interactions.map((interaction) => ({ pact, interaction })));
  if (filter === undefined) return all;
  const exact = all.filter(({ interaction }) => interaction.name === filter);
  const lowerCaseFilter = filter.toLowerCase();
  return exact.length > 0
    ? exact
    : all.filter(({ interaction }) => interaction.name.toLowerCase().includes(lowerCaseFilter));
}

function summarizeVerdict(results: readonly InteractionResult[]): Pick<Verification, 'verdict' | 'unknownStates'> {
  const failed = results.some(({ outcome }) => outcome === 'failed');
  const unknown = results.filter(({ skeleton }) => skeleton !== undefined);
  return {
    verdict: results.length === 0 ? 'empty' : failed ? 'failed' : 'passed',
    unknownStates: [...new Set(unknown.flatMap(({ mismatches }) => mismatches.map(({ pointer }) => pointer)))],
  };
}

interface InteractionRun extends SelectedInteraction {
  readonly options: VerifyOptions;
  readonly verifier: OfficialVerifier;
  readonly proxy: VerifierProxy;
  readonly provider: ContractProvider;
}

async function verifyInteraction(running: InteractionRun): Promise<InteractionResult> {
  const { pact, interaction } = running;
  const startedAt = systemClock.now();
  const findings = await findMismatches(running);
  const passed = findings.mismatches.length === 0;
  return {
    file: pact.file,
    consumer: pact.consumer,
    provider: pact.provider,
    interaction: interaction.name,
    kind: interaction.kind,
    states: interaction.states.map(({ name }) => name),
    outcome: passed ? 'passed' : interaction.pending ? 'pending' : 'failed',
    ...findings,
    rerun: `npx etherbox verify ${quoteShellWord(pact.file)} --filter ${quoteShellWord(interaction.name)}`,
    durationMs: systemClock.now() - startedAt,
  };
}

/** Quoted as one argument of a shell. */
const quoteShellWord = (text: string): string =>
  /^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

interface InteractionFindings {
  readonly mismatches: readonly Mismatch[];
  readonly skeleton?: string;
}

/** First without a server, then with the official verifier. */
async function findMismatches(running: InteractionRun): Promise<InteractionFindings> {
  const { interaction, pact, provider, options } = running;
  const impossible = pactCheck()(interaction);
  if (impossible.length > 0) return { mismatches: impossible };
  let sandbox: ProviderSandbox | undefined;
  try {
    const prepared = await prepareProviderState(provider, options.states, interaction.states, pact);
    if ('kind' in prepared) return stateErrorFindings(prepared);
    sandbox = prepared.sandbox;
    return { mismatches: await verifyInSandbox(running, sandbox, prepared.values) };
  } catch (error) {
    return { mismatches: [providerMismatch(error instanceof Error ? error.message : String(error))] };
  } finally {
    await sandbox?.close();
  }
}

function stateErrorFindings({ state, text, skeleton }: StateError): InteractionFindings {
  const mismatch: Mismatch = { where: 'state', pointer: state, text };
  return { mismatches: [mismatch], ...(skeleton === undefined ? {} : { skeleton }) };
}

const providerMismatch = (text: string): Mismatch => ({ where: 'provider', pointer: '', text });
const defaultInteractionTimeoutMs = 30_000;

async function verifyInSandbox(
  { interaction, pact, proxy, verifier, options }: InteractionRun,
  sandbox: ProviderSandbox,
  values: ProxiedInteraction['values'],
): Promise<readonly Mismatch[]> {
  const observations: ProxyObservations = { stateRequests: 0, answerRequests: 0, problems: [] };
  const message = async () => findCallback(sandbox, interaction.contents);
  proxy.switchTo({ interaction, sandbox, values, message, observations });
  const verifierResult = await verifier.verify(extractInteraction(pact, interaction), proxy.port);
  return decideMismatches(verifierResult, observations, interaction, options.timeoutMs ?? defaultInteractionTimeoutMs);
}

/** Says which line of the contract to add where the verifier's own sentence does not. */
function explainMismatch(mismatch: Mismatch, { kind, response, contents, raw }: Interaction): Mismatch {
  const expectedBody = kind === 'http' ? response?.body : contents;
  if (mismatch.where === 'metadata')
    return { ...mismatch, text: `${mismatch.text}; a callback carries the metadata ${Object.keys(callbackMetadata)}` };
  const guessed = mismatch.pointer === 'header/Content-Type' && mismatch.expected === 'text/plain';
  if (!guessed || typeof expectedBody !== 'object') return mismatch;
  const [member, line] =
    kind === 'http'
      ? ['response.headers', '"Content-Type": "application/json"']
      : [raw.metaData === undefined ? 'metadata' : 'metaData', '"contentType": "application/json"'];
  return {
    ...mismatch,
    text:
      `add ${line} to ${member} of the contract: it names no type for its body, and the verifier takes a JSON body ` +
      'with a member that begins with @ for text/plain',
  };
}

/** The verifier's result, unless the proxy observed that nothing was requested, a state was left out or a call failed. */
function decideMismatches(
  verifierResult: VerifierResult,
  observations: ProxyObservations,
  interaction: Interaction,
  timeoutMs: number,
): readonly Mismatch[] {
  const mismatches = collectMismatches([...(verifierResult.errors ?? []), ...(verifierResult.pendingErrors ?? [])]);
  const problems = observations.problems.map(providerMismatch);
  if (problems.length > 0) return problems;
  if (observations.unanswered !== undefined)
    return [
      providerMismatch(`the sandbox did not answer ${observations.unanswered} within ${timeoutMs} ms (--timeout)`),
    ];
  if (mismatches.length > 0) return mismatches.map((mismatch) => explainMismatch(mismatch, interaction));
  if (!verifierResult.result) return [providerMismatch('the verifier failed and gave no reason')];
  if (observations.answerRequests === 0) return [providerMismatch('the verifier never sent the request')];
  if (observations.stateRequests < interaction.states.length)
    return [{ where: 'state', pointer: '', text: 'the verifier skipped a provider state' }];
  return [];
}
