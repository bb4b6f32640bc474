// Made by npm run generate from specs/openapi/oauth.yaml; do not edit.

export interface paths {
    "/oauth/accesstoken": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issue a token, with the grant type in the query */
        get: operations["retrieveAccessToken"];
        put?: never;
        /** Issue a token, with the grant type in the form */
        post: operations["createAccessToken"];
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
        /** @description Client id and secret may be in the form instead of the Basic header, but not in both. A client id alone may repeat the one of the header. A secret in the URL is refused. */
        TokenRequest: {
            grant_type?: string;
            scope?: string;
            client_id?: string;
            client_secret?: string;
        };
        Token: {
            accessToken: string;
            /** @constant */
            tokenType: "Bearer";
            /** @description Seconds. */
            expiresIn: number;
            access_token: string;
            /** @constant */
            token_type: "Bearer";
            /** @description Seconds. */
            expires_in: number;
        };
        Unavailable: {
            /** @constant */
            error: "temporarily_unavailable";
            error_description?: string;
        };
        /** @description RFC 6749, section 5.2. */
        OAuthError: {
            /** @enum {string} */
            error: "invalid_request" | "invalid_client" | "invalid_grant" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope";
            error_description?: string;
            error_uri?: string;
        };
    };
    responses: {
        /** @description Bearer token */
        Token: {
            headers: {
                /** @description Always `no-store`. */
                "Cache-Control"?: "no-store";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Token"];
            };
        };
        /** @description The request violates RFC 6749 */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description The client is unknown or its secret is wrong */
        InvalidClient: {
            headers: {
                /** @description Basic challenge. */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description Service Unavailable */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Unavailable"];
            };
        };
    };
    parameters: {
        /** @description `client_credentials`. POST also accepts it in the form. */
        GrantType: string;
        /** @description Scope. The sandbox has no scopes and rejects every value. */
        Scope: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    retrieveAccessToken: {
        parameters: {
            query?: {
                /** @description `client_credentials`. POST also accepts it in the form. */
                grant_type?: components["parameters"]["GrantType"];
                /** @description Scope. The sandbox has no scopes and rejects every value. */
                scope?: components["parameters"]["Scope"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Token"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidClient"];
            405: components["responses"]["BadRequest"];
            429: components["responses"]["Unavailable"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAccessToken: {
        parameters: {
            query?: {
                /** @description `client_credentials`. POST also accepts it in the form. */
                grant_type?: components["parameters"]["GrantType"];
                /** @description Scope. The sandbox has no scopes and rejects every value. */
                scope?: components["parameters"]["Scope"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            200: components["responses"]["Token"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidClient"];
            405: components["responses"]["BadRequest"];
            413: components["responses"]["BadRequest"];
            415: components["responses"]["BadRequest"];
            429: components["responses"]["Unavailable"];
            503: components["responses"]["Unavailable"];
        };
    };
}
