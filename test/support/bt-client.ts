import { Agent, request as httpRequest } from 'node:http';
import { orderPath, provideOrder } from './sample-orders.ts';
import type { StartedServer } from './server-process.ts';

export interface BtReply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
}

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export const basicAuthorization = ({ clientId, clientSecret }: Credentials): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

export async function fetchToken(tokenUrl: string, credentials: Credentials): Promise<string> {
  const answer = await fetch(`${tokenUrl}?grant_type=client_credentials`, {
    headers: { authorization: basicAuthorization(credentials) },
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}

/** A customer with a token, on connections of its own. Requests reject when the connection breaks. */
export class BtClient {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server: StartedServer;
  readonly #token: string;

  private constructor(server: StartedServer, token: string) {
    this.#server = server;
    this.#token = token;
  }

  /** With a token of its own; of the default sandbox unless credentials are given. */
  static async connect(
    server: StartedServer,
    { clientId, clientSecret }: Credentials = server.sandbox,
  ): Promise<BtClient> {
    return new BtClient(server, await fetchToken(server.tokenUrl, { clientId, clientSecret }));
  }

  send(
    method: string,
    path: string,
    body?: object,
    extraHeaders: { readonly [name: string]: string } = {},
  ): Promise<BtReply> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${this.#token}`,
      'apigw-tracking-header': 'test',
      ...extraHeaders,
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        `${this.#server.baseUrl}${path}`,
        { method, headers, agent: this.#agent },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode as number,
              headers: answer.headers,
              text: Buffer.concat(pieces).toString(),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  }

  placeOrder(externalId: string): Promise<BtReply> {
    return this.send('POST', orderPath, provideOrder(externalId));
  }

  getOrder(id: string): Promise<BtReply> {
    return this.send('GET', `${orderPath}/${id}`);
  }

  close(): void {
    this.#agent.destroy();
  }
}
