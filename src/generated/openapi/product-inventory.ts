// Made by npm run generate from specs/openapi/product-inventory.yaml; do not edit.

export interface paths {
    "/tmf-api/productInventory/v4/product": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List installed services */
        get: operations["listProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/productInventory/v4/product/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        /** Retrieve an installed service by its asset id or service id */
        get: operations["retrieveProduct"];
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
        Product: {
            /** @description Asset id. */
            id?: string;
            href?: string;
            name?: string;
            serviceId?: string;
            customerFacingServiceId?: {
                value?: string;
            };
            /** @enum {string} */
            status?: "active" | "terminated";
            /** Format: date-time */
            startDate?: string;
            /** Format: date-time */
            terminationDate?: string;
            productSpecification?: {
                id?: string;
            };
            productCharacteristic?: components["schemas"]["Characteristic"][];
            place?: Record<string, never> | unknown[];
            billingAccount?: {
                id?: string;
            };
            ipAddressBlock?: string;
            /** @description Id of a diverse pair: ETHR and eight digits. */
            diversePairId?: string;
            productRelationship?: Record<string, never>[];
            /** @description Care levels and other add-ons. */
            product?: Record<string, never>[];
            productOrderItem?: Record<string, never>[];
            "@type"?: string;
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
    listProduct: {
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
                /** @description Service id: ETHA, ETHN … and eight digits. */
                serviceId?: string;
                /** @description Status: active or terminated. */
                status?: string;
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
            /** @description Matching services, oldest first. */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"][];
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
    retrieveProduct: {
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
            /** @description Installed service. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
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
