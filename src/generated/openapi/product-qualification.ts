// Made by npm run generate from specs/openapi/product-qualification.yaml; do not edit.

export interface paths {
    "/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List qualifications of the last 30 days */
        get: operations["listProductOfferingQualification"];
        put?: never;
        /**
         * Create a qualification for 1 to 100 products and places
         * @description Name a place by address key (with or without its district code), by postcode or by UPRN. An item without a product qualifies every product for that place.
         */
        post: operations["createProductOfferingQualification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bt-wholesale/v1/product-qualification/ethernet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a qualification at the path that a client of 2021 used
         * @description Answers as productOfferingQualification does. The href of the answer names that path.
         */
        post: operations["createProductQualificationEthernet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve a qualification */
        get: operations["retrieveProductOfferingQualification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        QualificationCreate: {
            readonly id?: string;
            readonly href?: string;
            readonly state?: string;
            readonly qualificationResult?: string;
            readonly productOfferingQualificationDate?: string;
            readonly effectiveQualificationDate?: string;
            readonly expirationDate?: string;
            readonly expectedPOQCompletionDate?: string;
            description?: string;
            /** @description Ignored. Every qualification is instant. */
            instantSyncQualification?: boolean;
            /** @description Whether to propose alternatives (default false). */
            provideAlternative?: boolean;
            /** @description Whether to omit unavailable products (default true for items without a product). */
            provideOnlyAvailable?: boolean;
            /** @description Whether to give reasons (default true). */
            provideUnavailabilityReason?: boolean;
            /** Format: date-time */
            requestedPOQCompletionDate?: string;
            relatedParty?: components["schemas"]["RelatedParty"][];
            note?: components["schemas"]["Note"][];
            /** @description Place for every item without a place. */
            place?: components["schemas"]["QualificationPlace"][];
            productOfferingQualificationItem: components["schemas"]["QualificationItemCreate"][];
            "@type"?: string;
            "@baseType"?: string;
            "@schemaLocation"?: string;
        };
        QualificationItemCreate: {
            id: string;
            /**
             * @description Action (default add).
             * @enum {string}
             */
            action?: "add" | "modify" | "delete" | "noChange";
            productOffering?: components["schemas"]["OfferingRef"];
            product?: components["schemas"]["QualificationProduct"];
            readonly state?: string;
            readonly qualificationItemResult?: string;
            readonly expectedActivationDate?: string;
            "@type"?: string;
        };
        OfferingRef: {
            id?: string;
            name?: string;
            "@referredType"?: string;
        };
        QualificationProduct: {
            id?: string;
            name?: string;
            productOffering?: components["schemas"]["OfferingRef"];
            productSpecification?: components["schemas"]["OfferingRef"];
            place?: components["schemas"]["QualificationPlace"][];
            /** @description Characteristics. The sandbox reads Bandwidth and AccessTechnology, and adds what is known about the place as texts, such as `AccessTechnology` (FTTP, SOGEA, PointToPointFibre) and `servingExchange.code`. */
            productCharacteristic?: components["schemas"]["Characteristic"][];
        };
        /** @description Place. The first entry decides. The place types of a quote work, too. */
        QualificationPlace: {
            /** @description An address key. */
            id?: string;
            /** @description District code of a Gold address key. */
            districtId?: string;
            districtCode?: string;
            /** @description Key, slash, district code, as in a quote. */
            nadKey?: string;
            uprn?: string;
            postcode?: string;
            accessLineId?: string;
            directoryNumber?: string;
            role?: string;
            "@type"?: string;
            "@referredType"?: string;
        };
        Qualification: {
            id: string;
            href: string;
            description?: string;
            /** @enum {string} */
            state: "acknowledged" | "inProgress" | "done" | "terminatedWithError";
            /** @enum {string} */
            qualificationResult?: "green" | "yellow" | "red";
            instantSyncQualification?: boolean;
            provideAlternative?: boolean;
            provideOnlyAvailable?: boolean;
            provideUnavailabilityReason?: boolean;
            /** Format: date-time */
            productOfferingQualificationDate: string;
            /** Format: date-time */
            effectiveQualificationDate?: string;
            /** Format: date-time */
            expirationDate?: string;
            /** Format: date-time */
            requestedPOQCompletionDate?: string;
            relatedParty: components["schemas"]["RelatedParty"][];
            productOfferingQualificationItem: components["schemas"]["QualificationItem"][];
            "@type"?: string;
        };
        /** @description Qualification, or the members of it that `fields` selects. */
        QualificationFields: {
            id?: string;
            href?: string;
            description?: string;
            /** @enum {string} */
            state?: "acknowledged" | "inProgress" | "done" | "terminatedWithError";
            /** @enum {string} */
            qualificationResult?: "green" | "yellow" | "red";
            instantSyncQualification?: boolean;
            provideAlternative?: boolean;
            provideOnlyAvailable?: boolean;
            provideUnavailabilityReason?: boolean;
            /** Format: date-time */
            productOfferingQualificationDate?: string;
            /** Format: date-time */
            effectiveQualificationDate?: string;
            /** Format: date-time */
            expirationDate?: string;
            /** Format: date-time */
            requestedPOQCompletionDate?: string;
            relatedParty?: components["schemas"]["RelatedParty"][];
            productOfferingQualificationItem?: components["schemas"]["QualificationItem"][];
            "@type"?: string;
        };
        QualificationItem: {
            id?: string;
            action?: string;
            /** @enum {string} */
            state?: "acknowledged" | "inProgress" | "done" | "terminatedWithError";
            /** @enum {string} */
            qualificationItemResult?: "qualified" | "unqualified" | "alternate";
            /**
             * @description MEF colour: green (available), yellow (available with conditions) or red (unavailable).
             * @enum {string}
             */
            serviceabilityConfidence?: "green" | "yellow" | "red";
            /**
             * Format: date-time
             * @description Date of service if ordered now.
             */
            expectedActivationDate?: string;
            productOffering?: components["schemas"]["OfferingRef"];
            /** @description Requested product, with the facts of the place added to its characteristics as in a quote's productInformation. */
            product?: {
                productCharacteristic?: components["schemas"]["Characteristic"][];
            };
            eligibilityUnavailabilityReason?: {
                code: string;
                label: string;
            }[];
            alternateProductOfferingProposal?: {
                id: string;
                /** Format: date-time */
                alternateActivationDate?: string;
                alternateProductOffering: components["schemas"]["OfferingRef"];
                alternateProduct?: {
                    productCharacteristic?: components["schemas"]["Characteristic"][];
                };
            }[];
            terminationError?: {
                id: string;
                value: string;
            }[];
        };
        RelatedParty: {
            id?: string;
            href?: string;
            name?: string;
            role?: string;
            "@type"?: string;
            "@referredType"?: string;
        };
        Note: {
            id?: string;
            author?: string;
            /** Format: date-time */
            date?: string;
            text: string;
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
        /** @description Top-level members to return, separated by commas; `none` returns id and href. */
        Fields: string;
        /** @description Number of entries to skip. An offset past the end returns an empty list. */
        Offset: number;
        /** @description Page size. A value above the maximum returns the maximum. */
        Limit: number;
        /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
        Sort: string;
        /** @description Product family. Real clients send `ethernet`. Case does not matter. */
        ProductFamily: string;
        Id: string;
    };
    requestBodies: never;
    headers: {
        /** @description Total number of matching entries. */
        XTotalCount: number;
        /** @description Number of entries in this answer. */
        XResultCount: number;
        /** @description URL of the new resource, the same as its href. */
        Location: string;
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
    listProductOfferingQualification: {
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
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Page of qualifications, oldest first unless sorted */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationFields"][];
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
    createProductOfferingQualification: {
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
                "application/json": components["schemas"]["QualificationCreate"];
            };
        };
        responses: {
            /** @description Completed qualification */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qualification"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
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
    createProductQualificationEthernet: {
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
                "application/json": components["schemas"]["QualificationCreate"];
            };
        };
        responses: {
            /** @description Completed qualification */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Qualification"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Refusal403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
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
    retrieveProductOfferingQualification: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["Fields"];
            };
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
            /** @description Qualification */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QualificationFields"];
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
}
