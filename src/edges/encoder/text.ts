/** UTF-16 code units of a text that an encoder looks at: over ten times what 256 tokens of ordinary prose take. */
export const TEXT_LIMIT = 16_384;

/** The beginning of a text, so that the cost of a document is bounded whatever it holds; never ends in half a character. */
export function bounded(text: string): string {
  if (text.length <= TEXT_LIMIT) return text;
  const last = text.charCodeAt(TEXT_LIMIT - 1);
  const halved = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, halved ? TEXT_LIMIT - 1 : TEXT_LIMIT);
}
