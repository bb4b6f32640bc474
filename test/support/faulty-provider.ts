import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ContractProvider, startContractProvider } from '#contracts/verify/contract-provider';

export interface Answer {
  status: number;
  headers: { [name: string]: string };
  body: object;
  /** Sent instead of the body as JSON. */
  text?: string;
}

/** What is done to an answer on its way; `die`: the connection is cut instead; `hang`: nothing ever comes. */
export type AnswerMutation = (answer: Answer) => unknown;

export interface FaultyProvider extends ContractProvider {
  /** The nth server that is opened from now on fails as the nth of these says. */
  plant(plants: readonly (AnswerMutation | 'die' | 'hang' | undefined)[]): void;
}

/** A provider like the real one, whose answers are spoilt on their way. */
export async function startFaultyProvider(): Promise<FaultyProvider> {
  const inner = await startContractProvider();
  let plants: readonly (AnswerMutation | 'die' | 'hang' | undefined)[] = [];
  let opened = 0;
  let target = '';
  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const plant = plants[opened - 1];
    if (plant === 'die') return void request.socket.destroy();
    if (plant === 'hang') return;
    const headers = { ...(request.headers as { [name: string]: string }), connection: 'close' };
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const real = await fetch(target + request.url, { method: request.method ?? 'GET', headers, ...body }).catch(
      () => undefined,
    );
    const text = await real?.text().catch(() => undefined);
    // A connection that the sandbox cuts is cut here, too.
    if (!real || text === undefined) return void request.socket.destroy();
    const type = real.headers.get('content-type') ?? '';
    // What a provider state asks for, with POST or of the control API, stays as it is.
    if (plant === undefined || request.method !== 'GET' || request.url?.startsWith('/_sandbox'))
      return void response.writeHead(real.status, { 'content-type': type }).end(text);
    const answer: Answer = { status: real.status, headers: { 'content-type': type }, body: JSON.parse(text) };
    plant(answer);
    response.writeHead(answer.status, answer.headers).end(answer.text ?? JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    plant(next) {
      plants = next;
      opened = 0;
    },
    async open(request) {
      const sandbox = await inner.open(request);
      opened += 1;
      target = sandbox.baseUrl;
      return { ...sandbox, baseUrl };
    },
    async close() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      await inner.close();
    },
  };
}
