import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { RawBody } from '#engine/request/request-checks';

/**
 * The body of a request, bounded while it is read: reading ends with the first byte too many. Undefined when the client
 * disconnected.
 */
export function readRequestBody(request: IncomingMessage, limit: number): Promise<RawBody | undefined> {
  const { headers } = request;
  const declaredLength = headers['content-length'];
  const empty = declaredLength === undefined ? headers['transfer-encoding'] === undefined : declaredLength === '0';
  if (empty) return Promise.resolve({ kind: 'none' });
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return Promise.resolve({ kind: 'encoded', encoding });
  if (Number(declaredLength) > limit) return Promise.resolve({ kind: 'tooLarge', limit });
  return collectBody(request, limit);
}

function collectBody(request: IncomingMessage, limit: number): Promise<RawBody | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        request.removeAllListeners('data');
        request.pause();
        resolve({ kind: 'tooLarge', limit });
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(decodeBody(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))));
    request.on('close', () => resolve(undefined));
    request.on('error', () => resolve(undefined));
  });
}

function decodeBody(bytes: Buffer): RawBody {
  if (bytes.length === 0) return { kind: 'none' };
  return isUtf8(bytes) ? { kind: 'text', text: bytes.toString('utf8') } : { kind: 'notUtf8' };
}
