/**
 * Text of an XML or JSON document in whatever encoding it came. In this order: a byte-order mark, the charset of the
 * content type, the encoding of the XML declaration, UTF-8 when it is that, windows-1252. What is declared UTF-8 and is
 * not counts as not declared.
 */
export declare function decodeText(bytes: Uint8Array, contentType: string | null): string;
