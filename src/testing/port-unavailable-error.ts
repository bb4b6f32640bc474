import { EtherboxError } from '#domain/core/etherbox-error';

/** The port is in use, or this user may not listen on it. `cause` is the error of Node. */
export class PortUnavailableError extends EtherboxError {
  static {
    PortUnavailableError.prototype.name = 'PortUnavailableError';
  }

  constructor(port: number, cause: Error) {
    super('ETHERBOX_PORT_UNAVAILABLE', `Port ${port} cannot be used: ${cause.message}`, { cause });
  }
}
