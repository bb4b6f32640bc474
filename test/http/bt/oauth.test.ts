import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, serve } from '#http/serve';
import type { WallClock } from '#runtime/ports';
import { systemClock } from '#runtime/system';
import { bodyOf } from '../../support/body-of.ts';
import type { OauthSchemas, Refusal } from '../../support/documents.ts';

let serving: RunningServer;
let wallOffset = 0;
const clock: WallClock = { ...systemClock, now: () => systemClock.now() + wallOffset };
const hard = 'p:%+é &=ss word';

beforeAll(async () => {
  serving = await serve({ clock, initialSandbox: { id: 'default', clientId: 'cp', clientSecret: 'secret' } });
  await serving.sandboxes.create({ id: 'hard', clientId: 'c p:1', clientSecret: hard });
});
afterAll(() => serving.close());

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const url = (query = '') => `${serving.baseUrl}/oauth/accesstoken${query}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const good = { ...form, authorization: basic('cp', 'secret') };

describe('independent clients are granted a token', () => {
  const issuer = { issuer: 'http://127.0.0.1' };

  test.each([
    ['plain', 'cp', 'secret'],
    ['a secret with : % + é and spaces', 'c p:1', hard],
  ])('oauth4webapi, %s', async (_, id, secret) => {
    const server = { ...issuer, token_endpoint: url() };
    const client = { client_id: id };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretBasic(secret),
      new URLSearchParams(),
      {
        [oauth.allowInsecureRequests]: true,
      },
    );
    const granted = await oauth.processClientCredentialsResponse(server, client, response);
    expect(granted.access_token).toMatch(/^[A-Za-z0-9]{28}$/);
    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    expect(granted.refresh_token).toBeUndefined();
  });

  test('openid-client', async () => {
    const config = new openid.Configuration(
      { ...issuer, token_endpoint: url() },
      'cp',
      undefined,
      openid.ClientSecretBasic('secret'),
    );
    openid.allowInsecureRequests(config);
    const granted = await openid.clientCredentialsGrant(config);
    expect(granted.access_token).toMatch(/^[A-Za-z0-9]{28}$/);
  });

  test.each([
    ['GET with the grant in the query, as BT documents it', 'GET', '?grant_type=client_credentials', undefined],
    ['POST with the grant in the query', 'POST', '?grant_type=client_credentials', undefined],
    ['POST with the grant in the form, as curl -d sends it', 'POST', '', 'grant_type=client_credentials'],
  ])('%s: both spellings, no-store, no tracking header needed', async (_, method, query, body) => {
    const response = await fetch(url(query), { method, headers: good, ...(body ? { body } : {}) });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const granted = await bodyOf<OauthSchemas['Token']>(response);
    expect(granted).toMatchObject({ tokenType: 'Bearer', token_type: 'Bearer', expiresIn: 3600, expires_in: 3600 });
    expect(granted.accessToken).toBe(granted.access_token);
  });

  test.each<readonly [what: string, query: string, body: string, headers: Record<string, string>]>([
    [
      'the grant in the URL and in the form, as BT documents and libraries add it',
      '?grant_type=client_credentials',
      'grant_type=client_credentials',
      good,
    ],
    ['an empty scope in both', '?grant_type=client_credentials&scope=', 'scope=', good],
    ['client id and secret in the form', '', 'grant_type=client_credentials&client_id=cp&client_secret=secret', form],
    ['those, with the grant in the URL', '?grant_type=client_credentials', 'client_id=cp&client_secret=secret', form],
    ['an equal client id beside Basic', '', 'grant_type=client_credentials&client_id=cp', good],
  ])('%s', async (_, query, body, headers) => {
    const response = await fetch(url(query), { method: 'POST', headers, body });
    expect(await bodyOf(response)).toMatchObject({ token_type: 'Bearer' });
  });

  const encoded = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);
  test.each<readonly [what: string, init: RequestInit]>([
    ['raw Basic', { headers: { authorization: basic('c p:1'.replace(':', '%3A').replace(' ', '+'), encoded(hard)) } }],
    ['form-encoded Basic', { headers: { authorization: basic(encoded('c p:1'), encoded(hard)) } }],
    ['the form', { headers: form, body: new URLSearchParams({ client_id: 'c p:1', client_secret: hard }) }],
  ])('a secret with : %% + and a space in %s', async (_, init) => {
    const response = await fetch(url('?grant_type=client_credentials'), { method: 'POST', ...init });
    expect(await bodyOf(response)).toMatchObject({ token_type: 'Bearer' });
  });

  test.each(['a+b%20c :d', '100% +:', '%2B+ :'])('the raw secret %j as curl -u sends it', async (secret) => {
    const { id } = await serving.sandboxes.create({ clientId: `raw-${secret.length}`, clientSecret: secret });
    const response = await fetch(url('?grant_type=client_credentials'), {
      headers: { authorization: basic(`raw-${secret.length}`, secret) },
    });
    expect(response.status).toBe(200);
    await serving.sandboxes.remove(id);
  });

  test('oauth4webapi with the credentials in the form', async () => {
    const server = { ...issuer, token_endpoint: url() };
    const client = { client_id: 'c p:1' };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(hard),
      new URLSearchParams(),
      { [oauth.allowInsecureRequests]: true },
    );
    const granted = await oauth.processClientCredentialsResponse(server, client, response);
    expect(granted.access_token).toMatch(/^[A-Za-z0-9]{28}$/);
  });

  test('openid-client as it authenticates by default: in the form', async () => {
    const config = new openid.Configuration({ ...issuer, token_endpoint: url() }, 'cp', 'secret');
    openid.allowInsecureRequests(config);
    expect((await openid.clientCredentialsGrant(config)).access_token).toMatch(/^[A-Za-z0-9]{28}$/);
  });

  test('a secret in its raw form, as curl -u sends it', async () => {
    await serving.sandboxes.create({ id: 'raw', clientId: 'raw', clientSecret: 'a+b%c' });
    const response = await fetch(url('?grant_type=client_credentials'), {
      headers: { authorization: basic('raw', 'a+b%c') },
    });
    expect(response.status).toBe(200);
  });
});

describe('what is refused, in the words of RFC 6749', () => {
  const grant = 'grant_type=client_credentials';
  const refusals: readonly [string, string, RequestInit, number, string, string][] = [
    ['no credentials', `?${grant}`, {}, 401, 'invalid_client', '40'],
    ['wrong secret', `?${grant}`, { headers: { authorization: basic('cp', 'no') } }, 401, 'invalid_client', '41'],
    [
      'unknown client',
      `?${grant}`,
      { headers: { authorization: basic('nobody', 'secret') } },
      401,
      'invalid_client',
      '41',
    ],
    [
      'a bearer token where Basic belongs',
      `?${grant}`,
      { headers: { authorization: 'Bearer x' } },
      401,
      'invalid_client',
      '40',
    ],
    [
      'credentials in the form with a wrong secret',
      '',
      { method: 'POST', headers: form, body: `${grant}&client_id=cp&client_secret=no` },
      401,
      'invalid_client',
      '41',
    ],
    [
      'a client id in the form without a secret',
      '',
      { method: 'POST', headers: form, body: `${grant}&client_id=cp` },
      401,
      'invalid_client',
      '40',
    ],
    [
      'a client id in the form that is not the one of the header',
      '',
      { method: 'POST', headers: good, body: `${grant}&client_id=raw` },
      400,
      'invalid_request',
      '29',
    ],
    [
      'a secret in the URL',
      `?${grant}&client_id=cp&client_secret=secret`,
      { method: 'POST' },
      400,
      'invalid_request',
      '29',
    ],
    [
      'two ways at once',
      '',
      { method: 'POST', headers: good, body: `${grant}&client_id=cp&client_secret=secret` },
      400,
      'invalid_request',
      '29',
    ],
    ['no grant type', '', { headers: good }, 400, 'invalid_request', '29'],
    ['an empty grant type', '?grant_type=', { headers: good }, 400, 'invalid_request', '29'],
    ['a repeated parameter', `?${grant}&${grant}`, { headers: good }, 400, 'invalid_request', '29'],
    [
      'another grant in the form than in the query',
      `?${grant}`,
      { method: 'POST', headers: good, body: 'grant_type=password' },
      400,
      'invalid_request',
      '29',
    ],
    [
      'a grant twice in the form',
      '',
      { method: 'POST', headers: good, body: `${grant}&${grant}` },
      400,
      'invalid_request',
      '29',
    ],
    [
      'a scope in the form that differs from the one in the query',
      `?${grant}&scope=a`,
      { method: 'POST', headers: good, body: 'scope=b' },
      400,
      'invalid_request',
      '29',
    ],
    [
      'an equal scope in both: refused as a scope, not as a repetition',
      `?${grant}&scope=a`,
      { method: 'POST', headers: good, body: 'scope=a' },
      400,
      'invalid_scope',
      '29',
    ],
    ['another grant', '?grant_type=password', { headers: good }, 400, 'unsupported_grant_type', '29'],
    ['a scope', `?${grant}&scope=all`, { headers: good }, 400, 'invalid_scope', '29'],
    [
      'a JSON body',
      '',
      {
        method: 'POST',
        headers: { ...good, 'content-type': 'application/json' },
        body: '{"grant_type":"client_credentials"}',
      },
      400,
      'invalid_request',
      '29',
    ],
    [
      'a body that is too large',
      '',
      { method: 'POST', headers: good, body: `${grant}&x=${'y'.repeat(70_000)}` },
      413,
      'invalid_request',
      '29',
    ],
    ['another method', `?${grant}`, { method: 'DELETE', headers: good }, 405, 'invalid_request', '61'],
  ];

  test.each(refusals)('%s', async (_, query, init, status, error, code) => {
    const response = await fetch(url(query), init);
    expect(response.status).toBe(status);
    const body = await bodyOf<OauthSchemas['OAuthError']>(response);
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
    expect(body.error).toBe(error);
    expect(response.headers.get('apigw-exception-code')).toBe(code);
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
    if (status === 405) expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});

test('a secret in a URL is refused and stands nowhere in the journal', async () => {
  for (const name of ['client_secret', 'client%5Fsecret', '%63lient_secret']) {
    const response = await fetch(url(`?grant_type=client_credentials&client_id=cp&${name}=hush-hush`));
    expect(await bodyOf(response)).toMatchObject({ error: 'invalid_request' });
  }
  const journal = serving.sandboxes
    .getOrThrow('default')
    .journal.list()
    .items.map((entry) => JSON.stringify(entry));
  expect(journal.filter((entry) => entry.includes('hush-hush'))).toEqual([]);
  expect(journal.filter((entry) => entry.includes('(masked)')).length).toBeGreaterThan(2);
});

describe('tokens', () => {
  const call = (token: string) =>
    fetch(`${serving.baseUrl}/tmf-api/quoteManagement/v4/quote`, {
      headers: { authorization: `Bearer ${token}`, 'apigw-tracking-header': 't' },
    });
  const token = async () =>
    (await bodyOf<OauthSchemas['Token']>(fetch(url('?grant_type=client_credentials'), { headers: good }))).accessToken;

  test.each([
    ['missing', {}, 40, 'Bearer'],
    ['unknown', { authorization: 'Bearer abc' }, 41, 'Bearer error="invalid_token"'],
    ['not a bearer token', { authorization: 'Basic abc' }, 41, 'Bearer error="invalid_token"'],
  ])('a %s token is refused with its challenge', async (_, headers, code, challenge) => {
    const response = await fetch(`${serving.baseUrl}/tmf-api/quoteManagement/v4/quote`, {
      headers: headers as Record<string, string>,
    });
    expect(response.status).toBe(401);
    expect((await bodyOf<Refusal>(response)).code).toBe(code);
    expect(response.headers.get('www-authenticate')).toBe(challenge);
    expect(response.headers.get('apigw-exception-code')).toBe(String(code));
  });

  test('in the query string it is refused, and does not count', async () => {
    const made = await token();
    const response = await fetch(`${serving.baseUrl}/tmf-api/quoteManagement/v4/quote?access_token=${made}`);
    expect(response.status).toBe(401);
  });

  test('lives for its lifetime of wall time and not a moment longer', async () => {
    const made = await token();
    wallOffset += 3_590_000;
    expect((await call(made)).status).not.toBe(401);
    wallOffset += 20_000;
    const late = await call(made);
    expect(late.status).toBe(401);
    expect((await bodyOf<Refusal>(late)).code).toBe(42);
  });

  test('all tokens of one sandbox expire at once, those of another do not', async () => {
    const mine = await token();
    const other = serving.sandboxes.tokens.issue('hard').token;
    serving.sandboxes.tokens.expireAll('default');
    expect((await bodyOf<Refusal>(call(mine))).code).toBe(42);
    expect((await call(other)).status).not.toBe(401);
    expect((await call(await token())).status).not.toBe(401);
  });

  test('of a deleted sandbox are unknown', async () => {
    await serving.sandboxes.create({ id: 'gone', clientId: 'gone', clientSecret: 'x' });
    const made = serving.sandboxes.tokens.issue('gone').token;
    await serving.sandboxes.remove('gone');
    expect((await bodyOf<Refusal>(call(made))).code).toBe(41);
  });

  test('the oldest beyond a thousand is revoked', () => {
    const tokens = serving.sandboxes.tokens;
    const first = tokens.issue('raw').token;
    for (let n = 0; n < 1000; n += 1) tokens.issue('raw');
    expect(tokens.lookUp(first)).toBeUndefined();
  });
});

describe('the way from a refusal to its reason', () => {
  const requestToken = (method = 'GET', authorization = 'Basic eDp5') =>
    fetch(`${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`, { method, headers: { authorization } });
  const page = /^<\/ui\/requests\/(req_\d+)\?sandbox=default>; rel="help"$/;

  test.each([
    ['GET', 401],
    ['POST', 401],
    ['DELETE', 405],
  ])('%s refused with %i names its page', async (method, status) => {
    const answer = await requestToken(method);
    const [, id] = page.exec(answer.headers.get('link') ?? '') ?? [];
    expect([answer.status, answer.headers.get('x-etherbox-request-id')]).toEqual([status, id]);
    const entry = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default/requests/${id}`);
    expect(await entry.json()).toMatchObject({ id, method, status });
  });

  test('a strict sandbox shows nothing of it, also to those who cannot be identified', async () => {
    await serving.sandboxes.patchProfile('default', { mode: 'strict' });
    const nobody = await fetch(`${serving.baseUrl}/v1/productOrderingManagement/productOrder`);
    for (const answer of [await requestToken(), nobody]) {
      expect(answer.status).toBe(401);
      expect([...answer.headers.keys()].filter((name) => /^(link|x-etherbox.*)$/.test(name))).toEqual([]);
    }
    await serving.sandboxes.patchProfile('default', { mode: 'default' });
  });
});
