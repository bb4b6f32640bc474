// Made by npm run generate from specs/openapi/order-notification.yaml; do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        OrderEvent: {
            /**
             * Format: uuid
             * @description Id of the event. Every attempt sends the same id.
             */
            eventId: string;
            /** @description Instant in virtual time. A fault injection can change its format. */
            eventTime: string;
            /**
             * @description A rejection after acceptance is a ProductOrderCreateEvent whose state is rejected.
             * @enum {string}
             */
            eventType: "ProductOrderCreateEvent" | "ProductOrderStateChangeEvent";
            event: {
                productOrder: components["schemas"]["NotifiedOrder"];
            };
        };
        NotifiedOrder: {
            id: string;
            externalId?: string;
            /** @enum {string} */
            state: "acknowledged" | "rejected" | "pending" | "held" | "inProgress" | "cancelled" | "completed" | "failed" | "partial" | "assessingCancellation" | "pendingCancellation";
            orderDate?: string;
            completionDate?: string;
            errorMessage: components["schemas"]["NotifiedError"][];
            productOrderItem?: components["schemas"]["NotifiedItem"][];
            orderItem?: components["schemas"]["NotifiedItem"][];
            relatedParty?: Record<string, never>[];
            /** @constant */
            "@type": "BTProductOrder";
        };
        NotifiedItem: {
            /** @description The customer's item id. */
            id: string;
            internalId: string;
            action: string;
            state: components["schemas"]["NotifiedItemState"];
            /** @description Milestone reached. */
            subStatus: string;
            milestone?: string;
            customerRequiredDate?: string;
            contractualDeliveryDate?: string;
            customerPromisedDate?: string;
            /** @description Current appointment. An appointment that the supplier booked itself has no id. */
            appointment?: {
                id?: string;
                appointmentStart: string;
                "@type"?: string;
            };
            product: {
                /** @description Asset id if one exists, else the product name. */
                id: string;
                productOffering?: {
                    id?: string;
                };
                /** @description Service id. A new service has one once the order is accepted; an existing service always has one. */
                customerFacingServiceId?: {
                    value: string;
                };
                diversePairId?: string;
                "@type"?: string;
            };
            errorMessage?: components["schemas"]["NotifiedError"][];
            productOrderItem?: components["schemas"]["NotifiedChild"][];
            orderItem?: components["schemas"]["NotifiedChild"][];
            /** @constant */
            "@type": "BTProductOrderItem";
        };
        /** @description Nested item, such as a maintenance category. Its state follows its parent. */
        NotifiedChild: {
            id: string;
            internalId?: string;
            action: string;
            state: components["schemas"]["NotifiedItemState"];
            subStatus: string;
            product: {
                id: string;
                "@type"?: string;
            };
            /** @constant */
            "@type": "BTProductOrderItem";
        };
        /** @enum {string} */
        NotifiedItemState: "acknowledged" | "rejected" | "pending" | "held" | "inProgress" | "cancelled" | "completed" | "failed" | "assessingCancellation" | "pendingCancellation";
        NotifiedError: {
            code: string;
            reason: string;
            message: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
