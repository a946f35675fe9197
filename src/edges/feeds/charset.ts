/**
 * Text of an XML or JSON document in whatever encoding it came. In this order: a byte-order mark or the zeros of UTF-16,
 * the charset of the content type, the encoding of the XML declaration, UTF-8 when it is that, windows-1252. What the
 * bytes contradict counts as not declared: UTF-8 or UTF-16 that they are not, Latin 1 where they are UTF-8.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const mark = markOf(bytes);
  if (mark !== null) return new TextDecoder(mark).decode(bytes);
  const declared = [/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1], xmlEncoding(bytes), 'utf-8'];
  for (const label of declared) {
    const text = label === undefined ? null : attempt(bytes, label);
    if (text !== null) return text;
  }
  return windows1252(bytes);
}

/** Bytes 0x80 to 0x9f of windows-1252, which Node before 24 decodes as control characters. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function windows1252(bytes: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (one) => C1[one.charCodeAt(0) - 0x80] ?? one);
}

/** What the first bytes show. */
function markOf(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // XML and JSON begin with ASCII.
  if (a === undefined || b === undefined || (a === 0) === (b === 0)) return null;
  return b === 0 ? 'utf-16le' : 'utf-16be';
}

function xmlEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
}

/** null for an encoding that is not known, or that the bytes contradict. */
function attempt(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // Servers say Latin 1 of everything, .NET writes UTF-16 above what it then sends as UTF-8.
    if (decoder.encoding.startsWith('utf-16')) return null;
    // A text that broke off within a character is of this encoding all the same.
    if (decoder.encoding !== 'windows-1252') return decoder.decode(bytes, { stream: true });
    const utf8 = attempt(bytes, 'utf-8');
    return utf8 !== null && /\P{ASCII}/u.test(utf8) ? utf8 : windows1252(bytes);
  } catch {
    return null;
  }
}
