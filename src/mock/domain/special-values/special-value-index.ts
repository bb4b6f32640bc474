import type { OperationCall } from '#domain/core/call';
import { isJsonObject, type Json } from '#domain/core/json';
import type { ErrorName } from '#domain/errors/error-catalogue';

/**
 * Inputs with a fixed answer, before any rule: the habits of BT's own sandboxes as data (`fixtures/special-values.yaml`),
 * and a sandbox's own rows in the same shape (setting `specialValues`).
 */
export interface SpecialValue {
  readonly source?: 'bt' | 'modelled';
  /** Names of APIs or operations; everything where missing. */
  readonly on?: readonly string[];
  readonly when: SpecialValueCondition;
  readonly answer: FixedAnswer;
}

export interface SpecialValueCondition {
  readonly header?: SpecialValueInputs;
  readonly query?: SpecialValueInputs;
  readonly path?: SpecialValueInputs;
  /** JSON pointers; `*` is any element of a list. */
  readonly body?: SpecialValueInputs;
}

type SpecialValueInputs = { readonly [name: string]: string | number | boolean };

export type FixedAnswer =
  | { readonly problem: ErrorName; readonly message?: string }
  | { readonly status: number; readonly headers?: { readonly [name: string]: string }; readonly body?: Json };

/**
 * Rows of special values, found by operation and by the first input that each row names: most rows wait for a value of one
 * header, so a request costs one look-up per kind of input and not one comparison per row.
 */
export class SpecialValueIndex {
  readonly #rows: readonly SpecialValue[];
  readonly #byApi = new Map<string, Map<string, OperationRows>>();

  constructor(rows: readonly SpecialValue[]) {
    this.#rows = rows;
  }

  /** The first row, in the order of the rows, that is eligible and whose condition the call fulfils. */
  firstMatch(call: OperationCall, api: string, isEligible?: (row: SpecialValue) => boolean): SpecialValue | undefined {
    const { unconditional, selectors } = this.#rowsOf(api, call.operationId);
    let first: IndexedRow | undefined;
    const addCandidates = (candidates: readonly IndexedRow[]): void => {
      for (const candidate of candidates) {
        if (first && candidate.position >= first.position) return;
        if (isEligible && !isEligible(candidate.row)) continue;
        if (matchesCondition(candidate.row.when, call)) first = candidate;
      }
    };
    addCandidates(unconditional);
    for (const { kind, name, rowsByText } of selectors) {
      for (const value of readInput(call, kind, name)) {
        const text = scalarText(value);
        const candidates = text === undefined ? undefined : rowsByText.get(text);
        if (candidates) addCandidates(candidates);
      }
    }
    return first?.row;
  }

  #rowsOf(api: string, operationId: string): OperationRows {
    const existing = this.#byApi.get(api)?.get(operationId);
    if (existing) return existing;
    const byOperation = this.#byApi.get(api) ?? new Map<string, OperationRows>();
    const created = indexRows(this.#rows, api, operationId);
    this.#byApi.set(api, byOperation.set(operationId, created));
    return created;
  }
}

interface IndexedRow {
  readonly row: SpecialValue;
  /** Among all rows: the first that fits wins. */
  readonly position: number;
}

/** The rows that wait for a value of one input, by that value as text; each list is in the order of the rows. */
interface Selector {
  readonly kind: keyof SpecialValueCondition;
  readonly name: string;
  readonly rowsByText: Map<string, IndexedRow[]>;
}

interface OperationRows {
  /** Rows whose condition names no input. */
  readonly unconditional: readonly IndexedRow[];
  readonly selectors: readonly Selector[];
}

const inputKinds = ['header', 'query', 'path', 'body'] as const satisfies readonly (keyof SpecialValueCondition)[];

function indexRows(rows: readonly SpecialValue[], api: string, operationId: string): OperationRows {
  const unconditional: IndexedRow[] = [];
  const selectors: Selector[] = [];
  for (const [position, row] of rows.entries()) {
    if (row.on && !row.on.includes(api) && !row.on.includes(operationId)) continue;
    const input = firstInput(row.when);
    if (!input) unconditional.push({ row, position });
    else appendRow(selectors, input, { row, position });
  }
  return { unconditional, selectors };
}

interface ExpectedInput {
  readonly kind: keyof SpecialValueCondition;
  readonly name: string;
  readonly text: string;
}

function firstInput(when: SpecialValueCondition): ExpectedInput | undefined {
  for (const kind of inputKinds) {
    const [input] = Object.entries(when[kind] ?? {});
    if (input) return { kind, name: inputName(kind, input[0]), text: String(input[1]) };
  }
  return undefined;
}

function appendRow(selectors: Selector[], { kind, name, text }: ExpectedInput, row: IndexedRow): void {
  let selector = selectors.find((existing) => existing.kind === kind && existing.name === name);
  if (!selector) {
    selector = { kind, name, rowsByText: new Map() };
    selectors.push(selector);
  }
  const rows = selector.rowsByText.get(text);
  if (rows) rows.push(row);
  else selector.rowsByText.set(text, [row]);
}

function matchesCondition(when: SpecialValueCondition, call: OperationCall): boolean {
  return inputKinds.every((kind) =>
    Object.entries(when[kind] ?? {}).every(([name, expected]) =>
      readInput(call, kind, inputName(kind, name)).some((value) => scalarText(value) === String(expected)),
    ),
  );
}

const inputName = (kind: keyof SpecialValueCondition, name: string): string =>
  kind === 'header' ? name.toLowerCase() : name;

function readInput(call: OperationCall, kind: keyof SpecialValueCondition, name: string): readonly unknown[] {
  switch (kind) {
    case 'header':
      return [call.headers[name]];
    case 'query':
      return call.query[name] ?? [];
    case 'path':
      return [call.params[name]];
    case 'body':
      return valuesAtPointer(call.body, name);
  }
}

const scalarText = (value: unknown): string | undefined =>
  value === undefined || (typeof value === 'object' && value !== null) ? undefined : String(value);

/** Every value that a JSON pointer leads to, `*` being any element of a list. */
export function valuesAtPointer(from: unknown, pointer: string): readonly unknown[] {
  if (pointer === '') return [from];
  let values: readonly unknown[] = [from];
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    values = values.flatMap((value) => stepIntoValue(value, name));
  }
  return values;
}

function stepIntoValue(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return name === '*' ? value : value.slice(Number(name), Number(name) + 1);
  return isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}
