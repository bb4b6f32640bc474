// Made by npm run generate from specs/openapi/address.yaml; do not edit.

export interface paths {
    "/common/geographicAddressManagement/v1/geographicAddress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search addresses by postcode, UPRN, key, or city with street and number or building
         * @description Send `postcode`; or `uprn`; or `city`, `streetName` and `streetNr` or `buildingName`; or `addressSource` and `id`. The other parameters narrow the result. With `isFuzzyMatch` names need not be exact, and each record names the matching record of the other database.
         */
        get: operations["listGeographicAddress"];
        put?: never;
        /**
         * Create a temporary address
         * @description Send `streetNr`, `postalOrganisation` or a building name. Later calls of this sandbox accept the key.
         */
        post: operations["createGeographicAddress"];
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
        /** @description Record of one database. RoBT records contain every member, some of them empty, and the lines of the postal address; Openreach records omit empty members, and those of flats that are not Gold have no id, uprn, qualifier, exchangeGroupCode and streetNr. Every member is optional in BT's document. */
        GeographicAddress: {
            /** @description Address key: A and 11 digits from Openreach, R from RoBT, X or S for a temporary address. */
            id?: string;
            /** @description Key of the same address in the other database. */
            matchedId?: string;
            /** @description Whether the other database also has the address. */
            addressMatch?: boolean;
            /** @description Whether the match was inexact. */
            addressVerificationNeeded?: boolean;
            uprn?: string;
            parentUPRN?: string;
            /** @enum {string} */
            addressSource?: "ROBT" | "Openreach";
            /** @description Serving exchange. */
            exchangeGroupCode?: string;
            /** @description District code. Gold addresses only. */
            districtCode?: string;
            /** @enum {string} */
            qualifier?: "Gold" | "Non-Gold" | "Silver";
            streetNr?: string;
            streetName?: string;
            postcode?: string;
            locality?: string;
            city?: string;
            county?: string;
            country?: string;
            postalOrganisation?: string;
            poBox?: string;
            bestAddressLine1?: string;
            bestAddressLine2?: string;
            bestAddressLine3?: string;
            bestAddressLine4?: string;
            /** @constant */
            "@type"?: "BtGeographicAddress";
            /** @description An object with degrees; with `isSpatialRefBng` a list with an entry per reference. */
            geographicLocationRefOrValue?: components["schemas"]["GeographicLocation"] | components["schemas"]["GeographicLocation"][];
            geographicSubAddress?: components["schemas"]["GeographicSubAddress"][];
            siteReference?: components["schemas"]["SiteReference"];
            ListOfAdditionalAddressAttributes?: {
                additionalAddressAttribute?: {
                    attributeType?: string;
                    /** @description Hot site, Temporary, Uninhabited. */
                    listOfAttributeValues?: string[];
                }[];
            };
        };
        GeographicLocation: {
            geometry?: {
                /** @description Latitude, or metres east. Degrees of Openreach have seven decimals and no zero before the point (`.5078125`), of RoBT up to five. */
                x?: string;
                /** @description Longitude, or metres north. Forms as in `x`, such as `-.1570936`. */
                y?: string;
            }[];
            /**
             * @description IrishGrid, for Northern Ireland, is modelled; BT shows the other two.
             * @enum {string}
             */
            spatialRef?: "WGS84" | "BNG" | "IrishGrid";
        };
        GeographicSubAddress: {
            buildingName?: string;
            subBuilding?: string;
            subStreet?: string;
            subLocality?: string;
            /** @enum {string} */
            "@type"?: "BtGeographicSubAddress" | "BtGeographicAddress";
        };
        /** @description Fields that the request selected. */
        SiteReference: {
            siteClassificationCode?: string;
            siteClassification?: string;
            listOfTechnology?: {
                technology?: {
                    technologyName?: components["schemas"]["TechnologyName"];
                    /** @enum {string} */
                    technologyValue?: "Y" | "N";
                }[];
            };
            listOfTechnologyRestriction?: {
                technologyRestriction?: {
                    technologyRestrictionName?: components["schemas"]["TechnologyName"];
                    /**
                     * @description R (restricted) or U (unrestricted).
                     * @enum {string}
                     */
                    technologyRestrictionValue?: "R" | "U";
                }[];
            };
        };
        /** @enum {string} */
        TechnologyName: "Copper" | "PointToPointFibre" | "FTTPBrownfield" | "FTTPGreenfield";
        GeographicAddressCreate: {
            streetNr?: string;
            streetName?: string;
            /** @example AB15 7XY */
            postcode: string;
            locality?: string;
            city: string;
            county?: string;
            /** @description United Kingdom or one of its countries. */
            country: string;
            postalOrganisation?: string;
            poBox?: string;
            /** @description Alternative position, as in BT's table of sandbox inputs. */
            buildingName?: string;
            /** @enum {string} */
            "@type"?: "BtGeographicSubAddress" | "BtGeographicAddress";
            geographicSubAddress?: components["schemas"]["GeographicSubAddress"][];
        };
        CreatedAddress: {
            /** @description Temporary key. */
            id: string;
        };
        /** @description The gateway sends `code` and `message`; the address back end sends `code` and `reason`. */
        AddressError: {
            /** @description Two digits with a leading zero. */
            code: string;
            reason?: string;
            message?: string;
        };
    };
    responses: {
        /** @description Bad request */
        Refusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
            };
        };
        /** @description Resource not found */
        Refusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
            };
        };
        /** @description Method not allowed */
        Refusal405: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
            };
        };
        /** @description Unprocessable */
        Refusal422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
            };
        };
        /** @description Internal Error */
        Refusal500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
            };
        };
        /** @description The service is temporarily unavailable */
        Refusal503: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
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
                "application/json": components["schemas"]["AddressError"];
            };
        };
        /** @description The sandbox can keep no more */
        Refusal507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AddressError"];
            };
        };
    };
    parameters: {
        ClientIdHeader: string;
        BtDuns: string;
        UserId: string;
        Udid: string;
        RecaptchaResponseToken: string;
        /** @description Id that tracks a call from end to end; preferably a UUID. */
        TrackingHeader: string;
        /** @description Product family. Real clients send `ethernet`. Case does not matter. */
        ProductFamily: string;
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
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listGeographicAddress: {
        parameters: {
            query?: {
                /** @description Case and space do not matter. */
                postcode?: string;
                addressSource?: "ROBT" | "Openreach";
                buildingName?: string;
                uprn?: string;
                streetNr?: string;
                streetName?: string;
                subStreet?: string;
                locality?: string;
                subLocality?: string;
                subBuilding?: string;
                city?: string;
                /** @description Address key. Requires `addressSource`. */
                id?: string;
                /** @description Whether to add metres on the national grid (default false). */
                isSpatialRefBng?: boolean;
                isSiteClassificationRequired?: boolean;
                /** @description Name as BT spells it. */
                isTechonologyMarkersRequired?: boolean;
                isFuzzyMatch?: boolean;
            };
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
                "APIGW-Client-Id"?: components["parameters"]["ClientIdHeader"];
                btDuns?: components["parameters"]["BtDuns"];
                userId?: components["parameters"]["UserId"];
                UDID?: components["parameters"]["Udid"];
                "Recaptcha-Response-Token"?: components["parameters"]["RecaptchaResponseToken"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At least one address */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeographicAddress"][];
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
    createGeographicAddress: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description Product family. Real clients send `ethernet`. Case does not matter. */
                productFamily?: components["parameters"]["ProductFamily"];
                "APIGW-Client-Id"?: components["parameters"]["ClientIdHeader"];
                btDuns?: components["parameters"]["BtDuns"];
                /** @description Database of the address. Openreach issues an S key, the others an X key. */
                target?: "ROBT" | "Enterprise-ROBT" | "BTConsumer-ROBT" | "Openreach";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GeographicAddressCreate"];
            };
        };
        responses: {
            /** @description Temporary key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedAddress"];
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
}
