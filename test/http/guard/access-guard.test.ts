import { describe, expect, test } from 'vitest';
import { type AccessSettings, checkAccess, normalizePath, securityHeaders } from '#http/guard/access-guard';

const settings: AccessSettings = { port: 4480, allowedHosts: ['sandbox.example', 'fixed.example:9000'] };

function accessOf(
  target: string,
  headers: { readonly [name: string]: string | undefined },
  method = 'GET',
  over: Partial<AccessSettings> = {},
) {
  const rawHeaders = Object.entries({ Host: '127.0.0.1:4480', ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [name, value],
  );
  const verdict = checkAccess({ method, target, rawHeaders }, { ...settings, ...over });
  return 'target' in verdict ? 'passes' : verdict.rejected.status;
}

const hosts: readonly (readonly [host: string | undefined, outcome: 'passes' | number])[] = [
  ['127.0.0.1:4480', 'passes'],
  ['localhost:4480', 'passes'],
  ['LOCALHOST:4480', 'passes'],
  ['[::1]:4480', 'passes'],
  ['sandbox.example', 'passes'],
  ['sandbox.example:8443', 'passes'],
  ['fixed.example:9000', 'passes'],
  ['fixed.example', 403],
  ['fixed.example:9001', 403],
  ['127.0.0.1', 403],
  ['127.0.0.1:80', 403],
  ['localhost.:4480', 403],
  ['localhost:4480.evil.example', 403],
  ['evil.example', 403],
  ['evil.example:4480', 403],
  ['user@127.0.0.1:4480', 403],
  ['127.0.0.1:4480@evil.example', 403],
  ['127.1:4480', 403],
  ['2130706433:4480', 403],
  ['0.0.0.0:4480', 403],
  ['[::ffff:127.0.0.1]:4480', 403],
  ['xsandbox.example', 403],
  ['sandbox.example.evil', 403],
  ['', 403],
  [undefined, 400],
];

const origins: readonly (readonly [origin: string | undefined, outcome: 'passes' | number])[] = [
  [undefined, 'passes'],
  ['http://127.0.0.1:4480', 'passes'],
  ['http://localhost:4480', 'passes'],
  ['https://sandbox.example', 'passes'],
  ['null', 403],
  ['', 403],
  ['http://evil.example', 403],
  ['http://127.0.0.1', 403],
  ['http://127.0.0.1:4481', 403],
  ['http://127.0.0.1:4480.evil.example', 403],
  ['http://127.0.0.1:4480@evil.example', 403],
  ['http://evil.example#127.0.0.1:4480', 403],
  ['file://127.0.0.1:4480', 403],
  ['chrome-extension://127.0.0.1:4480', 403],
];

/** Twelve ways to write a path of our own, of which only the plain one may get anywhere. */
const writings: readonly (readonly [name: string, write: (path: string) => string])[] = [
  ['plain', (path) => path],
  ['an encoded letter', (path) => path.replace('s', '%73')],
  ['an encoded underscore', (path) => path.replace('_', '%5f')],
  ['an encoded slash', (path) => `/%2f${path.slice(1)}`],
  ['encoded twice', (path) => path.replace('_', '%255F')],
  ['two slashes', (path) => `/${path}`],
  ['a dot', (path) => `/.${path}`],
  ['two dots', (path) => `/quote/..${path}`],
  ['encoded dots', (path) => `/quote/%2e%2E${path}`],
  ['a backslash', (path) => `/\\${path.slice(1)}`],
  ['a parameter', (path) => path.replace('/v1', ';x=1/v1')],
  ['a control character', (path) => `${path}%00`],
];

const paths = ['/_sandbox/v1/sandboxes', '/_sandbox/v1/sandboxes/default/stream', '/_sandbox/v1/status'];

describe.each(writings)('a path written with %s', (name, write) => {
  test.each(paths)('%s: a foreign Host or Origin never passes, however the rest looks', (path) => {
    for (const [host, hostOutcome] of hosts) {
      for (const [origin, originOutcome] of origins) {
        const expected = hostOutcome === 'passes' && originOutcome === 'passes' && name === 'plain';
        expect(accessOf(write(path), { Host: host, Origin: origin }) === 'passes', `${host} ${origin}`).toBe(expected);
      }
    }
  });

  test('the control token cannot be got round', () => {
    for (const path of paths) {
      expect(accessOf(write(path), {}, 'GET', { controlToken: 'tok' })).not.toBe('passes');
      expect(
        accessOf(`${write(path)}?x-etherbox-control=tok&control_token=tok`, {}, 'GET', { controlToken: 'tok' }),
      ).not.toBe('passes');
    }
  });
});

test.each(hosts)('Host %s: %s', (host, outcome) => {
  expect(accessOf('/ui/', { Host: host })).toBe(outcome);
});

test.each(origins)('Origin %s: %s', (origin, outcome) => {
  expect(accessOf('/_sandbox/v1/sandboxes', { Origin: origin })).toBe(outcome);
});

test('a repeated Host is refused', () => {
  const rawHeaders = ['Host', '127.0.0.1:4480', 'host', 'evil.example'];
  expect(checkAccess({ method: 'GET', target: '/ui/', rawHeaders }, settings)).toMatchObject({
    rejected: { status: 400 },
  });
});

describe('absolute targets', () => {
  test.each([
    ['http://127.0.0.1:4480/_sandbox/v1/sandboxes', '127.0.0.1:4480', 'passes'],
    ['http://evil.example/_sandbox/v1/sandboxes', '127.0.0.1:4480', 403],
    ['http://127.0.0.1:4480/_sandbox/v1/sandboxes', 'evil.example', 403],
    ['http://evil.example/_sandbox/live', '127.0.0.1:4480', 403],
    ['http://127.0.0.1:4480@evil.example/ui/', '127.0.0.1:4480', 403],
    ['ftp://127.0.0.1:4480/ui/', '127.0.0.1:4480', 400],
    ['127.0.0.1:4480', '127.0.0.1:4480', 400],
    ['*', '127.0.0.1:4480', 400],
    ['', '127.0.0.1:4480', 400],
  ] as const)('%s with Host %s: %s', (target, host, outcome) => {
    expect(accessOf(target, { Host: host })).toBe(outcome);
  });

  test('are routed by their path', () => {
    const rawHeaders = ['Host', '127.0.0.1:4480'];
    expect(checkAccess({ method: 'GET', target: 'http://127.0.0.1:4480/ui/?a=1', rawHeaders }, settings)).toEqual({
      target: '/ui/?a=1',
    });
  });
});

test.each([
  ['GET', '/_sandbox/live', 'passes'],
  ['GET', '/_sandbox/ready', 'passes'],
  ['HEAD', '/_sandbox/ready', 'passes'],
  ['GET', '/_sandbox/ready?x=1', 'passes'],
  ['POST', '/_sandbox/live', 403],
  ['GET', '/_sandbox/liveness', 403],
  ['GET', '/_sandbox/live/../v1/sandboxes', 403],
  ['GET', '/_sandbox/%6cive', 403],
  ['GET', '/_sandbox/metrics', 403],
] as const)('%s %s from an unknown Host and another website: %s', (method, path, outcome) => {
  expect(accessOf(path, { Host: '10.0.0.7', Origin: 'http://evil.example' }, method)).toBe(outcome);
});

describe('what a browser says about where a call comes from', () => {
  test.each([
    ['POST', 'same-origin', undefined, undefined, 'passes'],
    ['POST', 'none', undefined, undefined, 'passes'],
    ['POST', undefined, undefined, undefined, 'passes'],
    ['POST', 'cross-site', undefined, undefined, 403],
    ['POST', 'same-site', undefined, undefined, 403],
    ['POST', 'cross-site', undefined, 'http://localhost:4480', 'passes'],
    ['POST', 'cross-site', 'navigate', undefined, 403],
    ['GET', 'cross-site', 'navigate', undefined, 'passes'],
    ['GET', 'cross-site', 'no-cors', undefined, 403],
  ] as const)('%s, %s, %s, Origin %s: %s', (method, site, mode, origin, outcome) => {
    const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, Origin: origin };
    expect(accessOf('/_sandbox/v1/sandboxes', headers, method)).toBe(outcome);
  });
});

