// Made by npm run generate from specs/openapi/order-notification.yaml; do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        OrderEvent: {
            /**
             * Format: uuid
             * @description The same on every attempt.
             */
            eventId: string;
            /** @description Virtual time; its written form is a setting. */
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
            /** @description The customer's own. */
            id: string;
            internalId: string;
            action: string;
            state: components["schemas"]["NotifiedItemState"];
            /** @description The milestone that was reached. */
            subStatus: string;
            milestone?: string;
            customerRequiredDate?: string;
            contractualDeliveryDate?: string;
            customerPromisedDate?: string;
            /** @description The visit as it is booked now. One that the supplier booked by itself has no id. */
            appointment?: {
                id?: string;
                appointmentStart: string;
                "@type"?: string;
            };
            product: {
                /** @description The asset id once there is one, else the product name. */
                id: string;
                productOffering?: {
                    id?: string;
                };
                /** @description Of a new service from when the order is taken on, of one that is changed from the beginning. */
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
        /** @description A nested item, such as a maintenance category; it stands where its parent stands. */
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
