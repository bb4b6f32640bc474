import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Matchers, Pact } from '@pact-foundation/pact';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { btClient, tracked } from './client.ts';
import { findAddress, freeSlots, must, orderRequest, qualify, requestQuote } from './first-order.ts';
import { readNotification } from './notification.ts';
import { Tokens } from './token.ts';

/**
 * What this client needs of BT, as a contract. Provider states are scenarios of etherbox; `steps` runs only the first of
 * their steps. The contract is written to a folder of its own and compared with the committed one; to take over a change:
 * UPDATE_PACTS=1 npx vitest run examples/client
 */
const { like, eachLike, regex, fromProviderState, constrainedArrayLike, integer, string } = Matchers;
const dir = mkdtempSync(join(tmpdir(), 'example-client-'));
const name = 'example-client-bt-wholesale-ethernet.json';
const committed = new URL(`../../fixtures/pacts/${name}`, import.meta.url);

let pact: Pact;
beforeAll(() => {
  process.env.PACT_DO_NOT_TRACK = 'true';
  pact = new Pact({ consumer: 'example-client', provider: 'bt-wholesale-ethernet', dir, logLevel: 'error' });
});
afterAll(() => rmSync(dir, { recursive: true }));

const withToken = (baseUrl: string) =>
  btClient(
    { baseUrl, tokenUrl: '', clientId: '', clientSecret: '' },
    { get: async () => 'a-token', forget: () => undefined },
  );
const headers = {
  'APIGW-Tracking-Header': regex('^[\\w.~:@-]{1,255}$', 'example-1'),
  Authorization: regex('^Bearer .+$', 'Bearer a-token'),
};
const sending = { ...headers, 'Content-Type': 'application/json' };
const instant = (example: string) =>
  regex('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:?\\d{2})$', example);
