import { describe, expect, test } from 'vitest';
import type { Journey, Trouble } from '../src/mock/domain/product-order/journey.ts';
import { OrderDesk, sample } from './support/order-desk.ts';

/**
 * Every trouble of every journey, and of those that ask for something every answer and silence: where the order ends, and how
 * long it takes. The expected end follows from the data in one line; the days are printed and compared as a page.
 */
const { journeys: book } = new OrderDesk().ground;

const samples: { readonly [journey: string]: string } = {
  'eth-network': 'eth-network-provide',
  'etherflow-connected': 'etherflow-connected-provide',
  'etherflow-internet': 'etherflow-internet-provide',
  'etherway-fibre': 'etherway-fibre-provide',
  'etherway-superfast-gea': 'etherway-superfast-gea-fttp-provide',
};

interface Row {
  readonly journey: Journey;
  readonly trouble: Trouble;
  /** undefined: nobody answers. */
  readonly answer: string | undefined;
  readonly end: string;
}

function rowsOf(journey: Journey, trouble: Trouble): Row[] {
  const row = (answer: string | undefined, end: string): Row => ({ journey, trouble, answer, end });
  if (trouble.rejects) return [row(undefined, 'rejected')];
  const raises = trouble.steps?.find((step) => step.raises)?.raises;
  const own = trouble.steps?.map(({ state }) => state).find((state) => state === 'failed' || state === 'cancelled');
  if (own) return [row(undefined, own)];
  if (!raises) return [row(undefined, 'completed')];
  const { answers, silence } = book.openAction(raises);
  const limited = raises === 'endSuspension';
  const endOf = (outcome: string) => (outcome === 'cancel' ? 'cancelled' : 'completed');
  return [
    ...answers.map((one) => row(one.answer, endOf(one.outcome))),
    row(undefined, limited ? 'cancelled' : endOf(silence.outcome)),
  ];
}

const rows = book.journeys.flatMap((journey) =>
  journey.troubles.filter(({ actions }) => actions.includes('provide')).flatMap((trouble) => rowsOf(journey, trouble)),
);

/** A sandbox in which what the sample relies on is installed. */
function prepared(journey: Journey, trouble: Trouble): { readonly desk: OrderDesk; readonly body: unknown } {
  const desk = new OrderDesk();
  const name = trouble.onlyWhen?.includes('remote')
    ? 'etherway-superfast-gea-sogea-provide'
    : (samples[journey.journey] ?? '');
  const body = sample(name);
  if (journey.role !== 'flow') return { desk, body };
  const relations = (body.productOrderItem ?? body.orderItem)[0].productOrderItemRelationship;
  for (const relation of relations) {
    const { id } = desk.place(sample('etherway-fibre-provide'));
    desk.runOut();
    relation.id = desk.items(id)[0].product.customerFacingServiceId.value;
  }
  return { desk, body };
}

const printed: string[] = [];

describe.each(book.journeys.map((journey) => [journey.journey, journey] as const))('%s', (_name, journey) => {
  test.each(
    rows
      .filter((row) => row.journey === journey)
      .map((row) => [row.trouble.id, row.answer ?? 'silence', row.end, row] as const),
  )('%s, %s: %s', (_trouble, _answer, end, { trouble, answer }) => {
    const { desk, body } = prepared(journey, trouble);
    const start = desk.now;
    const { id } = desk.place(body);
    expect(desk.trouble({ orderId: id }, trouble.id)).not.toHaveProperty('refused');
    const asks = trouble.steps?.some((step) => step.raises);
    if (asks) {
      while (desk.open(id).length === 0) desk.advanceDays(1);
      expect(desk.state(id)).toBe('held');
      if (answer !== undefined)
        expect(desk.answer(desk.open(id)[0]?.id ?? '', answer)).toMatchObject({ state: 'answered' });
    }
    desk.runOut();
    expect(desk.state(id), desk.lines(id).join('\n')).toBe(end);
    if (end === 'completed') expect(desk.read(id).errorMessage).toBeUndefined();
    const ended = Date.parse(desk.told(id).at(-1)?.eventTime);
    printed.push(
      `| ${journey.journey} | \`${trouble.id}\` | ${asks ? (answer ?? '*silence*') : ''} | ${end} | ${Math.round((ended - start) / 86_400_000)} |`,
    );
  });
});

test('docs/journeys/troubles.md is what happens', async () => {
  const head = [
    '# Every trouble, every answer, and silence',
    '',
    'Printed by `test/order-troubles.test.ts`: an order of each product meets each trouble of its journey. Where an action is asked for, it is answered the day after it was raised, or never. Days are calendar days from the order to its end.',
    '',
    '| journey | trouble | answer | the order ends | after days |',
    '|---|---|---|---|---|',
  ];
  await expect(`${[...head, ...printed].join('\n')}\n`).toMatchFileSnapshot('../docs/journeys/troubles.md');
});
