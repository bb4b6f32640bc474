// Made by npm run generate from specs/openapi/sandbox.yaml; do not edit.

export interface paths {
    "/_sandbox/v1/sandboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sandboxes of this process */
        get: operations["listSandboxes"];
        put?: never;
        /** Create a sandbox, from nothing, from a scenario or as a fork of another */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** One sandbox and how much it holds */
        get: operations["retrieveSandbox"];
        put?: never;
        post?: never;
        /** Delete a sandbox; its tokens end at once */
        delete: operations["deleteSandbox"];
        options?: never;
        head?: never;
        /**
         * Change the callback, the profile or settings
         * @description Setting a callback also re-enables an endpoint that was disabled.
         */
        patch: operations["updateSandbox"];
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Back to the start; id and credentials stay */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** The whole world as one document */
        get: operations["exportState"];
        /**
         * Replace the whole world by an exported document
         * @description A document of an unknown format is refused with its format named. Id and credentials of the sandbox stay as they are.
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Every access token of the sandbox expires at once */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget the calls counted so far */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Client id, secret and everything a client needs to connect */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Virtual now, the mode, and what is due next */
        get: operations["retrieveClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Freeze the clock or let it run */
        patch: operations["updateClock"];
        trace?: never;
    };
    "/_sandbox/v1/sandboxes/{sandboxId}/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move virtual time; everything due is applied in order and its callbacks attempted
         * @description Answers when everything due has been applied and every delivery due attempted or parked. With `preview` nothing changes.
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                /** @description Advances are counted from 1 in each sandbox; the last 20 are kept. */
                advance: components["parameters"]["advance"];
            };
            cookie?: never;
        };
        /** What happened in one advance, page by page */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        /** What happened to an order and what is planned */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** The callback inbox */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                eventId: components["parameters"]["eventId"];
            };
            cookie?: never;
        };
        /** One event with its payload and every attempt */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                eventId: components["parameters"]["eventId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one event again, with the same id and the same bytes */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send all events of a state again */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attempt everything that waits for its next try, without moving the clock */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send one test event to the callback and report what came back */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** The journal, newest last */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** How many entries match */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** Wait until enough entries match, or say what came instead */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                requestId: components["parameters"]["requestId"];
            };
            cookie?: never;
        };
        /** One entry: request, answer, why, nearest operations, copies for curl and fetch */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                requestId: components["parameters"]["requestId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an entry again, edited or not; the new entry names its parent */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** The journal as HTTP Archive 1.2 */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** The journal, one entry per line */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /**
         * What was done to the world beside the client
         * @description Open actions answered here, setbacks, settings, loaded worlds: with the journal they tell how the world came about, which is what a recorded contract rests on. Like the journal they are kept in memory and end with a reset.
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** List fault injections and how often each was applied */
        get: operations["listFaultInjections"];
        put?: never;
        /** Make the wire fail: counted, never by chance */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
        /** The library */
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
        /** One scenario: what it does, and its file */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Play a scenario in this sandbox */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** One of the product orders */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** One of the quotes */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** One of the addresses */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** One of the appointments */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** One of the product offering qualifications */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                itemId: components["parameters"]["itemId"];
            };
            cookie?: never;
        };
        /** One of the installed products */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /** What the customer is asked to decide, with deadlines */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
            };
            cookie?: never;
        };
        /**
         * What happens in the sandbox, as server-sent events
         * @description Every event has an id. A reader that names the last one it saw in Last-Event-ID gets what it missed, or an event `gap` when the buffer no longer reaches back.
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
        /** Every limit in force, its flag, and what happens over it */
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
        /** What this process is and how it fares */
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
        /** The process answers */
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
        /** A token request would succeed now */
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
        /** Figures for Prometheus */
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
             * @description What programs act on; it never changes its meaning. docs/error-codes.md lists them.
             * @example ETHERBOX_UNKNOWN_SANDBOX
             */
            code: string;
            detail: string;
            errors: {
                /** @description JSON pointer into the body, or query/…, path/…, header/… */
                pointer: string;
                detail: string;
                /** @description What was received, shortened; absent when it was missing. */
                found?: unknown;
                /** @description What would be right. */
                expected?: string;
            }[];
        };
        /** @description Where BT's notifications go, as agreed at onboarding. Secrets are taken and never shown again. */
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
        /** @description null is the built-in inbox. */
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
            /** @description An instant or `today` (09:00 in London on the next working day). */
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
        /** @description Switches of one sandbox; a member that is null goes back to its default. */
        Settings: {
            /**
             * @description Whose working days lead times and `advance` are counted in; england-and-wales unless set. Appointment slots always follow the site.
             * @enum {unknown}
             */
            calendar?: "england-and-wales" | "scotland" | "northern-ireland" | null;
            /**
             * @description 202 turns the 201 of an order and the 200 of an amend into 202.
             * @enum {unknown}
             */
            orderStatus?: 201 | 202 | null;
            /**
             * @description `reject` refuses an externalId that an order has already.
             * @enum {unknown}
             */
            duplicateExternalId?: "accept" | "reject" | null;
            /** @description BT's rate limits; true, or counts of your own. */
            rateLimit?: boolean | Record<string, never> | null;
            /** @description Wall time; 3600 unless set. */
            tokenLifetimeSeconds?: number | null;
            /** @description false leaves out the links to explanations. */
            explain?: boolean | null;
            /** @description Canned answers of your own, before every rule. */
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
            /** @description How many documents of each kind, and how many events in each state. */
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
        /** @description The whole world. Made by this project, read by this project; `format` says by which rules. */
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
            /** @description For people, London time: Mon 05 Jan 2026 09:00 */
            local: string;
            /** @description How many things are due later. */
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
            /** @description next-milestone, next-event, completion, or an order that reaches a milestone or a state. */
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
        Happening: {
            at: components["schemas"]["Instant"];
            kind: string;
            orderId?: string;
            itemId?: string;
            milestone?: string;
            eventId?: string;
            /** @description Of an event: what has become of its callback by now: waiting, retrying, delivered, failed or suppressed (there is no callback URL). */
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
            /** @description How many of the events told on the way are in each state by now; absent in a preview. */
            callbacks?: {
                [key: string]: number;
            };
            /** @description The first 1,000; the rest at /clock/advances/{advance}?offset=1000. */
            happened: components["schemas"]["Happening"][];
            parked: {
                eventId: string;
                orderId?: string;
                reason: string;
            }[];
            /** @description Why it stopped before its end. */
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
            /** @description What makes it happen. */
            because?: string;
            eventId?: string;
            /** @description What became of the notification. */
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
            /** @description JSON where it was JSON, else text; shortened where it was long. */
            body?: unknown;
            truncated?: boolean;
        };
        Event: {
            eventId: string;
            eventType: string;
            orderId?: string;
            externalId?: string;
            at: components["schemas"]["Instant"];
            /** @description State of the order that the event tells of. */
            orderState?: string;
            /** @description Milestone of the item that moved. */
            milestone?: string;
            /** @enum {unknown} */
            state: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
            /** @description Why it waits, failed or was never sent. */
            reason?: string;
            reasonCode?: components["schemas"]["SuppressionCode"];
            payload?: unknown;
            attempts: components["schemas"]["Attempt"][];
            nextAttempt?: components["schemas"]["NextAttempt"];
            /** @description The same event on its way to each registered listener that asked for it. */
            hubs?: {
                /** @description Its id. */
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
         * @description Why nothing is sent, for programs; present where `state` is `suppressed`. `built-in-inbox`: no callback URL is set. `endpoint-disabled`: the endpoint answered 410 or failed too often. `hub-removed`: the listener was unregistered.
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
        /** @description Callbacks are due and none has been sent for more than 5 s of wall time. */
        IdleDelivery: {
            /** @description Wall time. */
            since: string;
            due: number;
            /** @description Why the first of them does not go. */
            reason: string;
            text: string;
        };
        ResendOne: {
            /** @description Instead of the sandbox's callback. */
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
            /** @description Those that failed come first */
            eventIds?: string[];
        };
        CallbackTest: {
            url?: string;
            eventType?: string;
        };
        Why: {
            pointer: string;
            /** @description What was received, shortened; absent when it was missing. */
            got?: unknown;
            expected: string;
            rule: string;
            spec?: string;
        };
        NearMiss: {
            operationId: string;
            method: string;
            path: string;
            /** @description A tick or a cross per criterion. */
            matches: {
                [key: string]: boolean;
            };
        };
        Request: {
            id: string;
            at: components["schemas"]["Instant"];
            wallAt: components["schemas"]["Instant"];
            method: string;
            /** @description With its query. */
            path: string;
            operationId?: string;
            orderId?: string;
            status: number;
            durationMs: number;
            request?: components["schemas"]["Message"];
            response?: components["schemas"]["Message"];
            why?: components["schemas"]["Why"][];
            nearMisses?: components["schemas"]["NearMiss"][];
            /** @description What was taken but had no meaning, such as unknown members. */
            notes?: string[];
            /** @description The fault injection that was applied. */
            faultInjection?: string;
            /** @description The entry this one replays. */
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
            /** @description Entries that made room for newer ones, since the start. */
            evicted: number;
        };
        RequestCount: {
            count: number;
            evicted: number;
            /** @description False when entries that might have matched were evicted. */
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
                /** @description null takes a header away. */
                headers?: {
                    [key: string]: string | null;
                };
                /** @description Replaces the whole body. */
                body?: unknown;
            };
        };
        Har: {
            log: Record<string, never>;
        };
        Text: string;
        FaultInjectionAdd: {
            /** @description An operationId, callback, token or callbackToken. */
            operation: string;
            match?: {
                [key: string]: unknown;
            };
            status?: number;
            /** @description Answered with the status in place of the API's own words. */
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
            /** @description null is for ever. */
            times: number | null;
            left: number | null;
        };
        FaultInjectionList: {
            items: components["schemas"]["FaultInjectionSet"][];
            total: number;
        };
        InterventionList: {
            /** @description The sandbox when its world was still empty. */
            beginning: {
                at: components["schemas"]["Instant"];
                seed: string;
                duns: string;
                portalLoginId: string;
                /** @enum {unknown} */
                profile: "default" | "strict";
                settings: Record<string, never>;
            };
            /** @description Why the world cannot be told from its beginning. Absent when it can. */
            missing?: string;
            /** @description Id of the newest request that met a world which another was loaded over, and which is not told any more. Absent when there is none. */
            forgotten?: string;
            items: components["schemas"]["Intervention"][];
            total: number;
        };
        Intervention: {
            at: components["schemas"]["Instant"];
            /** @description Id of the newest request of the journal that came before; absent when there was none. */
            after?: string;
            /** @enum {unknown} */
            kind: "answer" | "setback" | "setbackRemoved" | "settings" | "load" | "prepared";
            openActionId?: string;
            /** @description What was answered. */
            answer?: Record<string, never>;
            /** @description The setback as it was attached. */
            setback?: Record<string, never>;
            setbackId?: string;
            /** @enum {unknown} */
            profile?: "default" | "strict";
            /** @description All of them. */
            settings?: Record<string, never>;
            /** @description The saved world that was put in the place of this one. */
            state?: Record<string, never>;
            /** @description The scenario that prepared the world with calls of its own. */
            scenario?: string;
            /** @description Id of the first of those calls. They bear the name of the scenario in their APIGW-Tracking-Header; the client may have called in between. */
            first?: string;
            /** @description Id of the last of them. */
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
            /** @description Orders it met so far. */
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
            /** @description The file. */
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
            /** @description What the steps saved under a name. */
            saved?: Record<string, never>;
        };
        /** @description As the BT path would answer it, with what the sandbox adds for people. */
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
            /** @description What happens when nobody answers. */
            default?: string;
            /** @description What may be answered. */
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
                text: string;
                unit: string;
                value: number;
                default: number;
                flag?: string;
                /** @description What happens over it. */
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
            /** @description What a person should look at now. */
            warnings: {
                /** @constant */
                kind: "delivery-idle";
                sandbox: string;
                /** @description Wall time. */
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
        /** @description RFC 9457. Only the sandbox's own control API answers it. */
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
        /** @description Something in the request is wrong; every fault is listed */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not for this caller: another origin, a client token, or no control token */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such thing in this sandbox */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The time ran out; `found` says what came instead */
        Problem408: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not in this state */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not application/json */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Understood, but it cannot be done; nothing was changed */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not now */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A limit of the sandbox or of the disk is reached */
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
                Allow: components["headers"]["Allow"];
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
        /** @description An unknown one and one that is not yours are answered alike. */
        sandboxId: string;
        orderId: string;
        eventId: string;
        requestId: string;
        faultInjectionId: string;
        setbackId: string;
        openActionId: string;
        itemId: string;
        name: string;
        /** @description Advances are counted from 1 in each sandbox; the last 20 are kept. */
        advance: number;
        offset: number;
        /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
        limit: number;
        /** @description Text to be found anywhere, in any case of letters. */
        q: string;
        orderIdFilter: string;
        /** @description One or several of a status (404), a class (4xx) or `refused` (400 and more), separated by commas. */
        status: string;
        /** @description An operationId, or several separated by commas. */
        operation: string;
        method: string;
        /** @description Entries whose path contains this text. */
        path: string;
        /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
        sinceInstant: string;
        eventType: string;
        eventState: "waiting" | "retrying" | "delivered" | "failed" | "suppressed";
        openActionState: "open" | "answered" | "expired" | "withdrawn";
        count: number;
        /** @description Wall time in milliseconds. */
        timeoutMs: number;
        /** @description Put the credentials of the sandbox into the copies instead of a mask. */
        includeToken: "true" | "false";
        LastEventId: string;
    };
    requestBodies: never;
    headers: {
        /** @description The methods that this path has. */
        Allow: string;
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
        };
    };
    updateSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    resetSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
    exportState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
    retrieveAdvance: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
                sandboxId: components["parameters"]["sandboxId"];
                /** @description Advances are counted from 1 in each sandbox; the last 20 are kept. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
                offset?: components["parameters"]["offset"];
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    resendEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    retryEventsNow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
        };
    };
    testCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description One or several of a status (404), a class (4xx) or `refused` (400 and more), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description An operationId, or several separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Entries whose path contains this text. */
                path?: components["parameters"]["path"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
                offset?: components["parameters"]["offset"];
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description One or several of a status (404), a class (4xx) or `refused` (400 and more), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description An operationId, or several separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Entries whose path contains this text. */
                path?: components["parameters"]["path"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description One or several of a status (404), a class (4xx) or `refused` (400 and more), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description An operationId, or several separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Entries whose path contains this text. */
                path?: components["parameters"]["path"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
                count?: components["parameters"]["count"];
                /** @description Wall time in milliseconds. */
                timeoutMs?: components["parameters"]["timeoutMs"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description Put the credentials of the sandbox into the copies instead of a mask. */
                includeToken?: components["parameters"]["includeToken"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description One or several of a status (404), a class (4xx) or `refused` (400 and more), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description An operationId, or several separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Entries whose path contains this text. */
                path?: components["parameters"]["path"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description One or several of a status (404), a class (4xx) or `refused` (400 and more), separated by commas. */
                status?: components["parameters"]["status"];
                /** @description An operationId, or several separated by commas. */
                operation?: components["parameters"]["operation"];
                orderId?: components["parameters"]["orderIdFilter"];
                method?: components["parameters"]["method"];
                /** @description An instant of virtual time, or the id of an entry (req_41) after which to begin. */
                since?: components["parameters"]["sinceInstant"];
                /** @description Entries whose path contains this text. */
                path?: components["parameters"]["path"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    removeFaultInjection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
        };
    };
    listSetbacks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    retrieveSetback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    browseOrders: {
        parameters: {
            query?: {
                offset?: components["parameters"]["offset"];
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
                /** @description Text to be found anywhere, in any case of letters. */
                q?: components["parameters"]["q"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description At most 1,000; more is clamped and `limit` in the answer says so. */
                limit?: components["parameters"]["limit"];
            };
            header?: never;
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
                /** @description An unknown one and one that is not yours are answered alike. */
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
            507: components["responses"]["Refusal507"];
        };
    };
    streamSandbox: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /** @description An unknown one and one that is not yours are answered alike. */
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
