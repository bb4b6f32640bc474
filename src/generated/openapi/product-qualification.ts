// Made by npm run generate from specs/openapi/product-qualification.yaml; do not edit.

export interface paths {
    "/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The qualifications of the last 30 days */
        get: operations["listProductOfferingQualification"];
        put?: never;
        /**
         * Ask about 1 to 100 products and places
         * @description A place is named by address key (with or without its district code), by postcode or by UPRN. An item that names no product asks about all that can be ordered there.
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
         * The same question at the path that a client of 2021 had
         * @description Answers just as productOfferingQualification does, whose path the answer's href names.
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
        /** One qualification as it was answered */
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
            /** @description Every answer is instant. */
            instantSyncQualification?: boolean;
            /** @description Left out, it is false. */
            provideAlternative?: boolean;
            /** @description Leave out what is not available. Left out, it holds for items that name no product. */
            provideOnlyAvailable?: boolean;
            /** @description Left out, reasons are given. */
            provideUnavailabilityReason?: boolean;
            /** Format: date-time */
            requestedPOQCompletionDate?: string;
            relatedParty?: components["schemas"]["RelatedParty"][];
            note?: components["schemas"]["Note"][];
            /** @description For every item that names no place of its own. */
            place?: components["schemas"]["QualificationPlace"][];
            productOfferingQualificationItem: components["schemas"]["QualificationItemCreate"][];
            "@type"?: string;
            "@baseType"?: string;
            "@schemaLocation"?: string;
        };
        QualificationItemCreate: {
            id: string;
            /**
             * @description Left out, it is add.
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
            /** @description Bandwidth and AccessTechnology are read. */
            productCharacteristic?: components["schemas"]["Characteristic"][];
        };
        /** @description The first place decides. Other ways of naming a place are those of the quote. */
        QualificationPlace: {
            /** @description An address key. */
            id?: string;
            /** @description The district code of a Gold key. */
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
        /** @description A qualification, or those of its members that were asked for. */
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
             * @description The MEF's colour, green for yes, yellow for yes but not simply, red for no.
             * @enum {string}
             */
            serviceabilityConfidence?: "green" | "yellow" | "red";
            /**
             * Format: date-time
             * @description When it would be in service if it were ordered now.
             */
            expectedActivationDate?: string;
            productOffering?: components["schemas"]["OfferingRef"];
            /** @description As asked, with what is true of the place added to its characteristics, in the words of a quote's productInformation. */
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
        /** @description First-level members to keep, comma separated; `none` keeps id and href. */
        Fields: string;
        /** @description How many to pass over. An offset past the end answers an empty list. */
        Offset: number;
        /** @description How many to answer at most. More than the largest page is answered as the largest page. */
        Limit: number;
        /** @description Member names, comma separated; `-` before a name turns its order round. */
        Sort: string;
        /** @description Real clients send `ethernet`. It is read without regard to case. */
        ProductFamily: string;
        Id: string;
    };
    requestBodies: never;
    headers: {
        /** @description How many match in all. */
        XTotalCount: number;
        /** @description How many are in this answer. */
        XResultCount: number;
        /** @description Where the new resource is; the same as its href. */
        Location: string;
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
    listProductOfferingQualification: {
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
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of them, oldest first unless sorted */
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
                "application/json": components["schemas"]["QualificationCreate"];
            };
        };
        responses: {
            /** @description The qualification, done */
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
                "application/json": components["schemas"]["QualificationCreate"];
            };
        };
        responses: {
            /** @description The qualification, done */
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
                /** @description First-level members to keep, comma separated; `none` keeps id and href. */
                fields?: components["parameters"]["Fields"];
            };
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
            /** @description The qualification */
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