const orders = '/v1/productOrderingManagement/productOrder';
const quotes = '/tmf-api/quoteManagement/v4/quote';
/** As a plain value: what the builder takes. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test('a token for the client’s credentials', async () => {
  await pact
    .addInteraction()
    .uponReceiving('client credentials')
    .withRequest('POST', '/oauth/accesstoken', (builder) => {
      builder
        .query({ grant_type: 'client_credentials' })
        .headers({ Authorization: regex('^Basic .+$', 'Basic Y2xpZW50OnNlY3JldA==') });
    })
    .willRespondWith(200, (builder) => {
      builder.jsonBody({ accessToken: string('a-token'), tokenType: 'Bearer', expiresIn: integer(3600) });
    })
    .executeTest(async ({ url }) => {
      const tokens = new Tokens({ tokenUrl: `${url}/oauth/accesstoken`, clientId: 'client', clientSecret: 'secret' });
      expect(await tokens.get()).toBe('a-token');
    });
});

test('addresses of a postcode', async () => {
  await pact
    .addInteraction()
    .uponReceiving('a search for the addresses of a postcode')
    .withRequest('GET', '/common/geographicAddressManagement/v1/geographicAddress', (builder) => {
      builder.headers(headers).query({ postcode: 'AB15 7XY' });
    })
    .willRespondWith(200, (builder) => {
      builder.jsonBody(
        eachLike({
          id: like('A54291275706'),
          postcode: 'AB15 7XY',
          qualifier: regex('^(Gold|Silver|Non-Gold)$', 'Gold'),
        }),
      );
    })
    .executeTest(async ({ url }) => {
      const [first] = await findAddress(withToken(url), 'AB15 7XY');
      expect(first).toMatchObject({ id: 'A54291275706', qualifier: 'Gold' });
    });
});

test('what can be had at a place', async () => {
  await pact
    .addInteraction()
    .uponReceiving('a question whether Etherway can be had')
    .withRequest(
      'POST',
      '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification',
      (builder) => {
        builder.headers(sending).jsonBody({
          productOfferingQualificationItem: [
            { id: '1', product: { productOffering: { id: 'Etherway' }, place: [{ postcode: 'AB15 7XY' }] } },
          ],
        });
      },
    )
    .willRespondWith(201, (builder) => {
      builder.jsonBody({
        id: like('9321215598'),
        state: 'done',
        productOfferingQualificationItem: [{ id: '1', qualificationItemResult: 'qualified' }],
      });
    })
    .executeTest(async ({ url }) => {
      const { productOfferingQualificationItem: [item] = [] } = await qualify(withToken(url), 'AB15 7XY');
      expect(item?.qualificationItemResult).toBe('qualified');
    });
});

describe('quotes', () => {
  const priced = {
    id: like('Q26997815'),
    state: 'approved',
    validFor: { endDateTime: instant('2026-02-05T09:00:00Z') },
    quoteItem: eachLike({
      product: { product: eachLike({ productPrice: eachLike({ name: like('1 Year rental') }) }) },
    }),
  };

  test('asking for one', async () => {
    let sent: unknown;
    // The body is what the client sends: caught here, so that the contract cannot drift from it.
    const catching = btClient({ baseUrl: 'http://127.0.0.1:9', tokenUrl: '', clientId: '', clientSecret: '' });
    catching.quotes.use({
      async onRequest({ request }) {
        sent = await request.clone().json();
        return Response.json({});
      },
    });
    await requestQuote(catching, 'AB15 7XY');
    await pact
      .addInteraction()
      .uponReceiving('a request for a quote')
      .withRequest('POST', quotes, (builder) => void builder.headers(sending).jsonBody(plain(sent)))
      .willRespondWith(201, (builder) => void builder.jsonBody(priced))
      .executeTest(async ({ url }) => {
        expect((await requestQuote(withToken(url), 'AB15 7XY')).state).toBe('approved');
      });
  });

  test('reading it again', async () => {
    await pact
      .addInteraction()
      .given('quote-for-an-elan', { steps: 1 })
      .uponReceiving('a quote by its id')
      .withRequest('GET', fromProviderState(`${quotes}/\${quoteId}`, `${quotes}/Q26997815`), (builder) => {
        builder.headers(headers);
      })
      .willRespondWith(200, (builder) => void builder.jsonBody(priced))
      .executeTest(async ({ url }) => {
        const params = { header: tracked(), path: { id: 'Q26997815' } };
        const quote = await must(withToken(url).quotes.GET('/tmf-api/quoteManagement/v4/quote/{id}', { params }));
        expect(quote.id).toBe('Q26997815');
      });
  });
});

test('free slots', async () => {
  await pact
    .addInteraction()
    .uponReceiving('a search for free slots')
    .withRequest('POST', '/common/appointmentManagement/v4/searchTimeSlot', (builder) => {
      builder.headers({ ...sending, productFamily: 'ethernet' }).jsonBody({
        relatedEntity: [
          {
            role: 'OrderInformation',
            product: {
              productSpecification: { id: 'Etherway Superfast GEA' },
              place: [{ id: 'R0123457890', role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }],
            },
          },
        ],
        requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-08T09:00:00Z' } }],
      });
    })
    .willRespondWith(201, (builder) => {
      const slot = {
        validFor: { startDateTime: instant('2026-01-08T09:00:00Z'), endDateTime: instant('2026-01-08T11:00:00Z') },
      };
      builder.jsonBody({ status: 'done', availableTimeSlot: constrainedArrayLike(slot, 1, 100) });
    })
    .executeTest(async ({ url }) => {
      expect((await freeSlots(withToken(url))).availableTimeSlot).toHaveLength(1);
    });
});

describe('orders', () => {
  const placed = { id: like('38338060'), state: 'acknowledged', orderDate: instant('2026-01-05T09:00:00.000Z') };

  test('placing one', async () => {
    const body = { ...orderRequest, externalId: 'EX-1' };
    await pact
      .addInteraction()
      .uponReceiving('an order for Etherway Fibre')
      .withRequest('POST', orders, (builder) => void builder.headers(sending).jsonBody(plain(body)))
      .willRespondWith(201, (builder) => void builder.jsonBody({ ...placed, externalId: 'EX-1' }))
      .executeTest(async ({ url }) => {
        const params = { header: tracked() };
        expect((await must(withToken(url).orders.POST(orders, { params, body }))).id).toBe('38338060');
      });
  });

  const reading = (description: string, steps: number, answer: unknown, status = 200) =>
    pact
      .addInteraction()
      .given('callbacks-as-they-should-be', { steps })
      .uponReceiving(description)
      .withRequest('GET', fromProviderState(`${orders}/\${orderId}`, `${orders}/38338060`), (builder) => {
        builder.headers(headers);
      })
      .willRespondWith(status, (builder) => void builder.jsonBody(answer));
  const read = (url: string) =>
    withToken(url).orders.GET(`${orders}/{id}`, { params: { header: tracked(), path: { id: '38338060' } } });

  test('reading one that was just placed', async () => {
    await reading('an order by its id', 1, {
      ...placed,
      productOrderItem: eachLike({ state: 'acknowledged' }),
    }).executeTest(async ({ url }) => {
      expect((await must(read(url))).state).toBe('acknowledged');
    });
  });

  test('reading one that is complete', async () => {
    await reading('a complete order by its id', 2, {
      ...placed,
      state: 'completed',
      completionDate: instant('2026-02-19T10:00:00.000Z'),
    }).executeTest(async ({ url }) => {
      expect((await must(read(url))).state).toBe('completed');
    });
  });

  test('an order that is not there', async () => {
    await pact
      .addInteraction()
      .uponReceiving('an order that nobody placed')
      .withRequest('GET', `${orders}/38338060`, (builder) => void builder.headers(headers))
      .willRespondWith(
        404,
        (builder) => void builder.jsonBody({ code: like('60'), reason: like('Resource not found') }),
      )
      .executeTest(async ({ url }) => {
        expect((await read(url)).response.status).toBe(404);
      });
  });

  test('an outage that passes', async () => {
    await pact
      .addInteraction()
      .given('order-api-is-down', { steps: 2 })
      .uponReceiving('an order while the tracker is away')
      .withRequest('GET', fromProviderState(`${orders}/\${orderId}`, `${orders}/38338060`), (builder) => {
        builder.headers(headers);
      })
      .willRespondWith(503)
      .executeTest(async ({ url }) => {
        expect((await read(url)).response.status).toBe(503);
      });
  });
});

test('what is installed', async () => {
  await pact
    .addInteraction()
    .given('demo')
    .uponReceiving('the list of installed services')
    .withRequest('GET', '/tmf-api/productInventory/v4/product', (builder) => void builder.headers(headers))
    .willRespondWith(200, (builder) => void builder.jsonBody([{ id: like('1'), status: 'active' }]))
    .executeTest(async ({ url }) => {
      const params = { header: tracked() };
      const services = await must(withToken(url).inventory.GET('/tmf-api/productInventory/v4/product', { params }));
      expect(services).toMatchObject([{ status: 'active' }]);
    });
});

test('a token that nobody issued', async () => {
  await pact
    .addInteraction()
    .uponReceiving('a call with a token that nobody issued')
    .withRequest('GET', orders, (builder) => {
      builder.headers({ ...headers, Authorization: 'Bearer nobody-issued-this' });
    })
    .willRespondWith(401)
    .executeTest(async ({ url }) => {
      const tokens = { get: async () => 'nobody-issued-this', forget: () => undefined };
      const bt = btClient({ baseUrl: url, tokenUrl: '', clientId: '', clientSecret: '' }, tokens);
      const { response } = await bt.orders.GET(orders, { params: { header: tracked() } });
      expect(response.status).toBe(401);
    });
});

describe('callbacks', () => {
  const event = (eventType: string, order: object) => ({
    eventId: regex('^[0-9a-f-]{36}$', '0b6e1c54-7d0e-5c3a-9a6b-0f1c2d3e4f50'),
    eventTime: instant('2026-01-05T09:00:00.000Z'),
    eventType,
    event: { productOrder: { id: like('38338060'), ...order } },
  });
  const hearing = (description: string, state: string, params: { steps?: number }, content: object) =>
    pact
      .addAsynchronousInteraction()
      .given(state, params)
      .expectsToReceive(description, (builder) => {
        builder.withJSONContent(content).withMetadata({ contentType: 'application/json' });
      });
  const newsOf = (message: { contents: { content: unknown } }) => readNotification(message.contents.content);

  test('an order is acknowledged', async () => {
    const content = event('ProductOrderCreateEvent', { state: 'acknowledged' });
    await hearing('an order is acknowledged', 'callbacks-as-they-should-be', { steps: 1 }, content).executeTest(
      async (message) => {
        expect(newsOf(message)).toMatchObject({ orderId: '38338060', state: 'acknowledged' });
      },
    );
  });

  test('there is a committed date', async () => {
    const item = { milestone: 'KCI2', customerPromisedDate: instant('2026-02-19T10:00:00.000Z') };
    const content = event('ProductOrderStateChangeEvent', { state: 'inProgress', productOrderItem: [item] });
    await hearing('the order is committed', 'demo', {}, content).executeTest(async (message) => {
      expect(newsOf(message)).toMatchObject({ milestone: 'KCI2', promisedFor: '2026-02-19T10:00:00.000Z' });
    });
  });

  test('the order is complete', async () => {
    const content = event('ProductOrderStateChangeEvent', { state: 'completed' });
    await hearing('the order is complete', 'callbacks-as-they-should-be', { steps: 2 }, content).executeTest(
      async (message) => {
        expect(newsOf(message)?.state).toBe('completed');
      },
    );
  });

  test('an order is rejected after all', async () => {
    const errorMessage = eachLike({ code: like('33'), message: like('The billing account is not known') });
    const content = event('ProductOrderCreateEvent', { state: 'rejected', errorMessage });
    await hearing('an order is rejected', 'billing-account-unknown', {}, content).executeTest(async (message) => {
      expect(newsOf(message)).toMatchObject({ state: 'rejected', reasons: ['The billing account is not known'] });
    });
  });
});

test('the contract is the one that is committed', () => {
  const written = outline(readFileSync(join(dir, name), 'utf8'));
  if (process.env.UPDATE_PACTS) writeFileSync(committed, `${JSON.stringify(written, null, 2)}\n`);
  expect(outline(readFileSync(committed, 'utf8'))).toEqual(written);
});

/** Without the versions of the tools that wrote it. */
function outline(text: string): unknown {
  const document = JSON.parse(text) as { metadata: { pactSpecification: unknown } };
  return { ...document, metadata: { pactSpecification: document.metadata.pactSpecification } };
}
