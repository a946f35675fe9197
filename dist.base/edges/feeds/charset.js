/**
 * Text of an XML or JSON document in whatever encoding it came. In this order: a byte-order mark, the charset of the
 * content type, the encoding of the XML declaration, UTF-8 when it is that, windows-1252. What is declared UTF-8 and is
 * not counts as not declared.
 */
export function decodeText(bytes, contentType) {
    const mark = markOf(bytes);
    if (mark !== null)
        return new TextDecoder(mark).decode(bytes);
    const declared = [/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1], xmlEncoding(bytes), 'utf-8'];
    for (const label of declared) {
        const text = label === undefined ? null : attempt(bytes, label);
        if (text !== null)
            return text;
    }
    return windows1252(bytes);
}
/** Bytes 0x80 to 0x9f of windows-1252, which Node before 24 decodes as control characters. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
function windows1252(bytes) {
    const text = new TextDecoder('latin1').decode(bytes);
    return text.replace(/[\u0080-\u009f]/g, (one) => C1[one.charCodeAt(0) - 0x80] ?? one);
}
function markOf(bytes) {
    const [a, b, c] = bytes;
    if (a === 0xef && b === 0xbb && c === 0xbf)
        return 'utf-8';
    if (a === 0xff && b === 0xfe)
        return 'utf-16le';
    return a === 0xfe && b === 0xff ? 'utf-16be' : null;
}
function xmlEncoding(bytes) {
    const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
    return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
}
/** null for an encoding that is not known, or that the bytes contradict. */
function attempt(bytes, label) {
    try {
        const decoder = new TextDecoder(label, { fatal: true });
        return decoder.encoding === 'windows-1252' ? windows1252(bytes) : decoder.decode(bytes);
    }
    catch {
        return null;
    }
}
//# sourceMappingURL=charset.js.map