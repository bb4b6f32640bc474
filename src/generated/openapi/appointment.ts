// Made by npm run generate from specs/openapi/appointment.yaml; do not edit.

export interface paths {
    "/common/appointmentManagement/v4/searchTimeSlot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Search free appointment slots */
        post: operations["searchTimeSlot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/common/appointmentManagement/v4/appointment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book an appointment */
        post: operations["createAppointment"];
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
        SearchTimeSlotRequest: {
            readonly id?: string;
            readonly status?: string;
            relatedEntity: components["schemas"]["OrderInformation"][];
            requestedTimeSlot: components["schemas"]["RequestedTimeSlot"][];
        };
        RequestedTimeSlot: {
            validFor: components["schemas"]["From"];
        };
        From: {
            /** Format: date-time */
            startDateTime: string;
            /** Format: date-time */
            endDateTime?: string;
        };
        AppointmentRequest: {
            readonly id?: string;
            readonly status?: string;
            relatedEntity: components["schemas"]["OrderInformation"][];
            validFor: components["schemas"]["SlotTime"];
        };
        SlotTime: {
            /** Format: date-time */
            startDateTime: string;
            /** Format: date-time */
            endDateTime: string;
        };
        /** @description Purpose of the visit. The first entry decides. */
        OrderInformation: {
            id?: string;
            /** @constant */
            role?: "OrderInformation";
            /** @constant */
            "@type"?: "BTProductAppointmentSpecification";
            /** @constant */
            "@referredType"?: "BTProductAppointmentSpecification";
            /** @constant */
            "@baseType"?: "RelatedEntity";
            /** @enum {string} */
            appointmentType?: "Standard" | "Expedited" | "Supplier Failed";
            /** @enum {string} */
            siteVisitReason?: "Standard" | "Premium";
            /** @description Required for SOGEA; true for a new line. */
            newExchangeLine?: boolean;
            /** @description Unused for Ethernet. */
            simProvide?: boolean;
            product: components["schemas"]["AppointmentProduct"];
        };
        AppointmentProduct: {
            productSpecification: components["schemas"]["SpecificationRef"];
            characteristic?: components["schemas"]["LineCharacteristic"][];
            place?: components["schemas"]["InstallationAddress"][];
        };
        SpecificationRef: {
            id: string;
        };
        LineCharacteristic: {
            /** @enum {string} */
            name: "DirectoryNumber" | "AccessTechnology" | "AccessLineId";
            value: string;
        };
        InstallationAddress: {
            id: string;
            /** @constant */
            role?: "InstallationAddress";
            /** @constant */
            "@referredType"?: "OpenreachAddress";
        };
        SearchTimeSlot: {
            id: string;
            /** @enum {string} */
            status: "rejected" | "inProgress" | "done" | "terminatedWithError";
            /** Format: date-time */
            searchDate: string;
            relatedEntity: components["schemas"]["OrderInformation"][];
            requestedTimeSlot: components["schemas"]["RequestedTimeSlot"][];
            availableTimeSlot: components["schemas"]["AvailableTimeSlot"][];
        };
        AvailableTimeSlot: {
            /** @description Start of the slot in London time. */
            slot: string;
            validFor: components["schemas"]["SlotTime"];
        };
        Appointment: {
            id: string;
            /** @enum {string} */
            status: "confirmed" | "inProgress" | "cancelled" | "initialized" | "completed" | "failed";
            /** Format: date-time */
            creationDate: string;
            relatedEntity: components["schemas"]["OrderInformation"][];
            validFor: components["schemas"]["SlotTime"];
        };
        /** @description The gateway sends a two-digit `code` and `message`; the appointment back end sends a word and `reason`. */
        AppointmentError: {
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
            };
        };
        /** @description Unprocessable */
        Refusal422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
            };
        };
        /** @description Internal error */
        Refusal500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AppointmentError"];
            };
        };
        /** @description The service is temporarily unavailable */
        Refusal503: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AppointmentError"];
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
                "application/json": components["schemas"]["AppointmentError"];
            };
        };
        /** @description The sandbox can keep no more */
        Refusal507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AppointmentError"];
            };
        };
    };
    parameters: {
        /** @description `Ethernet`, in any case. BT also documents `Broadband-One` and `BB1Hub`; the sandbox does not support them. */
        RequiredProductFamily: string;
        /** @description Id that tracks a call from end to end; preferably a UUID. */
        TrackingHeader: string;
    };
    requestBodies: never;
    headers: {
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
    searchTimeSlot: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description `Ethernet`, in any case. BT also documents `Broadband-One` and `BB1Hub`; the sandbox does not support them. */
                productFamily: components["parameters"]["RequiredProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchTimeSlotRequest"];
            };
        };
        responses: {
            /** @description Free slots from the requested start, in order */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchTimeSlot"];
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
    createAppointment: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
                /** @description `Ethernet`, in any case. BT also documents `Broadband-One` and `BB1Hub`; the sandbox does not support them. */
                productFamily: components["parameters"]["RequiredProductFamily"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentRequest"];
            };
        };
        responses: {
            /** @description Booking. The order refers to its id */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
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
