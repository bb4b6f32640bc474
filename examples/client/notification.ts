/** What this client keeps of an order notification. */
export interface OrderNews {
  readonly eventId: string;
  readonly orderId: string;
  readonly state: string;
  /** The newest milestone of the first item: `KCI2`. */
  readonly milestone?: string;
  /** When the service is promised, where that is known. */
  readonly promisedFor?: string;
  readonly reasons: readonly string[];
}

interface Notification {
  readonly eventId?: string;
  readonly event?: { readonly productOrder?: NotifiedOrder };
}

interface NotifiedOrder {
  readonly id: string;
  readonly state: string;
  readonly errorMessage?: readonly { readonly message: string }[];
  readonly productOrderItem?: readonly NotifiedItem[];
  /** The older shape of orders. */
  readonly orderItem?: readonly NotifiedItem[];
}

interface NotifiedItem {
  readonly milestone?: string;
  readonly customerPromisedDate?: string;
}

/** Undefined: it is no order notification. */
export function readNotification(body: unknown): OrderNews | undefined {
  const { eventId, event } = (body ?? {}) as Notification;
  const order = event?.productOrder;
  if (eventId === undefined || !order) return undefined;
  const [{ milestone, customerPromisedDate } = {}] = order.productOrderItem ?? order.orderItem ?? [];
  return {
    eventId,
    orderId: order.id,
    state: order.state,
    ...(milestone === undefined ? {} : { milestone }),
    ...(customerPromisedDate === undefined ? {} : { promisedFor: customerPromisedDate }),
    reasons: (order.errorMessage ?? []).map(({ message }) => message),
  };
}
