/** One row of docs/error-codes.md. */
export interface ErrorCodeRow {
  readonly meaning: string;
  /** What a person can do about it. */
  readonly remedy: string;
}

/**
 * Every code of an {@link EtherboxError}, and the `code` of a problem that the control API answers. A code never changes
 * its meaning; the sentence beside it may. `npm run docs:error-codes` prints docs/error-codes.md from this table.
 */
export const errorCodes = {
  ETHERBOX_WAIT_TIMEOUT: {
    meaning: 'What a test waited for did not happen in time.',
    remedy: 'Read the message: it lists what did happen and what is due next. Advance the clock, or wait longer.',
  },
  ETHERBOX_SERVER_UNREACHABLE: {
    meaning: 'No server answers at the base URL.',
    remedy: 'Start one with `etherbox start`, or correct `--base-url`. A closed sandbox no longer answers either.',
  },
  ETHERBOX_PORT_UNAVAILABLE: {
    meaning: 'The port is in use, or this user may not listen on it.',
    remedy: 'Leave the port out, or choose another; 0 takes any free one.',
  },
  ETHERBOX_START_FAILED: {
    meaning: 'The server could not start.',
    remedy: 'Read the message and the `cause`: they name the port, data folder, specification or program.',
  },
  ETHERBOX_USAGE: {
    meaning: 'The command line was not understood.',
    remedy: 'Read the message, or `etherbox COMMAND --help`.',
  },
  ETHERBOX_CHECK_FAILED: {
    meaning: 'What a command checked is not so.',
    remedy: 'Read the message: it says what was found.',
  },
  ETHERBOX_INVALID_REFERENCE_DATA: {
    meaning: 'A file of specs/journeys or fixtures contradicts itself or another.',
    remedy: 'Correct the file that the message names. `etherbox check` finds the same.',
  },
  ETHERBOX_DATA_FOLDER_LOCKED: {
    meaning: 'Another process owns the data folder.',
    remedy: 'Stop that process, or name another folder.',
  },
  ETHERBOX_DATA_FOLDER_FORMAT: {
    meaning: 'Another version of etherbox wrote the data folder.',
    remedy: 'Use that version, or name another folder. Nothing was changed.',
  },
  ETHERBOX_DATA_FOLDER_DAMAGED: {
    meaning: 'The data folder is damaged and was not repaired.',
    remedy: 'Start with `--on-damage recover`, or restore a backup. Nothing was changed.',
  },
  ETHERBOX_DATA_FOLDER_UNWRITABLE: {
    meaning: 'The operating system does not let etherbox use the data folder.',
    remedy: 'Correct the permissions, or name another folder.',
  },
  ETHERBOX_FILE_DAMAGED: {
    meaning: 'A file of the data folder does not match its checksum.',
    remedy: 'None needed: recovery uses older files. See the damage that the start reports.',
  },
  ETHERBOX_STORE_FAILED: {
    meaning: 'A file of the data folder could not be read or written.',
    remedy: 'Check the disk, and that nothing else changes the folder.',
  },
  ETHERBOX_STORE_REFUSED: {
    meaning: 'A change was not stored: the disk or the memory is full, or the store is closed. Nothing was changed.',
    remedy: 'Free some space, or raise the limit that the message names.',
  },
  ETHERBOX_ADDRESS_BLOCKED: {
    meaning: 'The egress policy does not allow calls to this address.',
    remedy: 'Use an address that the policy allows, or `--egress`.',
  },
  ETHERBOX_NO_ADDRESS: {
    meaning: 'The name of a host has no address.',
    remedy: 'Correct the URL of the listener.',
  },
  ETHERBOX_INVALID_SCENARIO: {
    meaning: 'A scenario does not follow the scenario language.',
    remedy: 'Correct what the message lists, with file, line and column. `etherbox check` finds the same.',
  },
  ETHERBOX_UNKNOWN_SCENARIO: {
    meaning: 'No scenario, file or folder has this name.',
    remedy: '`etherbox run --list` lists the library.',
  },
  ETHERBOX_SETUP_FAILED: {
    meaning: 'The starting state of a scenario could not be created.',
    remedy: 'Correct the step that the message names.',
  },
  ETHERBOX_SCENARIO_FAILED: {
    meaning: 'A scenario that prepares a provider state did not pass.',
    remedy: 'Run it alone with `etherbox run` to see the step that failed.',
  },
  ETHERBOX_CALLBACK_TOO_LARGE: {
    meaning: 'A callback was larger than the listener of a scenario accepts.',
    remedy: 'Send less than a mebibyte.',
  },
  ETHERBOX_UNREADABLE_PACT: {
    meaning: 'A file is not a Pact file that etherbox can verify.',
    remedy: 'Correct the file that the message names; versions 2, 3 and 4 of the format are read.',
  },
  ETHERBOX_INCOMPLETE_TRAFFIC: {
    meaning: 'The journal no longer holds everything that a contract would need.',
    remedy: 'Reset the sandbox and record a shorter run.',
  },
  ETHERBOX_REPLAY_FAILED: {
    meaning: 'A recorded call that leads to a provider state was refused.',
    remedy: 'Record the contract again with this version.',
  },
  ETHERBOX_VERIFIER_MISSING: {
    meaning: 'The official Pact verifier is not installed.',
    remedy: '`npm install --save-dev @pact-foundation/pact`',
  },
  ETHERBOX_VERIFIER_FAILED: {
    meaning: 'The official Pact verifier ended, or gave no result in time.',
    remedy: 'Run the command again; raise `--timeout` when the machine is slow.',
  },
  ETHERBOX_LISTENER_CHECK_FAILED: {
    meaning: 'A check of a callback listener could not be set up.',
    remedy: 'Please report it with the message: it is an error of etherbox, not of the listener.',
  },
  ETHERBOX_BAD_REQUEST: {
    meaning: 'The control API cannot read the request: body, query or header.',
    remedy: 'Correct each entry of `violations` (in the problem: `errors`).',
  },
  ETHERBOX_FORBIDDEN: {
    meaning: 'The control API does not serve this caller: another origin or host, a client token, or no control token.',
    remedy: 'Send the control token in `X-Etherbox-Control`, and no bearer token.',
  },
  ETHERBOX_NOT_FOUND: {
    meaning: 'The control API has no such path, or the sandbox holds no such thing.',
    remedy: 'Check the id and the path.',
  },
  ETHERBOX_UNKNOWN_SANDBOX: {
    meaning: 'No sandbox has this id.',
    remedy: '`etherbox sandbox list` lists them.',
  },
  ETHERBOX_METHOD_NOT_ALLOWED: {
    meaning: 'The path of the control API does not have this method.',
    remedy: 'Use one that the header `Allow` lists.',
  },
  ETHERBOX_CONFLICT: {
    meaning: 'The control API cannot do this in the present state.',
    remedy: 'Read the message: it says which state is in the way.',
  },
  ETHERBOX_SANDBOX_EXISTS: {
    meaning: 'A sandbox with this id exists.',
    remedy: 'Choose another id, or delete that sandbox first.',
  },
  ETHERBOX_ADVANCE_IN_PROGRESS: {
    meaning: 'The clock of this sandbox is being advanced already.',
    remedy: 'Wait for that call to return.',
  },
  ETHERBOX_BODY_TOO_LARGE: {
    meaning: 'The body of the request is larger than the limit.',
    remedy: 'Send less, or raise the limit that the message names.',
  },
  ETHERBOX_UNSUPPORTED_MEDIA_TYPE: {
    meaning: 'The control API takes JSON in UTF-8, not compressed.',
    remedy: 'Send `Content-Type: application/json`.',
  },
  ETHERBOX_INVALID_VALUE: {
    meaning: 'The control API understood the request and cannot do it. Nothing was changed.',
    remedy: 'Correct each entry of `violations` (in the problem: `errors`).',
  },
  ETHERBOX_URL_NOT_ALLOWED: {
    meaning: 'The egress policy does not allow this callback URL.',
    remedy: 'Use a URL that the policy allows, or start with another `--egress`.',
  },
  ETHERBOX_INVALID_STATE: {
    meaning: 'The document is not a saved state, or it was changed by hand. Nothing was loaded.',
    remedy: 'Load a document as `state.save()` returned it.',
  },
  ETHERBOX_STATE_FORMAT: {
    meaning: 'Another version of etherbox saved the state. Nothing was loaded.',
    remedy: 'Save it again with this version.',
  },
  ETHERBOX_UNAVAILABLE: {
    meaning: 'The server cannot do this now: it is at a limit, or it is shutting down.',
    remedy: 'Try again later, or raise the limit that the message names.',
  },
  ETHERBOX_INTERNAL: {
    meaning: 'An error of etherbox itself.',
    remedy: 'Please report it with the output of the server.',
  },
} as const satisfies { readonly [code: string]: ErrorCodeRow };

/** `ETHERBOX_WAIT_TIMEOUT`, … */
export type ErrorCode = keyof typeof errorCodes;

export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorCodes, code);
