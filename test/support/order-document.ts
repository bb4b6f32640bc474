/** A small document with everything that the contract has a rule for. */
export const orderDocument = {
  openapi: '3.1.0',
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  info: { title: 'A small order', version: '1.0.0' },
  'x-error-family': 'tmf',
  paths: {
    '/v1/ordering/order': {
      'x-aliases': ['/tmf-api/ordering/v4/order'],
      post: {
        operationId: 'createOrder',
        'x-max-body-bytes': 2048,
        parameters: [
          { name: 'productFamily', in: 'header', required: true, schema: { type: 'string', enum: ['ethernet'] } },
          { $ref: '#/components/parameters/Tracking' },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
        },
        responses: {
          '201': {
            description: 'Made',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '400': { $ref: '#/components/responses/Refused' },
        },
      },
      get: {
        operationId: 'listOrder',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 0 } },
          { name: 'open', in: 'query', schema: { type: 'boolean' } },
          { name: 'state', in: 'query', schema: { type: 'array', items: { type: 'string', enum: ['held', 'done'] } } },
          { name: 'since', in: 'query', required: true, schema: { type: 'string', format: 'date' } },
        ],
        responses: {
          '200': {
            description: 'All of them',
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Order' } } },
            },
          },
        },
      },
    },
    '/v1/ordering/order/{id}': {
      get: {
        operationId: 'retrieveOrder',
        'x-bound-to': 'examples',
        responses: {
          '200': {
            description: 'The order',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
        },
      },
      delete: { operationId: 'deleteOrder', responses: { '204': { description: 'Gone' } } },
    },
    '/v1/ordering/order/{id}/item/{itemId}': {
      get: { operationId: 'retrieveOrderItem', responses: { '200': { description: 'An item' } } },
    },
  },
  components: {
    parameters: {
      Tracking: { name: 'APIGW-Tracking-Header', in: 'header', required: true, schema: { type: 'string' } },
    },
    responses: {
      Refused: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
    schemas: {
      Refusal: {
        type: 'object',
        'x-from': 'common',
        required: ['code'],
        additionalProperties: false,
        properties: { code: { type: 'string' } },
      },
      Order: {
        type: 'object',
        required: ['id', 'externalId', 'item', 'secret'],
        properties: {
          id: { type: 'string', readOnly: true },
          externalId: { type: 'string', minLength: 1, maxLength: 20 },
          secret: { type: 'string', writeOnly: true },
          state: { type: 'string', enum: ['acknowledged', 'inProgress'], readOnly: true, 'x-request-member': true },
          wanted: { type: 'string', format: 'date-time' },
          item: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/Item' } },
          payment: { anyOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Account' }] },
          contact: { $ref: '#/components/schemas/Contact' },
        },
      },
      Contact: {
        type: 'object',
        properties: { mail: { type: 'string' }, phone: { type: 'string' } },
        anyOf: [{ required: ['mail'] }, { required: ['phone'] }],
      },
      Card: {
        type: 'object',
        required: ['card'],
        properties: { card: { type: 'string', pattern: '^\\d{4}$', examples: ['4711'] } },
      },
      Account: { type: 'object', required: ['account'], properties: { account: { type: 'string' } } },
      Item: {
        type: 'object',
        required: ['product'],
        properties: {
          action: { type: 'string', enum: ['add', 'modify', 'delete'] },
          product: { $ref: '#/components/schemas/Product' },
          part: { $ref: '#/components/schemas/Part' },
          item: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        },
      },
      Product: {
        oneOf: [{ $ref: '#/components/schemas/Fibre' }, { $ref: '#/components/schemas/Copper' }],
        discriminator: {
          propertyName: '@type',
          mapping: { Fibre: '#/components/schemas/Fibre', Copper: '#/components/schemas/Copper' },
        },
      },
      Fibre: {
        type: 'object',
        required: ['@type', 'bandwidth'],
        properties: {
          '@type': { type: 'string', const: 'Fibre' },
          bandwidth: { type: 'string', enum: ['10 Mbit/s', '100 Mbit/s', '1 Gbit/s'] },
        },
      },
      Copper: {
        type: 'object',
        required: ['@type'],
        properties: { '@type': { type: 'string', const: 'Copper' }, pairs: { type: 'integer', maximum: 8 } },
      },
      Part: {
        oneOf: [{ $ref: '#/components/schemas/Plug' }],
        discriminator: { propertyName: '@type', mapping: { Plug: '#/components/schemas/Plug' } },
        'x-unlisted-types': 'base',
        'x-base-schema': '#/components/schemas/PartBase',
      },
      PartBase: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
      Plug: {
        allOf: [{ $ref: '#/components/schemas/PartBase' }],
        type: 'object',
        properties: { '@type': { type: 'string' }, pins: { type: 'integer' } },
      },
    },
  },
};
