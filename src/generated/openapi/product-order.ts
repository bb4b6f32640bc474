// Made by npm run generate from specs/openapi/product-order.yaml; do not edit.

export interface paths {
    "/v1/productOrderingManagement/productOrder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List product orders */
        get: operations["listProductOrder"];
        put?: never;
        /** Place a product order to provide, modify or cease services */
        post: operations["createProductOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/productOrderingManagement/productOrder/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Retrieve a product order */
        get: operations["retrieveProductOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend a product order
         * @description JSON merge patch with a reason. Items match by their id; other items do not change. The product decides which members may change, and until which step.
         */
        patch: operations["patchProductOrder"];
        trace?: never;
    };
    "/v1/productOrderingManagement/cancelProductOrder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List cancellations */
        get: operations["listCancelProductOrder"];
        put?: never;
        /**
         * Request the cancellation of an order or of some items
         * @description Cancels the whole order, or only the items in `productOrderItem`, next to `productOrder`: `"productOrderItem":
         *     [{"id": "FLOW"}]`.
         *     An item is cancelled before the items that it relies on.
         */
        post: operations["createCancelProductOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/productOrderingManagement/cancelProductOrder/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Retrieve a cancellation */
        get: operations["retrieveCancelProductOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/productOrderingManagement/charge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List excess charges */
        get: operations["listCharge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/productOrderingManagement/charge/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Retrieve a charge */
        get: operations["retrieveCharge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Accept or decline a charge with all its items */
        patch: operations["patchCharge"];
        trace?: never;
    };
    "/v1/productOrderingManagement/hub": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register a listener (a sandbox extra; BT agrees one URL at onboarding) */
        post: operations["createHub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/productOrderingManagement/hub/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unregister a listener */
        delete: operations["deleteHub"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Hub_Create: {
            callback: string;
            /** @description Event filter: name=value. Commas separate alternative values; & separates conditions that must all match, such as eventType=ProductOrderStateChangeEvent&event.productOrder.state=completed,cancelled. Default: every event. */
            query?: string;
            readonly id?: string;
        };
        Hub: {
            id: string;
            callback: string;
            query?: string;
        };
        ProductOrder_Amend: {
            /** @description Reason for the amendment, from a short list. The error for any other value contains the list. */
            amendmentReason?: string;
            externalId?: string;
            description?: string;
            relatedParty?: components["schemas"]["OrderParty"][];
            note?: components["schemas"]["Note"][];
            productOrderItem?: components["schemas"]["OrderItem_Amend"][];
            orderItem?: components["schemas"]["OrderItem_Amend"][];
            readonly id?: string;
            readonly href?: string;
            readonly state?: string;
            readonly orderDate?: string;
            readonly completionDate?: string;
            readonly expectedCompletionDate?: string;
            readonly cancellationDate?: string;
            readonly "@type"?: string;
            readonly "@baseType"?: string;
            readonly "@schemaLocation"?: string;
        };
        OrderItem_Amend: {
            id: string;
            requiredByDate?: string;
            requestedCompletionDate?: string;
            appointment?: components["schemas"]["AppointmentRef"];
            relatedParty?: components["schemas"]["OrderParty"][];
            product?: components["schemas"]["OrderedProduct"];
            additionalNotes?: Record<string, never>[];
            readonly state?: string;
            readonly subStatus?: string;
            readonly internalId?: string;
        };
        CancelProductOrder_Create: {
            productOrder: {
                id: string;
                href?: string;
                "@type"?: string;
                "@referredType"?: string;
            };
            /** @description Reason for the cancellation. Mandatory. */
            cancellationReason?: string;
            /** @description Type of reason: technical or commercial. */
            cancellationReasonType?: string;
            requestedCancellationDate?: string;
            /** @description Items to cancel (default: the whole order). */
            productOrderItem?: components["schemas"]["ItemRef"][];
            orderItem?: components["schemas"]["ItemRef"][];
            "@type"?: string;
            "@baseType"?: string;
            readonly id?: string;
            readonly href?: string;
            readonly state?: string;
            readonly effectiveCancellationDate?: string;
        };
        ItemRef: {
            id: string;
        };
        CancelProductOrder: {
            id: string;
            href: string;
            productOrder: Record<string, never>;
            productOrderItem?: Record<string, never>[];
            cancellationReason?: string;
            /** @enum {string} */
            state: "acknowledged" | "inProgress" | "done" | "terminatedWithError";
            /** Format: date-time */
            creationDate?: string;
            /** Format: date-time */
            effectiveCancellationDate?: string;
            errorMessage?: components["schemas"]["OrderError"][];
            stateChange?: Record<string, never>[];
            "@type"?: string;
        };
        CancelProductOrder_Selected: {
            id?: string;
            href?: string;
            productOrder?: Record<string, never>;
            productOrderItem?: Record<string, never>[];
            cancellationReason?: string;
            /** @enum {string} */
            state?: "acknowledged" | "inProgress" | "done" | "terminatedWithError";
            /** Format: date-time */
            creationDate?: string;
            /** Format: date-time */
            effectiveCancellationDate?: string;
            errorMessage?: components["schemas"]["OrderError"][];
            stateChange?: Record<string, never>[];
            "@type"?: string;
        };
        Charge_Answer: {
            chargeItem: {
                id: string;
                /** @enum {string} */
                acceptanceIndicator: "accepted" | "rejected";
            }[];
        };
        Charge: {
            id: string;
            href: string;
            /** Format: date-time */
            creationDate?: string;
            /** Format: date-time */
            responseDueDate?: string;
            /** @enum {string} */
            state: "awaitingResponse" | "completed" | "timeout" | "withdrawnBySeller";
            productOrderItem?: Record<string, never>;
            cancelProductOrder?: Record<string, never>;
            openAction?: Record<string, never>;
            chargeItem: components["schemas"]["ChargeItem"][];
            "@type"?: string;
        };
        Charge_Selected: {
            id?: string;
            href?: string;
            /** Format: date-time */
            creationDate?: string;
            /** Format: date-time */
            responseDueDate?: string;
            /** @enum {string} */
            state?: "awaitingResponse" | "completed" | "timeout" | "withdrawnBySeller";
            productOrderItem?: Record<string, never>;
            cancelProductOrder?: Record<string, never>;
            openAction?: Record<string, never>;
            chargeItem?: components["schemas"]["ChargeItem"][];
            "@type"?: string;
        };
        ChargeItem: {
            id?: string;
            activityType?: string;
            priceType?: string;
            priceCategory?: string;
            description?: string;
            blocking?: boolean;
            price?: {
                dutyFreeAmount?: components["schemas"]["Money"];
            };
            /** @enum {string} */
            acceptanceIndicator?: "accepted" | "rejected";
            /** @enum {string} */
            state?: "awaitingResponse" | "acceptedByBuyer" | "declinedByBuyer" | "withdrawnBySeller";
        };
        /** @description One of productOrderItem and orderItem is required. */
        ProductOrder_Create: {
            /** @description The customer's purchase order number. */
            externalId?: string;
            submittedDate?: string;
            description?: string;
            category?: string;
            priority?: string;
            requestedStartDate?: string;
            requestedCompletionDate?: string;
            billingAccount?: Record<string, never> | unknown[];
            relatedParty?: components["schemas"]["OrderParty"][];
            quote?: components["schemas"]["Reference"][];
            note?: components["schemas"]["Note"][];
            productOrderItem?: components["schemas"]["OrderItem_Create"][];
            orderItem?: components["schemas"]["OrderItem_Create"][];
            "@type"?: string;
            "@baseType"?: string;
            "@schemaLocation"?: string;
            readonly id?: string;
            readonly href?: string;
            readonly state?: string;
            readonly orderDate?: string;
            readonly completionDate?: string;
            readonly expectedCompletionDate?: string;
            readonly cancellationDate?: string;
            readonly productOrderMilestone?: components["schemas"]["Milestone"][];
            readonly productOrderJeopardyAlert?: components["schemas"]["JeopardyAlert"][];
            readonly errorMessage?: components["schemas"]["OrderError"][];
            readonly stateChange?: Record<string, never>[];
        };
        OrderItem_Create: {
            /** @description The customer's item reference. */
            id: string;
            /** @description Action: add, modify or delete. */
            action: string;
            /** @description Customer required date (CRD). */
            requiredByDate?: string;
            requestedCompletionDate?: string;
            billingAccount?: Record<string, never> | unknown[];
            appointment?: components["schemas"]["AppointmentRef"];
            quoteItem?: components["schemas"]["QuoteItemRef"];
            productOrderItemRelationship?: components["schemas"]["ItemRelationship"][];
            product?: components["schemas"]["OrderedProduct"];
            productOffering?: components["schemas"]["Reference"];
            place?: components["schemas"]["OrderPlace"][];
            relatedParty?: components["schemas"]["OrderParty"][];
            additionalNotes?: Record<string, never>[];
            productOrderItem?: components["schemas"]["ChildItem"][];
            orderItem?: components["schemas"]["ChildItem"][];
            "@type"?: string;
            "@baseType"?: string;
            readonly internalId?: string;
            readonly state?: components["schemas"]["ItemState"];
            readonly subStatus?: string;
            readonly milestone?: string;
            /** Format: date-time */
            readonly customerRequiredDate?: string;
            /** Format: date-time */
            readonly contractualDeliveryDate?: string;
            /** Format: date-time */
            readonly customerPromisedDate?: string;
            readonly dateChange?: components["schemas"]["DateChange"][];
            readonly openAction?: components["schemas"]["OpenActionRef"][];
            readonly errorMessage?: components["schemas"]["OrderError"][];
        };
        /** @description Add-on of its parent, such as a maintenance category. It follows its parent. */
        ChildItem: {
            id?: string;
            action?: string;
            product?: components["schemas"]["OrderedProduct"];
        };
        ItemRelationship: {
            /** @description Service id of an installed service, or id of an item in the same order. */
            id: string;
            /** @description Always reliesOn. */
            relationshipType?: string;
            /** @description Role of the related item: FromNode, ToNode or Network. */
            btType?: string;
            "@type"?: string;
            "@baseType"?: string;
        };
        OrderedProduct: {
            /** @description Product name. A modify or cease names the service id or asset id instead. */
            id?: string;
            name?: string;
            productSpecification?: components["schemas"]["Reference"];
            productOffering?: components["schemas"]["Reference"];
            characteristic?: components["schemas"]["Characteristic"][];
            productCharacteristic?: components["schemas"]["Characteristic"][];
            customerFacingServiceId?: components["schemas"]["ServiceId"];
            place?: components["schemas"]["OrderPlace"][];
            relatedParty?: components["schemas"]["OrderParty"][];
            btSiteDetails?: components["schemas"]["SiteDetails"];
            readonly assetId?: string;
            readonly diversePairId?: string;
            "@type"?: string;
            "@baseType"?: string;
        };
        ServiceId: {
            /** @description Service id: ETHA, ETHN … and eight digits. */
            value?: string;
        };
        SiteDetails: {
            HSHazards?: string;
            CompanyName?: string;
            Room?: string;
            floor?: string;
            characteristics?: components["schemas"]["Characteristic"][];
        };
        /** @description Site by its address key, with the postcode if known. */
        OrderPlace: {
            /** @description An address key. */
            id?: string;
            role?: string;
            name?: string;
            districtCode?: string;
            uprn?: string;
            postcode?: string;
            "@type"?: string;
            "@referredType"?: string;
        };
        OrderParty: {
            id?: string;
            /** @description Role of the contact: KciContact, Primary Contact, ServiceContact … */
            role?: string;
            title?: string;
            name?: string;
            givenName?: string;
            familyName?: string;
            contactMedium?: Record<string, never>[];
            "@referredType"?: string;
            "@type"?: string;
        };
        AppointmentRef: {
            id: string;
            appointmentStart?: string;
            "@type"?: string;
        };
        /** @description Current appointment. An appointment that the supplier booked itself has no id. */
        BookedAppointment: {
            id?: string;
            /** Format: date-time */
            appointmentStart?: string;
            "@type"?: string;
        };
        /** @description Quote item. The quote must be valid when the order is validated. */
        QuoteItemRef: {
            id?: string;
            quoteId?: string;
            quoteHref?: string;
            name?: string;
            "@type"?: string;
            "@referredType"?: string;
        };
        Reference: {
            id?: string;
            name?: string;
            href?: string;
            "@type"?: string;
            "@referredType"?: string;
        };
        ProductOrder: {
            id: string;
            href: string;
            externalId?: string;
            state: components["schemas"]["OrderState"];
            /** Format: date-time */
            orderDate: string;
            /** Format: date-time */
            expectedCompletionDate?: string;
            /** Format: date-time */
            completionDate?: string;
            /** Format: date-time */
            cancellationDate?: string;
            productOrderItem?: components["schemas"]["OrderItem"][];
            orderItem?: components["schemas"]["OrderItem"][];
            relatedParty?: components["schemas"]["OrderParty"][];
            note?: Record<string, never>[];
            productOrderMilestone?: components["schemas"]["Milestone"][];
            productOrderJeopardyAlert?: components["schemas"]["JeopardyAlert"][];
            errorMessage?: components["schemas"]["OrderError"][];
            stateChange?: components["schemas"]["StateChange"][];
            "@type"?: string;
        };
        /** @description Product order, or the members of it that `fields` selects. */
        ProductOrder_Selected: {
            id?: string;
            href?: string;
            externalId?: string;
            state?: components["schemas"]["OrderState"];
            /** Format: date-time */
            orderDate?: string;
            /** Format: date-time */
            expectedCompletionDate?: string;
            /** Format: date-time */
            completionDate?: string;
            /** Format: date-time */
            cancellationDate?: string;
            productOrderItem?: components["schemas"]["OrderItem"][];
            orderItem?: components["schemas"]["OrderItem"][];
            relatedParty?: components["schemas"]["OrderParty"][];
            note?: Record<string, never>[];
            productOrderMilestone?: components["schemas"]["Milestone"][];
            productOrderJeopardyAlert?: components["schemas"]["JeopardyAlert"][];
            errorMessage?: components["schemas"]["OrderError"][];
            stateChange?: components["schemas"]["StateChange"][];
            "@type"?: string;
        };
        OrderItem: {
            id?: string;
            internalId?: string;
            action?: string;
            state?: components["schemas"]["ItemState"];
            subStatus?: string;
            milestone?: string;
            /**
             * Format: date-time
             * @description Customer required date (CRD).
             */
            customerRequiredDate?: string;
            /**
             * Format: date-time
             * @description Contractual delivery date (CDD).
             */
            contractualDeliveryDate?: string;
            /**
             * Format: date-time
             * @description Customer promised date (CPD).
             */
            customerPromisedDate?: string;
            dateChange?: components["schemas"]["DateChange"][];
            openAction?: components["schemas"]["OpenActionRef"][];
            appointment?: components["schemas"]["BookedAppointment"];
            product?: components["schemas"]["OrderedProduct"];
            errorMessage?: components["schemas"]["OrderError"][];
        };
        /** @enum {string} */
        OrderState: "acknowledged" | "rejected" | "pending" | "held" | "inProgress" | "cancelled" | "completed" | "failed" | "partial" | "assessingCancellation" | "pendingCancellation";
        /** @enum {string} */
        ItemState: "acknowledged" | "rejected" | "pending" | "held" | "inProgress" | "cancelled" | "completed" | "failed" | "assessingCancellation" | "pendingCancellation";
        Milestone: {
            id: string;
            name: string;
            description?: string;
            message?: string;
            /**
             * Format: date-time
             * @description Instant at which the milestone was reached or is planned.
             */
            milestoneDate?: string;
            /** @enum {string} */
            status: "Yet-To-Reach" | "Completed" | "Violated";
            productOrderItem?: Record<string, never>[];
        };
        JeopardyAlert: {
            id: string;
            name: string;
            /** Format: date-time */
            alertDate: string;
            jeopardyType?: string;
            exception?: string;
            message?: string;
            productOrderItem?: Record<string, never>[];
        };
        OrderError: {
            code: string;
            reason: string;
            message?: string;
        };
        StateChange: {
            state?: components["schemas"]["OrderState"];
            /** Format: date-time */
            changeDate?: string;
        };
        DateChange: {
            /** Format: date-time */
            changeDate: string;
            /** @enum {string} */
            date: "CRD" | "CDD" | "CPD";
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            to: string;
            reason: string;
        };
        OpenActionRef: {
            id: string;
            kind: string;
            /** Format: date-time */
            dueDate: string;
        };
        Note: {
            id?: string;
            author?: string;
            /** Format: date-time */
            date?: string;
            text: string;
        };
        /** @description Amount of money (default pounds). */
        Money: {
            /** @description ISO 4217 code. */
            unit: string;
            value: number;
        };
        /** @description Name with a value of any type. */
        Characteristic: {
            id?: string;
            name: string;
            valueType?: string;
            value?: string | number | boolean | Record<string, never> | unknown[] | null;
            /** @description Type: productCharacteristic or siteCharacteristic. */
            "@baseType"?: string;
            "@type"?: string;
        };
        /** @description TM Forum error object; every member is a string. */
        TmfError: {
            /** @description Application code. */
            code: string;
            /** @description Generic phrase of the code. */
            reason: string;
            /** @description Violation in this request. */
            message?: string;
            /** @description HTTP status. */
            status?: string;
            /** Format: uri */
            referenceError?: string;
            "@type"?: string;
            "@baseType"?: string;
            "@schemaLocation"?: string;
        };
    };
    responses: {
        /** @description Bad request */
        Refusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Invalid credentials */
        Refusal401: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Access denied */
        Refusal403: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Resource not found */
        Refusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Method not allowed */
        Refusal405: {
            headers: {
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Not acceptable */
        Refusal406: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Request time-out */
        Refusal408: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Conflict */
        Refusal409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Request entity too large */
        Refusal413: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Request URI too long */
        Refusal414: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Unsupported Media Type */
        Refusal415: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Unprocessable */
        Refusal422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Too many requests */
        Refusal429: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Request header fields too large */
        Refusal431: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Internal error */
        Refusal500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Not Implemented */
        Refusal501: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description The service is temporarily unavailable */
        Refusal503: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description Gateway Timeout */
        Refusal504: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
        /** @description The sandbox can keep no more */
        Refusal507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["TmfError"];
            };
        };
    };
    parameters: {
        /** @description Id that tracks a call from end to end; preferably a UUID. */
        TrackingHeader: string;
        /** @description Product family. Real clients send `ethernet`. Case does not matter. */
        ProductFamily: string;
        /** @description Top-level members to return, separated by commas; `none` returns id and href. */
        Fields: string;
        /** @description Number of entries to skip. An offset past the end returns an empty list. */
        Offset: number;
        /** @description Page size. A value above the maximum returns the maximum. */
        Limit: number;
        /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
        Sort: string;
        Id: string;
    };
    requestBodies: never;
    headers: {
        /** @description URL of the new resource, the same as its href. */
        Location: string;
        /** @description Total number of matching entries. */
        XTotalCount: number;
        /** @description Number of entries in this answer. */
        XResultCount: number;
        /** @description Error of the gateway. */
        APIGWException: string;
        /** @description Error code, as in the body. */
        APIGWExceptionCode: string;
        /** @description System that raised the error. */
        APIGWExceptionSystem: string;
        /** @description Methods of this path. */
        Allow: string;
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listProductOrder: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
                /** @description Number of entries to skip. An offset past the end returns an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description Page size. A value above the maximum returns the maximum. */
                limit?: components["parameters"]["Limit"];
                /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
                sort?: components["parameters"]["Sort"];
                /** @description Order id. */
                id?: string;
                /** @description The customer's own reference. */
                externalId?: string;
                /** @description State, or several separated by commas. */
                state?: string;
                /** @description Newest milestone of an item, such as KCI2. */
                milestone?: string;
                /** @description Kind of an open action. */
                openAction?: string;
                /** @description Product name as ordered. */
                product?: string;
                /** @description Also orderDate.gt, .gte, .lt, .lte. */
                orderDate?: string;
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Matching orders, oldest first. */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder_Selected"][];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            501: components["responses"]["Refusal501"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    createProductOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductOrder_Create"];
            };
        };
        responses: {
            /** @description Acknowledged order. Business validation is asynchronous; its result arrives as an event. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder"];
                };
            };
            /** @description Acknowledged order. Business validation is asynchronous; its result arrives as an event. */
            202: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Refusal409"];
            413: components["responses"]["Refusal413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Refusal415"];
            422: components["responses"]["Refusal422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    retrieveProductOrder: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Product order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder_Selected"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    patchProductOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductOrder_Amend"];
                "application/merge-patch+json": components["schemas"]["ProductOrder_Amend"];
            };
        };
        responses: {
            /** @description Amended order with its new dates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder"];
                };
            };
            /** @description Amended order with its new dates. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Refusal409"];
            413: components["responses"]["Refusal413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Refusal415"];
            422: components["responses"]["Refusal422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    listCancelProductOrder: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
                /** @description Number of entries to skip. An offset past the end returns an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description Page size. A value above the maximum returns the maximum. */
                limit?: components["parameters"]["Limit"];
                /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
                sort?: components["parameters"]["Sort"];
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Matching cancellations, oldest first. */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelProductOrder_Selected"][];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            501: components["responses"]["Refusal501"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    createCancelProductOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelProductOrder_Create"];
            };
        };
        responses: {
            /** @description Cancellation task. BT assesses it on the next working day. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelProductOrder"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Refusal409"];
            413: components["responses"]["Refusal413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Refusal415"];
            422: components["responses"]["Refusal422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    retrieveCancelProductOrder: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancellation task. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelProductOrder_Selected"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    listCharge: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
                /** @description Number of entries to skip. An offset past the end returns an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description Page size. A value above the maximum returns the maximum. */
                limit?: components["parameters"]["Limit"];
                /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
                sort?: components["parameters"]["Sort"];
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Matching charges, oldest first. */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge_Selected"][];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            501: components["responses"]["Refusal501"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    retrieveCharge: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Charge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge_Selected"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    patchCharge: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Charge_Answer"];
                "application/merge-patch+json": components["schemas"]["Charge_Answer"];
            };
        };
        responses: {
            /** @description Accepted or declined charge. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Charge"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Refusal409"];
            413: components["responses"]["Refusal413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Refusal415"];
            422: components["responses"]["Refusal422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    createHub: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Hub_Create"];
            };
        };
        responses: {
            /** @description Registered listener. It receives a copy of every event that its query selects. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hub"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Refusal409"];
            413: components["responses"]["Refusal413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Refusal415"];
            422: components["responses"]["Refusal422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    deleteHub: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The listener was unregistered. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            404: components["responses"]["Refusal404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
}
