export interface ServerSentEvent {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/**
 * Server-sent events out of a response. Not EventSource: that one cannot send the control token, and it hears only the
 * names that it was told beforehand. `alive` is called for whatever comes, comments included.
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  onActivity: () => void,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let incompleteLine = '';
  let id = '';
  let name = 'message';
  let data: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onActivity();
    const lines = (incompleteLine + value).split(/\r\n|\n|\r/);
    incompleteLine = lines.pop() as string;
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { id, name, data: data.join('\n') };
        name = 'message';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') id = text;
      else if (field === 'event') name = text;
      else if (field === 'data') data.push(text);
    }
  }
}
