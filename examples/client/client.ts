import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { paths as AddressPaths } from '#generated/openapi/address';
import type { paths as AppointmentPaths } from '#generated/openapi/appointment';
import type { paths as InventoryPaths } from '#generated/openapi/product-inventory';
import type { paths as OrderPaths } from '#generated/openapi/product-order';
import type { paths as QualificationPaths } from '#generated/openapi/product-qualification';
import type { paths as QuotePaths } from '#generated/openapi/quote';
import { type Credentials, type TokenSource, Tokens } from './token.ts';

export interface ClientOptions extends Credentials {
  /** Where BT's paths are. */
  readonly baseUrl: string;
}

/**
 * A typed client of BT Wholesale's Ethernet APIs: paths, parameters, bodies and answers are those of the OpenAPI documents,
 * checked by the compiler. Every call carries a token; one that is refused because the token
 * has ended is made once more with a new one.
 */
export function btClient(options: ClientOptions, tokens: TokenSource = new Tokens(options)) {
  const { baseUrl } = options;
  const settings = { baseUrl, fetch: (request: Request) => send(request, tokens) };
  return {
    addresses: createClient<AddressPaths>(settings),
    qualifications: createClient<QualificationPaths>(settings),
    quotes: createClient<QuotePaths>(settings),
    appointments: createClient<AppointmentPaths>(settings),
    orders: createClient<OrderPaths>(settings),
    inventory: createClient<InventoryPaths>(settings),
  };
}

export type BtClient = ReturnType<typeof btClient>;

/** The header that every call needs: BT's support asks for its value. */
export const tracked = (): { 'APIGW-Tracking-Header': string } => ({ 'APIGW-Tracking-Header': randomUUID() });

async function send(request: Request, tokens: TokenSource): Promise<Response> {
  const again = request.clone();
  const first = await withToken(request, tokens);
  if (first.status !== 401) return first;
  tokens.forget();
  return withToken(again, tokens);
}

async function withToken(request: Request, tokens: TokenSource): Promise<Response> {
  request.headers.set('Authorization', `Bearer ${await tokens.get()}`);
  return fetch(request);
}
