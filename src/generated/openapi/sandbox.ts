// Made by npm run generate from specs/openapi/sandbox.yaml; do not edit.

export interface paths {
    "/_sandbox/v1/sandboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sandboxes */
        get: operations["listSandboxes"];
        put?: never;
        /** Create an empty sandbox, one from a scenario, or a fork */
        post: operations["createSandbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Retrieve a sandbox and its document counts */
        get: operations["retrieveSandbox"];
        put?: never;
        post?: never;
        /** Delete a sandbox and revoke its tokens */
        delete: operations["deleteSandbox"];
        options?: never;
        head?: never;
        /**
         * Update the callback, the profile or the settings
         * @description Setting a callback also re-enables a disabled endpoint.
         */
        patch: operations["updateSandbox"];
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset a sandbox; id, seed, credentials, tokens and callback stay, profile and settings return to those at creation */
        post: operations["resetSandbox"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/state": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Export the whole sandbox as one document */
        get: operations["exportState"];
        /**
         * Replace the whole sandbox with an exported document
         * @description A document of an unknown format is rejected; the error names the format. Id and credentials of the sandbox stay.
         */
        put: operations["importState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/tokens/expire": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Expire every access token of the sandbox */
        post: operations["expireTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/rate-limit/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset the rate limit of the sandbox */
        post: operations["resetRateLimit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Retrieve the client id, the secret and the URLs */
        get: operations["retrieveCredentials"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Retrieve the clock and what is due next */
        get: operations["retrieveClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Set the mode of the clock */
        patch: operations["updateClock"];
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Advance virtual time and apply everything due, in order
         * @description Answers once everything due is applied and every due delivery is attempted or parked. With `preview` nothing changes.
         */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/clock/advances/{advance}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                /** @description Number of the advance. Each sandbox counts from 1 and keeps the last 20. */
                advance: components["parameters"]["advance"];
            };
            cookie?: never;
        };
        /** List what happened in one advance */
        get: operations["retrieveAdvance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/orders/{orderId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        /** Retrieve the past and the planned steps of an order */
        get: operations["retrieveTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** List the events of the callback inbox */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/events/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                eventId: components["parameters"]["eventId"];
            };
            cookie?: never;
        };
        /** Retrieve an event with its payload and attempts */
        get: operations["retrieveEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/events/{eventId}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                eventId: components["parameters"]["eventId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resend an event with the same id and bytes */
        post: operations["resendEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/events/resend": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resend all events in one state */
        post: operations["resendEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/events/retry-now": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attempt all waiting deliveries without advancing the clock */
        post: operations["retryEventsNow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/callback/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a test event to the callback URL */
        post: operations["testCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** List requests, newest last */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests/count": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Count matching requests */
        get: operations["countRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests/wait": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Wait until enough requests match */
        get: operations["waitForRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                requestId: components["parameters"]["requestId"];
            };
            cookie?: never;
        };
        /** Retrieve a request with its answer, reasons, near misses and copies for curl and fetch */
        get: operations["retrieveRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests/{requestId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                requestId: components["parameters"]["requestId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replay a request, with or without edits */
        post: operations["replayRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests.har": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Export the journal as HTTP Archive 1.2 */
        get: operations["exportRequestsHar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/requests.ndjson": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Export the journal as one JSON line per entry */
        get: operations["exportRequestsNdjson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/interventions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /**
         * List changes made through the control API
         * @description Answered open actions, setbacks, settings and loaded states. Together with the journal they explain how the state arose; a recorded contract needs both. Like the journal, they stay in memory until a reset.
         */
        get: operations["listInterventions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/fault-injections": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** List fault injections and how often each was applied */
        get: operations["listFaultInjections"];
        put?: never;
        /** Add a fault injection */
        post: operations["addFaultInjection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/fault-injections/{faultInjectionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                faultInjectionId: components["parameters"]["faultInjectionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a fault injection */
        delete: operations["removeFaultInjection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/setbacks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** List setbacks */
        get: operations["listSetbacks"];
        put?: never;
        /** Attach a setback of a journey to matching orders */
        post: operations["addSetback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/setbacks/{setbackId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                setbackId: components["parameters"]["setbackId"];
            };
            cookie?: never;
        };
        /** Retrieve a setback and the orders it applied to */
        get: operations["retrieveSetback"];
        put?: never;
        post?: never;
        /** Remove a setback */
        delete: operations["removeSetback"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List library scenarios */
        get: operations["listScenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/scenarios/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        /** Retrieve a scenario and its file */
        get: operations["retrieveScenario"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply a scenario to this sandbox */
        post: operations["applyScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Browse product orders */
        get: operations["browseOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/orders/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** Browse one product order */
        get: operations["browseOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Browse quotes */
        get: operations["browseQuotes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/quotes/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** Browse one quote */
        get: operations["browseQuote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Browse addresses */
        get: operations["browseAddresses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/addresses/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** Browse one address */
        get: operations["browseAddress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Browse appointments */
        get: operations["browseAppointments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/appointments/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** Browse one appointment */
        get: operations["browseAppointment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/qualifications": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Browse product offering qualifications */
        get: operations["browseQualifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/qualifications/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** Browse one product offering qualification */
        get: operations["browseQualification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/assets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Browse installed products */
        get: operations["browseAssets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/assets/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** Browse one installed product */
        get: operations["browseAsset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/open-actions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** List open actions with their deadlines */
        get: operations["listOpenActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/open-actions/{openActionId}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                openActionId: components["parameters"]["openActionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer an open action as the customer would */
        post: operations["answerOpenAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /**
         * Stream the changes of the sandbox as server-sent events
         * @description Every event has an id. A reader that sends its last id as Last-Event-ID gets the events it missed, or an event `gap` when the buffer no longer holds them.
         */
        get: operations["streamSandbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List limits, their values and their flags */
        get: operations["listLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/journeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List journeys and the setbacks of each */
        get: operations["listJourneys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve the status of the server */
        get: operations["retrieveStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the process is alive */
        get: operations["checkLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that the server is ready to issue tokens */
        get: operations["checkReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the metrics for Prometheus */
        get: operations["readMetrics"];
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
        /**
         * @description ISO 8601 in UTC.
         * @example 2026-01-05T09:00:00Z
         */
        Instant: string;
        Problem: {
            type: string;
            title: string;
            status: number;
            /**
             * @description Code for programs; its meaning never changes. docs/error-codes.md lists the codes.
             * @example ETHERBOX_UNKNOWN_SANDBOX
             */
            code: string;
            detail: string;
            errors: {
                /** @description JSON pointer into the body, or query/…, path/…, header/… */
                pointer: string;
                detail: string;
                /** @description Received value, shortened. Absent when the request has none. */
                found?: unknown;
                /** @description Description of a valid value. */
                expected?: string;
            }[];
        };
        /** @description Endpoint for BT's notifications, as agreed at onboarding. No answer ever shows its secrets. */
        Callback: {
            url: string;
            auth?: {
                /** @enum {unknown} */
                type: "none" | "basic" | "header" | "oauth2";
                username?: string;
                password?: string;
                name?: string;
                value?: string;
                tokenUrl?: string;
                clientId?: string;
                clientSecret?: string;
                scope?: string;
            } & (unknown & unknown & unknown);
            signing?: {
                secret: string;
            };
            timeoutMs?: number;
        };
        /** @description Callback without its secrets. null stands for the built-in inbox. */
        CallbackShown: {
            url: string;
            /** @enum {string} */
            auth: "none" | "basic" | "header" | "oauth2";
            signed: boolean;
            timeoutMs?: number;
            disabled?: {
                reason: string;
                since: components["schemas"]["Instant"];
            };
        } | null;
        SandboxCreate: {
            id?: string;
            seed?: string | number;
            /** @description Virtual start: an instant, a date or `today` (09:00 in London on it). */
            now?: string;
            duns?: string;
            portalLoginId?: string;
            clientId?: string;
            clientSecret?: string;
            callback?: null | components["schemas"]["Callback"];
            scenario?: string;
            /** @description Id of the sandbox to fork. */
            from?: string;
            /** @enum {unknown} */
            profile?: "default" | "strict";
            settings?: components["schemas"]["Settings"];
        };
        SandboxUpdate: {
            callback?: null | components["schemas"]["Callback"];
            /** @enum {unknown} */
            profile?: "default" | "strict";
            settings?: components["schemas"]["Settings"];
        };
        /** @description Settings of one sandbox. null restores the default of a member. */
        Settings: {
            /**
             * @description Calendar of working days for lead times and `advance` (default england-and-wales). Appointment slots always use the calendar of the site.
             * @enum {unknown}
             */
            calendar?: "england-and-wales" | "scotland" | "northern-ireland" | null;
            /**
             * @description 202 replaces the 201 of an order and the 200 of an amend.
             * @enum {unknown}
             */
            orderStatus?: 201 | 202 | null;
            /**
             * @description `reject` rejects an order whose externalId is in use.
             * @enum {unknown}
             */
            duplicateExternalId?: "accept" | "reject" | null;
            /** @description BT's rate limits: true, or your own counts. */
            rateLimit?: boolean | {
                perSecond?: number;
                perHour?: number;
                breaches?: number;
                blockMs?: number;
            } | null;
            /** @description Token lifetime in seconds of wall time (default 3600). */
            tokenLifetimeSeconds?: number | null;
            /** @description Whether refused answers link to an explanation (default true). */
            explain?: boolean | null;
            /** @description Your own canned answers. They take precedence over every rule. */
            specialValues?: unknown[] | null;
        };
        Sandbox: {
            id: string;
            seed: string;
            clientId: string;
            duns: string;
            portalLoginId: string;
            /** @enum {unknown} */
            profile: "default" | "strict";
            start: components["schemas"]["Instant"];
            now: components["schemas"]["Instant"];
            clock: components["schemas"]["Clock"];
            callback: components["schemas"]["CallbackShown"];
            settings: components["schemas"]["Settings"];
            /** @description Number of changes so far. */
            version: number;
            /** @description Number of documents of each kind, and of events in each state. */
            counts: {
                [key: string]: number;
            };
        };
        SandboxCreated: components["schemas"]["Sandbox"] & {
            clientSecret: string;
        };
        SandboxList: {
            items: components["schemas"]["Sandbox"][];
            total: number;
            offset: number;
            limit: number;
        };
        Credentials: {
            clientId: string;
            clientSecret: string;
            duns: string;
            portalLoginId: string;
            tokenUrl: string;
            baseUrl: string;
        };
        /** @description Whole sandbox. Only etherbox writes and reads this document; `format` names its version. */
        State: {
            format: string | number;
        } & {
            [key: string]: unknown;
        };
        Clock: {
            now: components["schemas"]["Instant"];
            /** @enum {unknown} */
            mode: "frozen" | "real" | "scaled";
            /** @description Virtual milliseconds per wall millisecond. */
            rate: number;
            /** @description Virtual now as London time: Mon 05 Jan 2026 09:00 */
            local: string;
            /** @description Number of scheduled steps. */
            waiting: number;
            next?: {
                at: components["schemas"]["Instant"];
                kind: string;
                orderId?: string;
                milestone?: string;
                text?: string;
            };
        };
        ClockUpdate: {
            /** @enum {unknown} */
            mode: "frozen" | "real" | "scaled";
            rate?: number;
        };
        AdvanceRequest: {
            /**
             * @example 10 working days
             * @example P10D
             * @example PT4H
             */
            by?: string;
            to?: string;
            /** @description Target: next-milestone, next-event, completion, or a milestone or state of one order. */
            until?: string | {
                orderId: string;
                milestone?: string;
                state?: string;
            };
            preview?: boolean;
            /** @enum {unknown} */
            deliver?: "now" | "park";
        } & ({
            by: unknown;
        } | {
            to: unknown;
        } | {
            until: unknown;
        });
        DomainEvent: {
            at: components["schemas"]["Instant"];
            kind: string;
            orderId?: string;
            itemId?: string;
            milestone?: string;
            eventId?: string;
            /** @description Delivery state of the event: waiting, retrying, delivered, failed or suppressed (no callback URL). */
            callback?: string;
            text: string;
        };
        Advance: {
            /** @description Number of this advance; absent in a preview. */
            advance?: number;
            preview?: boolean;
            from: components["schemas"]["Instant"];
            to: components["schemas"]["Instant"];
            counts: {
                [key: string]: number;
            };
            /** @description Number of events of this advance per delivery state. Absent in a preview. */
            callbacks?: {
                [key: string]: number;
            };
            /** @description First 1,000 entries; the rest are at /clock/advances/{advance}?offset=1000. */
            happened: components["schemas"]["DomainEvent"][];
            parked: {
                eventId: string;
                orderId?: string;
                reason: string;
            }[];
            /** @description Reason why the advance stopped early. */
            stopped?: string;
            offset?: number;
            total?: number;
        };
        Timeline: {
            orderId: string;
            externalId?: string;
            state: string;
            past: components["schemas"]["TimelineEntry"][];
            future: components["schemas"]["TimelineEntry"][];
        };
        TimelineEntry: {
            at: components["schemas"]["Instant"];
            kind: string;
            itemId?: string;
            milestone?: string;
            text?: string;
            /** @description Cause of the step. */
            because?: string;
            eventId?: string;
            /** @description Delivery of the notification. */
            callback?: {
                /** @enum {unknown} */
                state: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
                reason?: string;
                reasonCode?: components["schemas"]["SuppressionCode"];
                attempts?: number;
            };
        };
        Attempt: {
            n: number;
            at: components["schemas"]["Instant"];
            wallAt?: components["schemas"]["Instant"];
            url: string;
            status: number | null;
            durationMs: number;
            manual?: boolean;
            error?: string;
            request?: components["schemas"]["Message"];
            response?: components["schemas"]["Message"];
        };
        Message: {
            headers?: {
                [key: string]: string;
            };
            /** @description Body as JSON, else as text. A long body is shortened. */
            body?: unknown;
            truncated?: boolean;
        };
        Event: {
            eventId: string;
            eventType: string;
            orderId?: string;
            externalId?: string;
            at: components["schemas"]["Instant"];
            /** @description State of the order in the event. */
            orderState?: string;
            /** @description Milestone that the item reached. */
            milestone?: string;
            /** @enum {unknown} */
            state: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
            /** @description Reason why the event waits, failed or was not sent. */
            reason?: string;
            reasonCode?: components["schemas"]["SuppressionCode"];
            payload?: unknown;
            attempts: components["schemas"]["Attempt"][];
            nextAttempt?: components["schemas"]["NextAttempt"];
            /** @description Deliveries of this event to registered listeners. */
            hubs?: {
                /** @description Id of the registered listener. */
                hub: string;
                url?: string;
                /** @enum {unknown} */
                state: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
                reason?: string;
                reasonCode?: components["schemas"]["SuppressionCode"];
                attempts: components["schemas"]["Attempt"][];
                nextAttempt?: components["schemas"]["NextAttempt"];
            }[];
            copy?: components["schemas"]["Copies"];
        };
        /**
         * @description Reason for programs why nothing is sent; present when `state` is `suppressed`. `built-in-inbox`: no callback URL is set. `endpoint-disabled`: the endpoint answered 410 or failed too often. `hub-removed`: the listener was unregistered.
         * @enum {string}
         */
        SuppressionCode: "built-in-inbox" | "endpoint-disabled" | "hub-removed";
        NextAttempt: {
            at: components["schemas"]["Instant"];
            /** @enum {unknown} */
            clock: "virtual" | "wall";
            n?: number;
        };
        EventList: {
            items: components["schemas"]["Event"][];
            total: number;
            offset: number;
            limit: number;
            counts?: {
                [key: string]: number;
            };
            idle?: components["schemas"]["IdleDelivery"];
        };
        /** @description Warning: callbacks are due, but none was sent for more than 5 s of wall time. */
        IdleDelivery: {
            /** @description Instant in wall time. */
            since: string;
            due: number;
            /** @description Reason why the first one is not sent. */
            reason: string;
            text: string;
        };
        ResendOne: {
            /** @description URL that replaces the callback of the sandbox. */
            url?: string;
        };
        ResendMany: {
            /**
             * @default failed
             * @enum {unknown}
             */
            state: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
            since?: string;
        };
        ResendResult: {
            attempted: number;
            delivered: number;
            failed: number;
            /** @description Ids of the events; failed ones come first. */
            eventIds?: string[];
        };
        CallbackTest: {
            url?: string;
            eventType?: string;
        };
        Why: {
            pointer: string;
            /** @description Received value, shortened. Absent when the request has none. */
            got?: unknown;
            expected: string;
            rule: string;
            spec?: string;
        };
        NearMiss: {
            operationId: string;
            method: string;
            path: string;
            /** @description Whether each criterion matches. */
            matches: {
                [key: string]: boolean;
            };
        };
        Request: {
            id: string;
            at: components["schemas"]["Instant"];
            wallAt: components["schemas"]["Instant"];
            method: string;
            /** @description Path with its query. */
            path: string;
            operationId?: string;
            orderId?: string;
            status: number;
            durationMs: number;
            request?: components["schemas"]["Message"];
            response?: components["schemas"]["Message"];
            why?: components["schemas"]["Why"][];
            nearMisses?: components["schemas"]["NearMiss"][];
            /** @description Ignored input, such as unknown members. */
            notes?: string[];
            /** @description Id of the applied fault injection. */
            faultInjection?: string;
            /** @description Id of the replayed entry. */
            parent?: string;
            copy?: components["schemas"]["Copies"];
        };
        Copies: {
            curl?: string;
            fetch?: string;
        };
        RequestList: {
            items: components["schemas"]["Request"][];
            total: number;
            offset: number;
            limit: number;
            /** @description Number of entries evicted since the start. */
            evicted: number;
        };
        RequestCount: {
            count: number;
            evicted: number;
            /** @description False when evicted entries might have matched. */
            complete: boolean;
        };
        RequestWait: {
            items: components["schemas"]["Request"][];
            count: number;
            evicted: number;
            complete: boolean;
        };
        ReplayEdits: {
            edits?: {
                method?: string;
                path?: string;
                /** @description Headers to set. null removes a header. */
                headers?: {
                    [key: string]: string | null;
                };
                /** @description New body; replaces the whole old one. */
                body?: unknown;
            };
        };
        Har: {
            log: Record<string, never>;
        };
        Text: string;
        FaultInjectionAdd: {
            /** @description Target: an operationId, callback, token or callbackToken. */
            operation: string;
            match?: {
                [key: string]: unknown;
            };
            status?: number;
            /** @description Body of the injected answer; the API's own error body by default. */
            body?: unknown;
            delayMs?: number;
            /** @enum {unknown} */
            reset?: "beforeHeaders" | "afterHeaders";
            truncateAt?: number;
            dripBytesPerSecond?: number;
            drop?: boolean;
            duplicate?: boolean | number;
            reorder?: boolean;
            lateBy?: string;
            timestampForm?: string;
            times?: number;
        } | {
            status: unknown;
        } | {
            delayMs: unknown;
        } | {
            reset: unknown;
        } | {
            truncateAt: unknown;
        } | {
            dripBytesPerSecond: unknown;
        } | {
            drop: unknown;
        } | {
            duplicate: unknown;
        } | {
            reorder: unknown;
        } | {
            lateBy: unknown;
        } | {
            timestampForm: unknown;
        };
        FaultInjectionSet: {
            id: string;
            operation: string;
            /** @description Number of calls affected; null means no limit. */
            times: number | null;
            left: number | null;
        };
        FaultInjectionList: {
            items: components["schemas"]["FaultInjectionSet"][];
            total: number;
        };
        InterventionList: {
            /** @description Sandbox at its creation. */
            beginning: {
                at: components["schemas"]["Instant"];
                seed: string;
                duns: string;
                portalLoginId: string;
                /** @enum {unknown} */
                profile: "default" | "strict";
                settings: Record<string, never>;
            };
            /** @description Reason why the history is incomplete. Absent when it is complete. */
            missing?: string;
            /** @description Id of the newest request before a loaded state replaced the sandbox. Absent when no state was loaded. */
            forgotten?: string;
            items: components["schemas"]["Intervention"][];
            total: number;
        };
        Intervention: {
            at: components["schemas"]["Instant"];
            /** @description Id of the journalled request before the change. Absent when there is none. */
            after?: string;
            /** @enum {unknown} */
            kind: "answer" | "setback" | "setbackRemoved" | "settings" | "load" | "prepared";
            openActionId?: string;
            /** @description Answer as sent. */
            answer?: Record<string, never>;
            /** @description Setback as attached. */
            setback?: Record<string, never>;
            setbackId?: string;
            /** @enum {unknown} */
            profile?: "default" | "strict";
            /** @description All settings after the change. */
            settings?: Record<string, never>;
            /** @description Loaded state. */
            state?: Record<string, never>;
            /** @description Name of the scenario that prepared the sandbox with its own calls. */
            scenario?: string;
            /** @description Id of the first of those calls. Their APIGW-Tracking-Header names the scenario; calls of the client may lie in between. */
            first?: string;
            /** @description Id of the last of those calls. */
            last?: string;
        };
        SetbackAdd: {
            match: {
                orderId?: string;
                externalId?: string;
                product?: string;
                postcode?: string;
            };
            setback: string;
            at?: string;
            days?: number;
        };
        SetbackSet: {
            id: string;
            match: Record<string, never>;
            setback: string;
            at?: string;
            days?: number;
            /** @description Orders to which it applied so far. */
            orderIds?: string[];
        };
        SetbackList: {
            items: components["schemas"]["SetbackSet"][];
            total: number;
        };
        Scenario: {
            name: string;
            title?: string;
            family?: string;
            summary?: string;
            /** @description Text of the file. */
            text?: string;
            problems?: Record<string, never>[];
        };
        ScenarioList: {
            items: components["schemas"]["Scenario"][];
            total: number;
        };
        ScenarioApply: {
            name?: string;
            inline?: string | Record<string, never>;
        } & ({
            name: unknown;
        } | {
            inline: unknown;
        });
        ScenarioApplied: {
            name: string;
            passed: boolean;
            steps: Record<string, never>[];
            /** @description Values that the steps saved under a name. */
            saved?: Record<string, never>;
        };
        /** @description Document as the BT path returns it, plus members of the sandbox. */
        Document: {
            id: string;
        };
        Documents: {
            items: components["schemas"]["Document"][];
            total: number;
            offset: number;
            limit: number;
        };
        OpenAction: {
            id: string;
            orderId: string;
            itemId?: string;
            kind: string;
            /** @enum {unknown} */
            state: "open" | "answered" | "expired" | "withdrawn";
            raised?: components["schemas"]["Instant"];
            due?: components["schemas"]["Instant"];
            /** @description Outcome without an answer. */
            default?: string;
            /** @description Allowed answers. */
            answers?: string[];
            answer?: string;
            text?: string;
        };
        OpenActionList: {
            items: components["schemas"]["OpenAction"][];
            total: number;
        };
        OpenActionAnswer: {
            answer: string;
        } & {
            [key: string]: unknown;
        };
        LimitList: {
            items: {
                name: string;
                /** @description Restriction in one sentence. */
                text: string;
                unit: string;
                value: number;
                default: number;
                flag?: string;
                /** @description Consequence of exceeding the limit. */
                over: string;
            }[];
            total: number;
        };
        JourneyList: {
            items: {
                name: string;
                product?: string;
                actions?: Record<string, never>[];
                setbacks?: Record<string, never>[];
            }[];
            total: number;
        };
        Status: {
            version: string;
            /** @enum {unknown} */
            stage: "boot" | "start" | "ready" | "degraded" | "shutdown";
            startedAt: components["schemas"]["Instant"];
            baseUrl: string;
            /** @enum {unknown} */
            egress?: "local" | "shared";
            persistence: {
                /** @enum {unknown} */
                kind: "memory" | "file";
                text: string;
                damage: string[];
                refusing?: string;
            };
            sandboxes: number;
            streams?: number;
            limits: components["schemas"]["LimitList"];
            /** @description Conditions that need attention. */
            warnings: {
                /** @constant */
                kind: "delivery-idle";
                sandbox: string;
                /** @description Instant in wall time. */
                since: string;
                due: number;
                reason: string;
                text: string;
            }[];
        };
        Live: {
            /** @constant */
            live: true;
        };
        Ready: {
            ready: boolean;
            /** @enum {unknown} */
            stage: "boot" | "start" | "ready" | "degraded" | "shutdown";
            reason?: string;
        };
        /** @description RFC 9457. Only the control API sends it. */
        ControlProblem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            instance?: string;
            errors?: {
                pointer: string;
                detail: string;
            }[];
        };
    };
    responses: {
        /** @description Bad Request. `errors` lists every violation */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Forbidden: foreign origin or host, a client token, or no control token */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such resource in this sandbox */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Request Timeout. `found` shows how many requests arrived */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflict with the current state */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Content Too Large */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported Media Type. Send application/json */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unprocessable Content. Nothing was changed */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Service Unavailable */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Insufficient Storage. A limit of the sandbox or of the disk is reached */
        Problem507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Bad request */
        Refusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Invalid credentials */
        Refusal401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Access denied */
        Refusal403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Method not allowed */
        Refusal405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Not acceptable */
        Refusal406: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Request time-out */
        Refusal408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Request URI too long */
        Refusal414: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Unprocessable */
        Refusal422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Too many requests */
        Refusal429: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Request header fields too large */
        Refusal431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Internal error */
        Refusal500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description The service is temporarily unavailable */
        Refusal503: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description Gateway Timeout */
        Refusal504: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
        /** @description The sandbox can keep no more */
        Refusal507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ControlProblem"];
            };
        };
    };
    parameters: {
        /** @description Id of the sandbox. */
        sandboxId: string;
        orderId: string;
        eventId: string;
        requestId: string;
        faultInjectionId: string;
        setbackId: string;
        openActionId: string;
        itemId: string;
        name: string;
        /** @description Number of the advance. Each sandbox counts from 1 and keeps the last 20. */
        advance: number;
        offset: number;
        /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
        limit: number;
        /** @description Text to search for. Case does not matter. */
        q: string;
        orderIdFilter: string;
        /** @description Statuses (404), classes (4xx) or `refused` (400 and above), separated by commas. */
        status: string;
        /** @description One or more operationIds, separated by commas. */
        operation: string;
        method: string;
        /** @description Text that the path of the request contains. */
        path: string;
        /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
        sinceInstant: string;
        eventType: string;
        eventState: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
        openActionState: "open" | "answered" | "expired" | "withdrawn";
        count: number;
        /** @description Maximum wait in milliseconds of wall time. */
        timeoutMs: number;
        /** @description Whether the copies contain the credentials of the sandbox instead of a mask. */
        includeToken: "true" | "false";
        LastEventId: string;
    };
    requestBodies: never;
    headers: {
        /** @description Seconds to wait before the next attempt. */
        RetryAfter: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listSandboxes: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
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
    createSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SandboxCreate"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxCreated"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    retrieveSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    deleteSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    updateSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SandboxUpdate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    resetSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    exportState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["State"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    importState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["State"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    expireTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    resetRateLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    retrieveCredentials: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credentials"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    retrieveClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    updateClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockUpdate"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advance"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    retrieveAdvance: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                /** @description Number of the advance. Each sandbox counts from 1 and keeps the last 20. */
                advance: components["parameters"]["advance"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Advance"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    retrieveTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    listEvents: {
        parameters: {
            query?: {
                orderId?: components["parameters"]["orderIdFilter"];
                state?: components["parameters"]["eventState"];
                eventType?: components["parameters"]["eventType"];
                /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    retrieveEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                eventId: components["parameters"]["eventId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    resendEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                eventId: components["parameters"]["eventId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResendOne"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Event"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    resendEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResendMany"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResendResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Refusal422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    retryEventsNow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResendResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    testCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CallbackTest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attempt"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    listRequests: {
        parameters: {
            query?: {
                /** @description Statuses (404), classes (4xx) or `refused` (400 and above), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description One or more operationIds, separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text that the path of the request contains. */
                path?: components["parameters"]["path"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    countRequests: {
        parameters: {
            query?: {
                /** @description Statuses (404), classes (4xx) or `refused` (400 and above), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description One or more operationIds, separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text that the path of the request contains. */
                path?: components["parameters"]["path"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestCount"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    waitForRequests: {
        parameters: {
            query?: {
                /** @description Statuses (404), classes (4xx) or `refused` (400 and above), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description One or more operationIds, separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text that the path of the request contains. */
                path?: components["parameters"]["path"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
                count?: components["parameters"]["count"];
                /** @description Maximum wait in milliseconds of wall time. */
                timeoutMs?: components["parameters"]["timeoutMs"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestWait"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Problem408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    retrieveRequest: {
        parameters: {
            query?: {
                /** @description Whether the copies contain the credentials of the sandbox instead of a mask. */
                includeToken?: components["parameters"]["includeToken"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                requestId: components["parameters"]["requestId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    replayRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                requestId: components["parameters"]["requestId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReplayEdits"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Refusal507"];
        };
    };
    exportRequestsHar: {
        parameters: {
            query?: {
                /** @description Statuses (404), classes (4xx) or `refused` (400 and above), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description One or more operationIds, separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text that the path of the request contains. */
                path?: components["parameters"]["path"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Har"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    exportRequestsNdjson: {
        parameters: {
            query?: {
                /** @description Statuses (404), classes (4xx) or `refused` (400 and above), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description One or more operationIds, separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description Virtual instant to start from, or the id of the entry (req_41) to start after. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text that the path of the request contains. */
                path?: components["parameters"]["path"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["Text"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    listInterventions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterventionList"];
                };
            };
            400: components["responses"]["Refusal400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    listFaultInjections: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultInjectionList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    addFaultInjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultInjectionAdd"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultInjectionSet"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    removeFaultInjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                faultInjectionId: components["parameters"]["faultInjectionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    listSetbacks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetbackList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    addSetback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetbackAdd"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetbackSet"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    retrieveSetback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                setbackId: components["parameters"]["setbackId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetbackSet"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    removeSetback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                setbackId: components["parameters"]["setbackId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    listScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
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
    retrieveScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["parameters"]["name"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenario"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    applyScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScenarioApply"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioApplied"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    browseOrders: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseQuotes: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseQuote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseAddresses: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseAddress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseAppointments: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseQualifications: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseQualification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseAssets: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
                /** @description Text to search for. Case does not matter. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Documents"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    browseAsset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    listOpenActions: {
        parameters: {
            query?: {
                orderId?: components["parameters"]["orderIdFilter"];
                state?: components["parameters"]["openActionState"];
                offset?: components["parameters"]["offset"];
                /** @description Page size. More than 1,000 becomes 1,000; `limit` in the answer shows it. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenActionList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
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
    answerOpenAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
                openActionId: components["parameters"]["openActionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenActionAnswer"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAction"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Refusal414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
            507: components["responses"]["Problem507"];
        };
    };
    streamSandbox: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /** @description Id of the sandbox. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Text"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            405: components["responses"]["Refusal405"];
            406: components["responses"]["Refusal406"];
            408: components["responses"]["Refusal408"];
            414: components["responses"]["Refusal414"];
            429: components["responses"]["Refusal429"];
            431: components["responses"]["Refusal431"];
            500: components["responses"]["Refusal500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Refusal504"];
        };
    };
    listLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LimitList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
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
    listJourneys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JourneyList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
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
    retrieveStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Refusal401"];
            403: components["responses"]["Problem403"];
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
    checkLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Live"];
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
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
    checkReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
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
            503: components["responses"]["Problem503"];
            504: components["responses"]["Refusal504"];
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": components["schemas"]["Text"];
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
            503: components["responses"]["Refusal503"];
            504: components["responses"]["Refusal504"];
        };
    };
}
