// Made by npm run generate from specs/openapi/product-inventory.yaml; do not edit.

export interface paths {
    "/tmf-api/productInventory/v4/product": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Installed services, filtered */
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
        /** One installed service, by its asset id or its service id */
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
            /** @description The asset id. */
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
            /** @description ETHR and eight digits. */
            diversePairId?: string;
            productRelationship?: Record<string, never>[];
            /** @description Care levels and other add-ons. */
            product?: Record<string, never>[];
            productOrderItem?: Record<string, never>[];
            "@type"?: string;
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
    listProduct: {
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
                /** @description ETHA, ETHN … and eight digits. */
                serviceId?: string;
                /** @description active or terminated. */
                status?: string;
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
            /** @description The services that match, oldest first. */
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
            /** @description The service. */
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
