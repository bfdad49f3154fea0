const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * The text of bytes that are UTF-8, without a byte order mark; null where they are not. Node's own decoding is faster
 * than the decoder, but puts U+FFFD in the place of bytes that are not UTF-8.
 *
 * @throws RangeError where there are more characters than a text can have.
 */
export function decodeText(bytes: Buffer, start: number, end: number): string | null {
  const text = bytes.toString("utf8", start, end);
  if (text.includes("\uFFFD") && !isUtf8(bytes.subarray(start, end))) return null;
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function isUtf8(bytes: Buffer): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
