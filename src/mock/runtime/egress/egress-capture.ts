import type { IncomingMessage } from 'node:http';

/**
 * What a stranger answered, as text, at most `limit` bytes: the rest is not read and the connection is dropped. A body
 * that is compressed is never unpacked. Rejects when the connection breaks before its end.
 */
export function captureBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly body: string; readonly truncated: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (truncated: boolean): void => {
      const bytes = Buffer.concat(chunks).subarray(0, maxBytes);
      resolve({ body: decodeCaptured(bytes, response.headers['content-encoding']), truncated });
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= maxBytes) return;
      response.removeAllListeners('data');
      finish(true);
      response.destroy();
    });
    response.on('end', () => finish(false));
    response.on('aborted', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    response.on('error', reject);
  });
}

function decodeCaptured(bytes: Buffer, encoding: string | undefined): string {
  if (bytes.length === 0) return '';
  if (encoding !== undefined && encoding !== 'identity') {
    return `(${bytes.length} bytes, content-encoding ${encoding.slice(0, 40)}: not unpacked)`;
  }
  return bytes.toString('utf8');
}
