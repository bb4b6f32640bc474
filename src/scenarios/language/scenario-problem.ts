import { EtherboxError } from '#domain/core/etherbox-error';
/** Something in a scenario that cannot be used: where it is, what was found, what would be right. */
export interface ScenarioProblem {
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** JSON pointer into the scenario. */
  readonly pointer: string;
  readonly found?: unknown;
  readonly expected: string;
  /** The value that was probably meant. */
  readonly suggestion?: string;
}

/** `flow.yaml:12:5 /steps/3/call: found "createOrder"; expected an operationId; did you mean createProductOrder?` */
export function formatProblem({ file, line, column, pointer, found, expected, suggestion }: ScenarioProblem): string {
  const where = [file, line, column].filter((part) => part !== undefined).join(':');
  const foundText = found === undefined ? '' : `found ${JSON.stringify(found)}; `;
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return `${where ? `${where} ` : ''}${pointer || '/'}: ${foundText}expected ${expected}${hint}`;
}

/** A scenario that was to be used and cannot be. */
export class InvalidScenarioError extends EtherboxError {
  static {
    InvalidScenarioError.prototype.name = 'InvalidScenarioError';
  }

  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[]) {
    super('ETHERBOX_INVALID_SCENARIO', problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
