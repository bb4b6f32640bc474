// Made by npm run generate from specs/openapi/quote.yaml; do not edit.

export interface paths {
    "/tmf-api/quoteManagement/v4/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List quotes of the last month */
        get: operations["listQuote"];
        put?: never;
        /** Create a quote for 1 to 100 items of one product */
        post: operations["createQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tmf-api/quoteManagement/v4/quote/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve a quote */
        get: operations["retrieveQuote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bt-wholesale/tmf-api/resourceInventoryManagement/v4/quoteNetworkResource": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List network places and their codes */
        get: operations["listQuoteNetworkResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/bt-wholesale/tmf-api/resourceInventoryManagement/v4/quoteNetworkResource/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retrieve a network place */
        get: operations["retrieveQuoteNetworkResource"];
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
        QuoteRequest: {
            readonly id?: components["schemas"]["ShortText"];
            readonly href?: string;
            readonly state?: string;
            readonly quoteDate?: string;
            readonly effectiveQuoteCompletionDate?: string;
            readonly validFor?: components["schemas"]["TimePeriod"];
            externalId?: string;
            expectedFulfillmentStartDate?: string;
            quoteItem: components["schemas"]["QuoteRequestItem"][];
        };
        QuoteRequestItem: {
            /** @constant */
            action: "add";
            readonly state?: string;
            customerReference?: string;
            product: components["schemas"]["QuoteProduct"];
        };
        /** @description Full quote. */
        Quote: WithRequired<components["schemas"]["PartialQuote"], "@baseType" | "@type" | "id" | "href" | "category" | "quoteDate" | "effectiveQuoteCompletionDate" | "version" | "state" | "validFor" | "quoteItem">;
        /** @description Quote, or the members of it that `fields` selects. */
        PartialQuote: {
            /** @constant */
            "@baseType"?: "Quote";
            /** @constant */
            "@type"?: "BtwQuote";
            id?: components["schemas"]["ShortText"];
            href?: string;
            externalId?: string;
            category?: components["schemas"]["ShortText"];
            description?: components["schemas"]["ShortText"];
            /** Format: date-time */
            quoteDate?: string;
            /** Format: date-time */
            effectiveQuoteCompletionDate?: string;
            expectedFulfillmentStartDate?: string;
            version?: components["schemas"]["ShortText"];
            /** @constant */
            state?: "approved";
            validFor?: components["schemas"]["TimePeriod"];
            informational?: components["schemas"]["Remark"];
            warnings?: components["schemas"]["Remark"];
            errors?: components["schemas"]["Remark"];
            quoteItem?: components["schemas"]["QuoteItem"][];
        };
        QuoteItem: {
            /** @constant */
            "@baseType": "QuoteItem";
            /** @constant */
            "@type": "BtwQuoteItem";
            /** @constant */
            action: "add";
            /** @constant */
            state: "approved";
            customerReference?: string;
            product: components["schemas"]["QuoteProduct"];
        };
        /** @enum {string} */
        NetworkCategory: "Wholesale Ethernet Data Centre" | "Wholesale Ethernet Exchange Connect" | "Wholesale Optical Data Centre" | "Wholesale Optical Node";
        /** @description Network place, or the members of it that `fields` selects. */
        PartialNetworkResource: {
            id?: components["schemas"]["ShortText"];
            href?: string;
            category?: components["schemas"]["NetworkCategory"];
            code?: string;
            name?: string;
            postcode?: string;
        };
        ShortText: string;
        Remark: string;
        /** @description UK postcode, with or without the space. */
        Postcode: string;
        ProductPrice: {
            name: components["schemas"]["ShortText"];
            /** @enum {string} */
            priceType: "nonRecurring" | "recurring";
            /** @enum {string} */
            recurringChargePeriod?: "month" | "year";
            price: components["schemas"]["Price"];
        };
        Price: {
            taxRate: number;
            dutyFreeAmount: components["schemas"]["Money"];
            taxIncludedAmount: components["schemas"]["Money"];
        };
        AccessInformation: {
            /** @enum {string} */
            accessProvider: "Openreach" | "KCOM";
            /** @enum {string} */
            openreachOnNet?: "Yes" | "No";
            indicativeECCs?: components["schemas"]["IndicativeECCs"];
            servingExchange: components["schemas"]["ServingExchange"];
            ethernetSwitch: components["schemas"]["EthernetSwitch"][];
        };
        GeaInformation: {
            geaBandwidth: components["schemas"]["GeaSpeeds"];
        } & components["schemas"]["AccessInformation"];
        GeaSpeeds: {
            down: string;
            up: string;
        };
        /** @description Likely Openreach charges beyond the tariff; figures are strings. */
        IndicativeECCs: {
            circuitDeliveryCategory?: string;
            tariff?: string;
            indicativeExtraECCs?: string;
            fibrePresent?: string;
            tNodeCapacity?: string;
        };
        ServingExchange: {
            code: string;
            name: string;
        };
        EthernetSwitch: {
            code: string;
            name: string;
            exchangeDistance: components["schemas"]["Distance"];
            siteDistance: components["schemas"]["Distance"];
        };
        Distance: {
            /** @enum {string} */
            unit?: "Metre" | "Kilometre";
            value?: number;
        };
        OpticalInformation: {
            serviceType?: string;
            mainLinkDistance?: components["schemas"]["Distance"];
            aEnd?: components["schemas"]["OpticalEnd"];
            bEnd?: components["schemas"]["OpticalEnd"];
        };
        OpticalEnd: {
            servingExchange?: components["schemas"]["ServingExchange"];
            coreNode?: components["schemas"]["NetworkPlace"];
            dataCentre?: components["schemas"]["NetworkPlace"];
            mainLinkDistance?: components["schemas"]["Distance"];
        };
        NetworkPlace: {
            code?: string;
            name?: string;
            postcode?: string;
        };
        /** @description Quoted product, one of four. All items of a quote have the same product. */
        QuoteProduct: components["schemas"]["WholesaleEthernetEline"] | components["schemas"]["WholesaleEthernetElan"] | components["schemas"]["WholesaleEthernetInternet"] | components["schemas"]["WholesaleOptical"];
        /** @description Point-to-point service. `place` and `product` are the A-end; each nested item is a B-end. */
        WholesaleEthernetEline: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "WholesaleEthernetEline";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "WholesaleEthernetEline";
            };
            place: components["schemas"]["EthernetPlace"][];
            product: components["schemas"]["AccessService"][];
            /**
             * @description Whether the A-end already exists; an existing A-end is not charged.
             * @default false
             */
            existingAend: boolean;
            quoteItem: components["schemas"]["ElineBend"][];
        };
        /** @description B-end of an E-Line with its place, its access and the flow on the access. */
        ElineBend: {
            /** @constant */
            "@baseType"?: "QuoteItem";
            /** @constant */
            "@type"?: "BtwQuoteItem";
            /** @constant */
            action: "add";
            place: components["schemas"]["EthernetPlace"][];
            product: components["schemas"]["AccessOrConnectedFlow"][];
        };
        /** @description Site of a multipoint service. */
        WholesaleEthernetElan: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "WholesaleEthernetElan";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "WholesaleEthernetElan";
            };
            place: components["schemas"]["EthernetPlace"][];
            product: components["schemas"]["AccessOrDynamicFlow"][];
        };
        /** @description Site with internet access. */
        WholesaleEthernetInternet: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "WholesaleEthernetInternet";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "WholesaleEthernetInternet";
            };
            place: components["schemas"]["EthernetPlace"][];
            product: components["schemas"]["AccessOrInternetFlow"][];
        };
        /** @description A wavelength between two places. */
        WholesaleOptical: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "WholesaleOptical";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "WholesaleOptical";
            };
            place: components["schemas"]["OpticalPlace"][];
            product: components["schemas"]["WholesaleOpticalService"][];
        };
        /** @description The eight place types that the three Ethernet products accept. */
        EthernetPlace: components["schemas"]["PostcodeSite"] | components["schemas"]["NadKeySite"] | components["schemas"]["UPRNSite"] | components["schemas"]["DataCentreSite"] | components["schemas"]["ExchangeConnectSite"] | components["schemas"]["AccessLineIdSite"] | components["schemas"]["DirectoryNumberSite"] | components["schemas"]["CoordinateSite"];
        /** @description The five place types that Wholesale Optical accepts. */
        OpticalPlace: components["schemas"]["PostcodeSite"] | components["schemas"]["NadKeySite"] | components["schemas"]["UPRNSite"] | components["schemas"]["DataCentreSite"] | components["schemas"]["OpticalCoreNodeSite"];
        /** @description Etherway access of a site. */
        AccessService: components["schemas"]["EtherwayFibreService"] | components["schemas"]["EtherwayGEAService"] | components["schemas"]["EtherwayExchangeConnectService"] | components["schemas"]["EtherwayDataCentreService"] | components["schemas"]["EtherwayRadioService"] | components["schemas"]["EtherwayOSAService"];
        /** @description An Etherway or the Etherflow Connected on it. */
        AccessOrConnectedFlow: components["schemas"]["EtherwayFibreService"] | components["schemas"]["EtherwayGEAService"] | components["schemas"]["EtherwayExchangeConnectService"] | components["schemas"]["EtherwayDataCentreService"] | components["schemas"]["EtherwayRadioService"] | components["schemas"]["EtherwayOSAService"] | components["schemas"]["EtherflowConnectedService"];
        /** @description An Etherway or the Etherflow Dynamic on it. */
        AccessOrDynamicFlow: components["schemas"]["EtherwayFibreService"] | components["schemas"]["EtherwayGEAService"] | components["schemas"]["EtherwayExchangeConnectService"] | components["schemas"]["EtherwayDataCentreService"] | components["schemas"]["EtherwayRadioService"] | components["schemas"]["EtherwayOSAService"] | components["schemas"]["EtherflowDynamicService"];
        /** @description An Etherway or the Etherflow Internet on it. */
        AccessOrInternetFlow: components["schemas"]["EtherwayFibreService"] | components["schemas"]["EtherwayGEAService"] | components["schemas"]["EtherwayExchangeConnectService"] | components["schemas"]["EtherwayDataCentreService"] | components["schemas"]["EtherwayRadioService"] | components["schemas"]["EtherwayOSAService"] | components["schemas"]["EtherflowInternetService"];
        /** @description Postcode. */
        PostcodeSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "PostcodeSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            postcode: components["schemas"]["Postcode"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description An Openreach address by its key, a slash and its district code. */
        NadKeySite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "NadKeySite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            nadKey: string;
            postcode?: components["schemas"]["Postcode"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description An address by its unique property reference number. */
        UPRNSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "UPRNSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            uprn: string;
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A data centre by its code; see `quoteNetworkResource`. */
        DataCentreSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "DataCentreSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            dataCentreCode: string;
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description An exchange by its code; see `quoteNetworkResource`. */
        ExchangeConnectSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "ExchangeConnectSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            exchangeConnectCode: string;
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description Address of an access line. */
        AccessLineIdSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "AccessLineIdSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            accessLineId: string;
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description Address of a telephone number. */
        DirectoryNumberSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "DirectoryNumberSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            directoryNumber: string;
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A point on the British or the Irish grid, in metres. */
        CoordinateSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "CoordinateSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            easting: number;
            northing: number;
            /** @enum {string} */
            type: "BritishNationalGrid" | "IrishGrid";
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description An optical core node by its code; see `quoteNetworkResource`. */
        OpticalCoreNodeSite: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "OpticalCoreNodeSite";
            /** @constant */
            "@baseType"?: "Place";
            /** @constant */
            role?: "QuoteSiteLocation";
            opticalCoreNodeCode: string;
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A fibre access. */
        EtherwayFibreService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayFibreService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayFibreService";
            };
            bandwidth: components["schemas"]["FibreBandwidth"];
            resilience: components["schemas"]["Resilience"];
            product?: components["schemas"]["Cpe"][];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["AccessInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description An access over copper or fibre to the premises. */
        EtherwayGEAService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayGEAService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayGEAService";
            };
            bandwidth: components["schemas"]["GeaBandwidth"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["GeaInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A tail inside an exchange. */
        EtherwayExchangeConnectService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayExchangeConnectService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayExchangeConnectService";
            };
            bandwidth: components["schemas"]["TailBandwidth"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["AccessInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A tail inside a data centre. */
        EtherwayDataCentreService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayDataCentreService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayDataCentreService";
            };
            bandwidth: components["schemas"]["TailBandwidth"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["AccessInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A radio access. */
        EtherwayRadioService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayRadioService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayRadioService";
            };
            /** @constant */
            bandwidth: "100 Mbit/s";
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["AccessInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description An access by optical spectrum. */
        EtherwayOSAService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayOSAService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayOSAService";
            };
            bandwidth: components["schemas"]["OsaBandwidth"];
            resilience: components["schemas"]["Resilience"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["AccessInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A point to point flow. */
        EtherflowConnectedService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherflowConnectedService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherflowConnectedService";
            };
            bandwidth: components["schemas"]["ConnectedBandwidth"];
            cos: components["schemas"]["Cos"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A flow into a multipoint network. */
        EtherflowDynamicService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherflowDynamicService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherflowDynamicService";
            };
            bandwidth: components["schemas"]["DynamicBandwidth"];
            cos: components["schemas"]["DynamicCos"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A flow to the internet. */
        EtherflowInternetService: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherflowInternetService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherflowInternetService";
            };
            bandwidth: components["schemas"]["InternetBandwidth"];
            cos: components["schemas"]["Cos"];
            ipAddressBlock: components["schemas"]["IpAddressBlock"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description Wavelengths between two places. */
        WholesaleOpticalService: {
            /** @constant */
            "@type": "WholesaleOpticalService";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "WholesaleOpticalService";
            };
            bandwidth: components["schemas"]["OpticalBandwidth"];
            resilience: components["schemas"]["Resilience"];
            /** @default false */
            forceOSA: boolean;
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly productInformation?: components["schemas"]["OpticalInformation"];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description Equipment at the customer's end of a fibre access. */
        Cpe: components["schemas"]["EtherwayRouterCpe"] | components["schemas"]["EtherwayFirewallCpe"];
        /** @description A router. */
        EtherwayRouterCpe: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayRouterCpe";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayRouterCpe";
            };
            bundle: components["schemas"]["RouterBundle"];
            bandwidth: components["schemas"]["RouterBandwidth"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /** @description A firewall. */
        EtherwayFirewallCpe: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            "@type": "EtherwayFirewallCpe";
            /** @constant */
            "@baseType"?: "Product";
            productSpecification: {
                /** @constant */
                id: "EtherwayFirewallCpe";
            };
            bundle: components["schemas"]["FirewallBundle"];
            bandwidth: components["schemas"]["FirewallBandwidth"];
            readonly productPrice?: components["schemas"]["ProductPrice"][];
            readonly informational?: components["schemas"]["Remark"];
            readonly warnings?: components["schemas"]["Remark"];
            readonly errors?: components["schemas"]["Remark"];
        };
        /**
         * @description Characteristics of an Etherway Fibre.
         * @enum {string}
         */
        FibreBandwidth: "100 Mbit/s" | "1 Gbit/s" | "10 Gbit/s";
        /**
         * @description Characteristics of an Etherway Exchange Connect or Data Centre.
         * @enum {string}
         */
        TailBandwidth: "1 Gbit/s" | "10 Gbit/s" | "100 Gbit/s";
        /**
         * @description Characteristics of an Etherway OSA.
         * @enum {string}
         */
        OsaBandwidth: "10 Gbit/s 1U" | "10 Gbit/s 7U" | "10 Gbit/s Additional Port";
        /**
         * @description Characteristics of an Etherway GEA: technology, download and upload speed.
         * @enum {string}
         */
        GeaBandwidth: "SOGEA 0.5:0.5 Mbit/s" | "SOGEA 40:10 Mbit/s" | "SOGEA 80:20 Mbit/s" | "FTTP 0.5:0.5 Mbit/s" | "FTTP 40:10 Mbit/s" | "FTTP 80:20 Mbit/s" | "FTTP 115:20 Mbit/s" | "FTTP 160:30 Mbit/s" | "FTTP 220:20 Mbit/s" | "FTTP 220:30 Mbit/s" | "FTTP 330:30 Mbit/s" | "FTTP 330:50 Mbit/s" | "FTTP 500:165 Mbit/s" | "FTTP 500:500 Mbit/s" | "FTTP 550:75 Mbit/s" | "FTTP 550:550 Mbit/s" | "FTTP 1000:115 Mbit/s" | "FTTP 1000:220 Mbit/s" | "FTTP 1000:1000 Mbit/s" | "FTTP 1100:1100 Mbit/s" | "FoD 0.5:0.5 Mbit/s" | "FoD 115:20 Mbit/s" | "FoD 160:30 Mbit/s" | "FoD 220:20 Mbit/s" | "FoD 220:30 Mbit/s" | "FoD 330:30 Mbit/s" | "FoD 330:50 Mbit/s" | "FoD 500:165 Mbit/s" | "FoD 500:500 Mbit/s" | "FoD 550:75 Mbit/s" | "FoD 550:550 Mbit/s" | "FoD 1000:115 Mbit/s" | "FoD 1000:220 Mbit/s" | "FoD 1000:1000 Mbit/s" | "FoD 1100:1100 Mbit/s";
        /**
         * @description Diversity from another circuit.
         * @enum {string}
         */
        Resilience: "Standard" | "Diverse (RAO2)" | "Diverse Plus (RAO2)";
        /**
         * @description Items supplied with the router.
         * @enum {string}
         */
        RouterBundle: "Router" | "Router, Maintenance" | "Router, Maintenance, Configuration" | "Router, Maintenance, Configuration, Installation";
        /**
         * @description Characteristics of a router.
         * @enum {string}
         */
        RouterBandwidth: "10 Mbit/s" | "50 Mbit/s (upgrade available to 100 Mbit/s)" | "100 Mbit/s" | "1 Gbit/s" | "1 Gbit/s (upgrade available to 2 Gbit/s)" | "2 Gbit/s";
        /**
         * @description Items supplied with the firewall.
         * @enum {string}
         */
        FirewallBundle: "Firewall" | "Firewall, Maintenance" | "Firewall, Maintenance, Configuration, Installation" | "Firewall, Maintenance, Configuration, Installation, Managed CPE";
        /**
         * @description Characteristics of a firewall, with the number of users.
         * @enum {string}
         */
        FirewallBandwidth: "10 Mbit/s, 10 Users" | "10 Mbit/s, 50 Users" | "10 Mbit/s, 250 Users" | "10 Mbit/s, 500 Users" | "50 Mbit/s, 25 Users" | "50 Mbit/s, 100 Users" | "50 Mbit/s, 300 Users" | "100 Mbit/s, 10 Users" | "100 Mbit/s, 100 Users" | "100 Mbit/s, 300 Users" | "1 Gbit/s, 50 Users" | "1 Gbit/s, 500 Users" | "2 Gbit/s, 600 Users";
        /**
         * @description Characteristics of an Etherflow Connected.
         * @enum {string}
         */
        ConnectedBandwidth: "0.2 Mbit/s" | "0.4 Mbit/s" | "0.6 Mbit/s" | "0.8 Mbit/s" | "1 Mbit/s" | "2 Mbit/s" | "3 Mbit/s" | "4 Mbit/s" | "5 Mbit/s" | "6 Mbit/s" | "7 Mbit/s" | "8 Mbit/s" | "9 Mbit/s" | "10 Mbit/s" | "15 Mbit/s" | "20 Mbit/s" | "25 Mbit/s" | "30 Mbit/s" | "35 Mbit/s" | "40 Mbit/s" | "45 Mbit/s" | "50 Mbit/s" | "60 Mbit/s" | "70 Mbit/s" | "80 Mbit/s" | "90 Mbit/s" | "100 Mbit/s" | "150 Mbit/s" | "200 Mbit/s" | "250 Mbit/s" | "300 Mbit/s" | "350 Mbit/s" | "400 Mbit/s" | "450 Mbit/s" | "500 Mbit/s" | "1 Gbit/s" | "1.5 Gbit/s" | "2 Gbit/s" | "2.5 Gbit/s" | "3 Gbit/s" | "3.5 Gbit/s" | "4 Gbit/s" | "4.5 Gbit/s" | "5 Gbit/s" | "5.5 Gbit/s" | "6 Gbit/s" | "6.5 Gbit/s" | "7 Gbit/s" | "7.5 Gbit/s" | "8 Gbit/s" | "8.5 Gbit/s" | "9 Gbit/s" | "9.5 Gbit/s" | "10 Gbit/s";
        /**
         * @description Characteristics of an Etherflow Dynamic.
         * @enum {string}
         */
        DynamicBandwidth: "0.2 Mbit/s" | "0.4 Mbit/s" | "0.6 Mbit/s" | "0.8 Mbit/s" | "1 Mbit/s" | "2 Mbit/s" | "3 Mbit/s" | "4 Mbit/s" | "5 Mbit/s" | "6 Mbit/s" | "7 Mbit/s" | "8 Mbit/s" | "9 Mbit/s" | "10 Mbit/s" | "15 Mbit/s" | "20 Mbit/s" | "25 Mbit/s" | "30 Mbit/s" | "35 Mbit/s" | "40 Mbit/s" | "45 Mbit/s" | "50 Mbit/s" | "55 Mbit/s" | "60 Mbit/s" | "65 Mbit/s" | "70 Mbit/s" | "75 Mbit/s" | "80 Mbit/s" | "85 Mbit/s" | "90 Mbit/s" | "95 Mbit/s" | "100 Mbit/s" | "125 Mbit/s" | "150 Mbit/s" | "175 Mbit/s" | "200 Mbit/s" | "250 Mbit/s" | "300 Mbit/s" | "350 Mbit/s" | "400 Mbit/s" | "450 Mbit/s" | "500 Mbit/s" | "600 Mbit/s" | "700 Mbit/s" | "800 Mbit/s" | "900 Mbit/s" | "1 Gbit/s" | "1.5 Gbit/s" | "2 Gbit/s" | "2.5 Gbit/s" | "3 Gbit/s" | "3.5 Gbit/s" | "4 Gbit/s" | "4.5 Gbit/s" | "5 Gbit/s" | "5.5 Gbit/s" | "6 Gbit/s" | "6.5 Gbit/s" | "7 Gbit/s" | "7.5 Gbit/s" | "8 Gbit/s" | "8.5 Gbit/s" | "9 Gbit/s" | "9.5 Gbit/s" | "10 Gbit/s";
        /**
         * @description Characteristics of an Etherflow Internet.
         * @enum {string}
         */
        InternetBandwidth: "10 Mbit/s" | "20 Mbit/s" | "30 Mbit/s" | "40 Mbit/s" | "50 Mbit/s" | "60 Mbit/s" | "70 Mbit/s" | "80 Mbit/s" | "90 Mbit/s" | "100 Mbit/s" | "200 Mbit/s" | "300 Mbit/s" | "400 Mbit/s" | "500 Mbit/s" | "1 Gbit/s" | "1.5 Gbit/s" | "2 Gbit/s" | "2.5 Gbit/s" | "3 Gbit/s" | "3.5 Gbit/s" | "4 Gbit/s" | "4.5 Gbit/s" | "5 Gbit/s" | "5.5 Gbit/s" | "6 Gbit/s" | "6.5 Gbit/s" | "7 Gbit/s" | "7.5 Gbit/s" | "8 Gbit/s" | "8.5 Gbit/s" | "9 Gbit/s" | "9.5 Gbit/s" | "10 Gbit/s";
        /**
         * @description Characteristics of a Wholesale Optical service.
         * @enum {string}
         */
        OpticalBandwidth: "1 x 10 Gbit/s" | "2 x 10 Gbit/s" | "3 x 10 Gbit/s" | "4 x 10 Gbit/s" | "5 x 10 Gbit/s" | "6 x 10 Gbit/s" | "7 x 10 Gbit/s" | "8 x 10 Gbit/s" | "9 x 10 Gbit/s" | "10 x 10 Gbit/s" | "1 x 40 Gbit/s" | "1 x 100 Gbit/s" | "1 x 400 Gbit/s";
        /**
         * @description Class of service.
         * @enum {string}
         */
        Cos: "Premium CoS" | "Standard CoS" | "Default CoS (Standard)" | "Multi CoS 5% (Premium)" | "Multi CoS 10% (Premium)" | "Multi CoS 25% (Premium)" | "Multi CoS 50% (Premium)" | "Multi CoS 100% (Premium)";
        /**
         * @description Class of service of an Etherflow Dynamic.
         * @enum {string}
         */
        DynamicCos: "Default CoS (Standard)" | "Multi CoS 5% (Premium)" | "Multi CoS 10% (Premium)" | "Multi CoS 25% (Premium)" | "Multi CoS 50% (Premium)" | "Multi CoS 100% (Premium)";
        /**
         * @description LAN addresses of an Etherflow Internet.
         * @enum {string}
         */
        IpAddressBlock: "Block /29 (8 LAN IP Addresses)" | "Block /28 (16 LAN IP Addresses)" | "Block /27 (32 LAN IP Addresses)" | "Block /26 (64 LAN IP Addresses)" | "Block /25 (128 LAN IP Addresses)" | "Block /24 (256 LAN IP Addresses)" | "Block /23 (512 LAN IP Addresses)" | "Block /22 (1024 LAN IP Addresses)" | "Block /21 (2048 LAN IP Addresses)";
        /** @description Period between two instants; either end may be open. */
        TimePeriod: {
            /** Format: date-time */
            startDateTime?: string;
            /** Format: date-time */
            endDateTime?: string;
        };
        /** @description Amount of money (default pounds). */
        Money: {
            /** @description ISO 4217 code. */
            unit: string;
            value: number;
        };
        /** @description The gateway sends `code` and `message`; the pricing tool sends `code` and `reason`. */
        QuoteError: {
            code: number;
            /** @description Generic phrase of the code. */
            reason?: string;
            /** @description Violation in this request. */
            message?: string;
            status?: string;
            /** @description One entry per violation in the body. BT documents the member, but not its contents. */
            errors?: {
                path?: string;
                message?: string;
            }[];
        };
    };
    responses: {
        /** @description Bad request */
        Refusal400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
            };
        };
        /** @description Resource not found */
        Refusal404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
            };
        };
        /** @description Method not allowed */
        Refusal405: {
            headers: {
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
            };
        };
        /** @description Unprocessable */
        Refusal422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
            };
        };
        /** @description Internal application error */
        Refusal500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
            };
        };
        /** @description The service is temporarily unavailable */
        Refusal503: {
            headers: {
                "APIGW-Exception": components["headers"]["APIGWException"];
                "APIGW-Exception-Code": components["headers"]["APIGWExceptionCode"];
                "APIGW-Exception-System": components["headers"]["APIGWExceptionSystem"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
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
                "application/json": components["schemas"]["QuoteError"];
            };
        };
        /** @description The sandbox can keep no more */
        Refusal507: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["QuoteError"];
            };
        };
    };
    parameters: {
        /** @description Top-level members to return, separated by commas; `none` returns id and href. */
        TopLevelFields: string;
        /** @description Page size (default 10). */
        QuoteLimit: 10 | 20 | 30 | 40 | 50 | 100;
        /** @description Id that tracks a call from end to end; preferably a UUID. */
        TrackingHeader: string;
        /** @description Number of entries to skip. An offset past the end returns an empty list. */
        Offset: number;
        /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
        Sort: string;
        Id: string;
    };
    requestBodies: never;
    headers: {
        /** @description URL of the new resource, the same as its href. */
        Location: string;
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
    listQuote: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["TopLevelFields"];
                /** @description Number of entries to skip. An offset past the end returns an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description Page size (default 10). */
                limit?: components["parameters"]["QuoteLimit"];
                /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
                sort?: components["parameters"]["Sort"];
                id?: string;
                externalId?: string;
                category?: "Wholesale";
                /** @description Product of the quotes. */
                product?: "WholesaleEthernetEline" | "WholesaleEthernetElan" | "WholesaleEthernetInternet" | "WholesaleOptical";
                /** @description Earliest creation date. */
                startDateTime?: string;
                /** @description Latest creation date. */
                endDateTime?: string;
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
            /** @description Quotes, oldest first unless `sort` is set */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartialQuote"][];
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
    createQuote: {
        parameters: {
            query?: never;
            header: {
                /** @description Id that tracks a call from end to end; preferably a UUID. */
                "APIGW-Tracking-Header": components["parameters"]["TrackingHeader"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description Priced quote */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
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
    retrieveQuote: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["TopLevelFields"];
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
            /** @description Quote */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartialQuote"];
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
    listQuoteNetworkResource: {
        parameters: {
            query: {
                category: components["schemas"]["NetworkCategory"];
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["TopLevelFields"];
                /** @description Number of entries to skip. An offset past the end returns an empty list. */
                offset?: components["parameters"]["Offset"];
                /** @description Page size (default 10). */
                limit?: 10 | 100 | 1000 | 10000;
                /** @description Member names, separated by commas; `-` before a name sorts in descending order. */
                sort?: components["parameters"]["Sort"];
                id?: string;
                code?: string;
                /** @description Case and spaces do not matter. */
                postcode?: string;
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
            /** @description Network places of that category */
            200: {
                headers: {
                    "X-Total-Count": components["headers"]["XTotalCount"];
                    "X-Result-Count": components["headers"]["XResultCount"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartialNetworkResource"][];
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
    retrieveQuoteNetworkResource: {
        parameters: {
            query?: {
                /** @description Top-level members to return, separated by commas; `none` returns id and href. */
                fields?: components["parameters"]["TopLevelFields"];
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
            /** @description Network place */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartialNetworkResource"];
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
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
