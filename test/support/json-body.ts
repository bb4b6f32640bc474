/**
 * A JSON body as tests read and change it: an answer of which they assert members, or a request that they break on purpose,
 * also into what no document allows. The documents' own types (src/generated/openapi) would refuse both. This is the one
 * place where a test may use `any`; a helper with a known shape says its shape.
 */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type JsonBody = any;