describe('bodies of changing calls', () => {
  test.each([
    ['application/json', '2', undefined, 'passes'],
    ['application/json; charset=utf-8', '2', undefined, 'passes'],
    ['Application/JSON', '2', undefined, 'passes'],
    [undefined, undefined, undefined, 'passes'],
    [undefined, '0', undefined, 'passes'],
    [undefined, '2', undefined, 415],
    ['text/plain', '2', undefined, 415],
    ['text/plain', '0', undefined, 415],
    ['application/x-www-form-urlencoded', '2', undefined, 415],
    ['multipart/form-data; boundary=application/json', '2', undefined, 415],
    ['application/jsonp', '2', undefined, 415],
    ['application/json; charset=utf-16', '2', undefined, 415],
    ['application/json', '2', 'gzip', 415],
    ['application/json', '2', 'identity', 'passes'],
  ] as const)('%s, length %s, encoding %s: %s', (type, length, encoding, outcome) => {
    const headers = { 'Content-Type': type, 'Content-Length': length, 'Content-Encoding': encoding };
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(accessOf('/_sandbox/v1/sandboxes', headers, method)).toBe(outcome);
    }
  });
});

describe('who may use the control API', () => {
  test.each([
    ['/_sandbox/v1/sandboxes', {}, 'tok', 403],
    ['/_sandbox/v1/sandboxes', { 'X-Etherbox-Control': 'tok' }, 'tok', 'passes'],
    ['/_sandbox/v1/sandboxes', { 'X-Etherbox-Control': 'Tok' }, 'tok', 403],
    ['/_sandbox/v1/sandboxes', { 'X-Etherbox-Control': 'tok ' }, 'tok', 403],
    ['/_sandbox/metrics', {}, 'tok', 403],
    ['/ui/', {}, 'tok', 'passes'],
    ['/docs/', {}, 'tok', 'passes'],
    ['/_sandbox/live', {}, 'tok', 'passes'],
    ['/_sandbox/v1/sandboxes', { Authorization: 'Bearer abc' }, undefined, 403],
    ['/_sandbox/v1/sandboxes', { Authorization: 'bearer abc' }, undefined, 403],
    ['/_sandbox/v1/sandboxes', { Authorization: 'Bearer abc', 'X-Etherbox-Control': 'tok' }, 'tok', 403],
    ['/ui/', { Authorization: 'Bearer abc' }, undefined, 'passes'],
  ] as const)('%s with %j, token %s: %s', (path, headers, controlToken, outcome) => {
    expect(accessOf(path, headers, 'GET', { controlToken })).toBe(outcome);
  });
});

