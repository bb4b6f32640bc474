import { isJsonObject, type Json, type JsonObject, textAt } from '#domain/core/json';
import type { OrderShape } from '#domain/product-order/order-documents';
import { type OrderRequest, parseOrder } from './parse-order.ts';

/** The body of a cancellation: an order's reference, a reason, and the items to cancel in either of the two shapes. */
export interface CancellationRequest {
  /** Empty where the body names no order. */
  readonly orderId: string;
  readonly reason: string | undefined;
  /** The items to cancel, in the members of an order body; none: the whole order. */
  readonly order: OrderRequest;
  /** Lists of items inside the reference, as sent, where they have no meaning. */
  readonly misplacedItems: readonly { readonly list: OrderShape; readonly got: Json }[];
}

export function parseCancellation(body: JsonObject): CancellationRequest {
  const reference = body.productOrder;
  return {
    orderId: textAt(reference, 'id') ?? '',
    reason: textAt(body, 'cancellationReason'),
    order: parseOrder(body),
    misplacedItems: itemLists.flatMap((list) => {
      const got = isJsonObject(reference) ? reference[list] : undefined;
      return got === undefined ? [] : [{ list, got }];
    }),
  };
}

const itemLists: readonly OrderShape[] = ['productOrderItem', 'orderItem'];
