export interface Credentials {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface TokenSource {
  get(): Promise<string>;
  /** The server no longer takes it. */
  forget(): void;
}

/** An access token of the client-credentials grant, fetched when first needed and again shortly before it ends. */
export class Tokens implements TokenSource {
  readonly #credentials: Credentials;
  #token: Promise<string> | undefined;
  #endsAt = 0;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  get(): Promise<string> {
    if (this.#token === undefined || Date.now() > this.#endsAt) this.#token = this.#fetch();
    return this.#token;
  }

  forget(): void {
    this.#token = undefined;
  }

  async #fetch(): Promise<string> {
    const { tokenUrl, clientId, clientSecret } = this.#credentials;
    this.#endsAt = Number.POSITIVE_INFINITY;
    const answer = await fetch(`${tokenUrl}?grant_type=client_credentials`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      },
    });
    if (!answer.ok) {
      this.forget();
      throw new Error(`No token: ${tokenUrl} answered ${answer.status}`);
    }
    const { accessToken, expiresIn } = (await answer.json()) as { accessToken: string; expiresIn: number };
    this.#endsAt = Date.now() + (expiresIn - 60) * 1000;
    return accessToken;
  }
}
