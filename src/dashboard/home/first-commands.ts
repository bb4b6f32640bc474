import { shellQuote } from '../control/call.ts';
import type { ApiSchemas } from '../control/schemas.ts';

/** The fixture of an Etherway Fibre provide as one line of JSON, put in when the page is built. */
declare const sampleOrder: string;

type ClientCredentials = ApiSchemas['Credentials'];

/** Lines to paste, one per step. Each gets its own token, so that it works on its own and in any order. */
export const tokenCommand = ({ tokenUrl, clientId, clientSecret }: ClientCredentials): string =>
  `curl -s -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${tokenUrl}`;

const tokenAssignment = (credentials: ClientCredentials): string =>
  `TOKEN=$(${tokenCommand(credentials)} | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')`;

const curlHeaders = `-H "Authorization: Bearer $TOKEN" -H "APIGW-Tracking-Header: $(uuidgen 2>/dev/null || echo 7b1f4d2e-0c4e-4c7a-9f55-0d4d1d6a9c01)"`;

export const addressCommand = (credentials: ClientCredentials): string =>
  [
    tokenAssignment(credentials),
    `curl -s ${curlHeaders} \\`,
    `  '${credentials.baseUrl}/common/geographicAddressManagement/v1/geographicAddress?postcode=AB15%207XY'`,
  ].join('\n');

export const orderCommand = (credentials: ClientCredentials): string =>
  [
    tokenAssignment(credentials),
    `curl -s ${curlHeaders} -H 'Content-Type: application/json' \\`,
    `  -d ${shellQuote(sampleOrder)} \\`,
    `  ${credentials.baseUrl}/v1/productOrderingManagement/productOrder`,
  ].join('\n');
