import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '#runtime/journal/journal';
import { curlCommand, curlForEntry, fetchForEntry, harChunks, ndjsonLines } from '#runtime/journal/journal-export';
import { entryView, maskedPath } from '#runtime/journal/journal-view';
import { runOptions } from '../../support/run-options.ts';

const secret = 'TOKEN-THAT-OPENS-DOORS';

function entry(part: Partial<JournalEntry> = {}): JournalEntry {
  return {
    number: 7,
    at: Date.UTC(2026, 0, 5, 9),
    wallAt: 0,
    method: 'POST',
    path: '/v1/productOrderingManagement/productOrder?limit=1',
    operationId: 'createProductOrder',
    status: 201,
    durationMs: 3,
    request: {
      headers: [
        'Host',
        'x',
        'Authorization',
        `Bearer ${secret}`,
        'Content-Type',
        'application/json',
        'Content-Length',
        '9',
      ],
      body: '{"a":"ä"}',
    },
    response: { headers: ['Content-Type', 'application/json;charset=utf-8'], body: '{"id":"1"}' },
    ...part,
  };
}

const tokenCall = entry({
  path: `/oauth/accesstoken?client_secret=${secret}&grant_type=client_credentials&access%5Ftoken=${secret}`,
  operationId: 'createAccessToken',
  request: {
    headers: { authorization: `Basic ${secret}`, 'content-type': 'application/x-www-form-urlencoded', cookie: secret },
    body: `grant_type=client_credentials&client_secret=${secret}`,
  },
  response: {
    headers: { 'content-type': 'application/json', 'set-cookie': secret },
    body: JSON.stringify({
      access_token: secret,
      accessToken: secret,
      deep: [{ refresh_token: secret, password: secret }],
    }),
  },
});

test('credentials are masked everywhere, unless they are requested', () => {
  for (const one of [entry(), tokenCall]) {
    const options = { baseUrl: 'http://127.0.0.1:4480', includeToken: false };
    const shown = [
      JSON.stringify(entryView(one)),
      [...ndjsonLines([one])].join(''),
      [...harChunks([one], options.baseUrl, '1')].join(''),
      curlForEntry(one, options),
      fetchForEntry(one, options),
    ];
    for (const text of shown) expect(text).not.toContain(secret);
    expect(curlForEntry(one, { ...options, includeToken: true })).toContain(secret);
    expect(fetchForEntry(one, { ...options, includeToken: true })).toContain(secret);
  }
  expect(entryView(entry()).request.headers.Authorization).toBe('Bearer ********');
});

test.each([
  ['/a', '/a'],
  ['/a?', '/a?'],
  ['/a?b=c&token=x', '/a?b=c&token=********'],
  ['/a?ACCESS_TOKEN=x#', '/a?ACCESS_TOKEN=********'],
  ['/a?%=1&client%5Fsecret=x', '/a?%=1&client%5Fsecret=********'],
])('%s is shown as %s', (path, shown) => {
  expect(maskedPath(path)).toBe(shown);
});

describe('bodies', () => {
  test.each<[string, string, unknown]>([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/merge-patch+json', '[1]', [1]],
    ['application/json', '{', '{'],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['application/json', '', undefined],
    ['application/json', `${'['.repeat(5000)}${']'.repeat(5000)}`, `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['application/json', JSON.stringify(']'.repeat(3000)), ']'.repeat(3000)],
  ])('%s', (type, body, shown) => {
    const view = entryView(entry({ request: { headers: { 'content-type': type }, body } }));
    expect(view.request.body).toEqual(shown);
    JSON.stringify(view);
  });

  test('names that JavaScript knows are names', () => {
    const view = entryView(
      entry({ request: { headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"x":1}}' } }),
    );
    expect(JSON.stringify(view.request.body)).toBe('{"__proto__":{"x":1}}');
  });
});

test('HAR is one document, however it is cut', () => {
  const har = JSON.parse([...harChunks([entry(), tokenCall], 'http://x', '9')].join(''));
  expect(har.log).toMatchObject({ version: '1.2', creator: { name: 'etherbox', version: '9' } });
  expect(har.log.entries[0]).toMatchObject({
    startedDateTime: '1970-01-01T00:00:00.000Z',
    time: 3,
    request: { method: 'POST', queryString: [{ name: 'limit', value: '1' }], postData: { text: '{"a":"ä"}' } },
    response: { status: 201, content: { text: '{"id":"1"}' } },
    _id: 'req_7',
    _virtualTime: '2026-01-05T09:00:00Z',
  });
  expect(JSON.parse([...harChunks([], 'http://x', '9')].join('')).log.entries).toEqual([]);
});

/** What a shell makes of a command whose program is replaced by one that prints its arguments. */
function argumentsOf(command: string): string[] {
  const script = `curl() { for one in "$@"; do printf '%s\\0' "$one"; done; }; ${command}`;
  const printed = execFileSync('bash', ['--norc', '--noprofile', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8' },
  });
  return printed.split('\0').slice(0, -1);
}

test('a shell reads back exactly what was sent, whatever it was', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'ab \'"\\$`!*?#&;|<>()[]{}~%\n\t\r\x1b\x07\x9b=@-é€'),
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, text, (value, body) => {
      const command = curlCommand('POST', `http://x/${encodeURIComponent(value)}`, { headers: ['X-Odd', value], body });
      const got = argumentsOf(command);
      const wanted = [
        '-X',
        'POST',
        `http://x/${encodeURIComponent(value)}`,
        '-H',
        value === '' ? 'X-Odd;' : `X-Odd: ${value}`,
      ];
      expect(got).toEqual(body === '' ? wanted : [...wanted, '--data-raw', body]);
      // Nothing that a terminal would obey when the command is pasted.
      expect(command.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }),
    runOptions(40, 2000),
  );
});

test('the copy for fetch is a statement that sends the same', async () => {
  const statement = fetchForEntry(entry(), { baseUrl: 'http://127.0.0.1:1', includeToken: true });
  const sent: unknown[] = [];
  const run = new Function('fetch', `return (async () => { ${statement} })()`) as (fetch: unknown) => Promise<void>;
  await run((...call: unknown[]) => sent.push(call));
  expect(sent).toEqual([
    [
      'http://127.0.0.1:1/v1/productOrderingManagement/productOrder?limit=1',
      {
        method: 'POST',
        headers: [
          ['Authorization', `Bearer ${secret}`],
          ['Content-Type', 'application/json'],
        ],
        body: '{"a":"ä"}',
      },
    ],
  ]);
});