test.each([
  ['/_sandbox/v1', '/_sandbox/v1'],
  ['/%5Fsandbox/v1', '/_sandbox/v1'],
  ['/%255fsandbox', '/_sandbox'],
  ['//_SANDBOX\\v1/', '/_sandbox/v1'],
  ['/a/b/../../_sandbox', '/_sandbox'],
  ['/../../_sandbox', '/_sandbox'],
  ['/_sandbox;a=b/v1;c', '/_sandbox/v1'],
  ['/a%2f..%2f_sandbox', '/_sandbox'],
  ['/%c3%a9', '/%c3%a9'],
  ['/a%00', undefined],
  [`/${'%25'.repeat(1)}${'25'.repeat(12)}41`, undefined],
])('%s is plainly %s', (path, plain) => {
  expect(normalizePath(path)).toBe(plain);
});

test('pages may load from this server only, and only the reference page may style inline', () => {
  for (const page of ['api', 'ui', 'docs'] as const) {
    const headers = securityHeaders(page);
    const policy = headers['Content-Security-Policy'] as string;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.includes('unsafe-inline')).toBe(page === 'docs');
    expect(policy).not.toContain("script-src 'self' 'unsafe");
    expect(headers).toMatchObject({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('Access-Control-Allow-Origin');
  }
});
