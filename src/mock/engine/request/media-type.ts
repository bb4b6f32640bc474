/** Lower case, without parameters; empty when there is none. */
export const mediaTypeOf = (contentType = ''): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';

/**
 * The character set that a Content-Type names, if we do not support it. Supported are UTF-8 (RFC 8259 §8.1) and its subset
 * US-ASCII. Undefined: the header names one of these, or none.
 */
export function unsupportedCharset(contentType = ''): string | undefined {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset) ? undefined : charset.slice(0, 40);
}
