// Made by npm run generate from specs/openapi/product-order.yaml; do not edit.

export interface paths {
    "/v1/productOrderingManagement/productOrder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tracker - orders, filtered */
        get: operations["listProductOrder"];
        put?: never;
        /** Place an order (provide), or change (modify) or end (cease) what is installed */
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
        /** One order */
        get: operations["retrieveProductOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Amend an order in flight, with a reason
         * @description A merge patch. Items are matched by their id and those not named stay as they are. What may change, and until which step, depends on the product.
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
        /** Cancellations, filtered */
        get: operations["listCancelProductOrder"];
        put?: never;
        /**
         * Ask for an order, or items of it, to be cancelled
         * @description The whole order, or only the items named in `productOrderItem`, beside `productOrder`: `"productOrderItem": [{"id": "FLOW"}]`.
         *     What an item relies on is cancelled after it.
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
        /** One cancellation */
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
        /** Charges beyond the price, filtered */
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
        /** One charge */
        get: operations["retrieveCharge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Accept or decline a charge, all its items at once */
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
        /** Take a listener away */
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
            /** @description Which events: name=value, several values with commas (any of them), several names with & (all of them), such as eventType=ProductOrderStateChangeEvent&event.productOrder.state=completed,cancelled. Absent: every event. */
            query?: string;
            readonly id?: string;
        };
        Hub: {
            id: string;
            callback: string;
            query?: string;
        };
        ProductOrder_Amend: {
            /** @description Why. One of a short list; a refusal names it. */
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
            /** @description Mandatory. */
            cancellationReason?: string;
            /** @description technical or commercial. */
            cancellationReasonType?: string;
            requestedCancellationDate?: string;
            /** @description Only these items; none: the whole order. */
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
            /** @description The customer's own item reference. */
            id: string;
            /** @description add, modify or delete. */
            action: string;
            /** @description CRD - what the customer asks for. */
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
        /** @description An add-on of its parent, such as a maintenance category. It goes where its parent goes. */
        ChildItem: {
            id?: string;
            action?: string;
            product?: components["schemas"]["OrderedProduct"];
        };
        ItemRelationship: {
            /** @description Service id of an installed service, or the id of an item of the same order. */
            id: string;
            /** @description reliesOn. */
            relationshipType?: string;
            /** @description FromNode, ToNode or Network. */
            btType?: string;
            "@type"?: string;
            "@baseType"?: string;
        };
        OrderedProduct: {
            /** @description The product name; the service id or asset id in a modify or cease. */
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
            /** @description ETHA, ETHN … and eight digits. */
            value?: string;
        };
        SiteDetails: {
            HSHazards?: string;
            CompanyName?: string;
            Room?: string;
            floor?: string;
            characteristics?: components["schemas"]["Characteristic"][];
        };
        /** @description A site by its address key, with the postcode where it is known. */
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
            /** @description KciContact, Primary Contact, ServiceContact … */
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
        /** @description The visit as it is booked now. One that the supplier booked by itself has no id. */
        BookedAppointment: {
            id?: string;
            /** Format: date-time */
            appointmentStart?: string;
            "@type"?: string;
        };
        /** @description An item of a quote. The quote must be alive when the order is checked. */
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
        /** @description An order, or the members of it that `fields` named. */
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
             * @description CRD
             */
            customerRequiredDate?: string;
            /**
             * Format: date-time
             * @description CDD
             */
            contractualDeliveryDate?: string;
            /**
             * Format: date-time
             * @description CPD
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
             * @description When it was reached, or is planned.
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
        /** @description An amount of money, in pounds unless it says otherwise. */
        Money: {
            /** @description ISO 4217 code. */
            unit: string;
            value: number;
        };
        /** @description A name and its value. The value may be of any type. */
        Characteristic: {
            id?: string;
            name: string;
            valueType?: string;
            value?: string | number | boolean | Record<string, never> | unknown[] | null;
            /** @description productCharacteristic or siteCharacteristic. */
            "@baseType"?: string;
            "@type"?: string;
        };
        /** @description The TM Forum error object; every member is a string. */
        TmfError: {
            /** @description The code of the application. */
            code: string;
            /** @description The generic phrase of the code. */
            reason: string;
            /** @description What was wrong with this request. */
            message?: string;
            /** @description The HTTP status again. */
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
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
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
        /** @description Follows a call from end to end. A UUID is recommended. */
        TrackingHeader: string;
        /** @description Real clients send `ethernet`. It is read without regard to case. */
        ProductFamily: string;
        /** @description First-level members to keep, comma separated; `none` keeps id and href. */
        Fields: string;
        /** @description How many to pass over. An offset past the end answers an empty list. */
        Offset: number;
        /** @description How many to answer at most. More than the largest page is answered as the largest page. */
        Limit: number;
        /** @description Member names, comma separated; `-` before a name turns its order round. */
        Sort: string;
        Id: string;
    };
    requestBodies: never;
    headers: {
        /** @description Where the new resource is; the same as its href. */
        Location: string;
        /** @description How many match in all. */
        XTotalCount: number;
        /** @description How many are in this answer. */
        XResultCount: number;
        /** @description What the gateway objected to. */
        APIGWException: string;
        /** @description The code of the body. */
        APIGWExceptionCode: string;
        /** @description Where the objection arose. */
        APIGWExceptionSystem: string;
        /** @description The methods that this path has. */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
                /** @description How many to pass over. An offset past the end answers an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description How many to answer at most. More than the largest page is answered as the largest page. */
                limit?: components["parameters"]["Limit"];
                /** @description Member names, comma separated; `-` before a name turns its order round. */
                sort?: components["parameters"]["Sort"];
                /** @description Order id. */
                id?: string;
                /** @description The customer's own reference. */
                externalId?: string;
                /** @description One or several states. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The orders that match, oldest first. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
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
            /** @description The order, acknowledged. What is wrong with it beyond its form is told later, by an event. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder"];
                };
            };
            /** @description The order, acknowledged. What is wrong with it beyond its form is told later, by an event. */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
            };
            header: {
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
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
            /** @description The order as it is now, with its dates set anew. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductOrder"];
                };
            };
            /** @description The order as it is now, with its dates set anew. */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
                /** @description How many to pass over. An offset past the end answers an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description How many to answer at most. More than the largest page is answered as the largest page. */
                limit?: components["parameters"]["Limit"];
                /** @description Member names, comma separated; `-` before a name turns its order round. */
                sort?: components["parameters"]["Sort"];
            };
            header: {
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cancellations that match, oldest first. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
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
            /** @description The task. It is assessed on the next working day. */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
            };
            header: {
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cancellation. */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
                /** @description How many to pass over. An offset past the end answers an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description How many to answer at most. More than the largest page is answered as the largest page. */
                limit?: components["parameters"]["Limit"];
                /** @description Member names, comma separated; `-` before a name turns its order round. */
                sort?: components["parameters"]["Sort"];
            };
            header: {
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The charges that match, oldest first. */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
            };
            header: {
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
                productFamily?: components["parameters"]["ProductFamily"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The charge. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Real clients send `ethernet`. It is read without regard to case. */
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
            /** @description The charge as it was answered. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
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
            /** @description The listener. It gets a copy of every event of the types it asked for. */
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
                /** @description Follows a call from end to end. A UUID is recommended. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It gets nothing any more. */
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
