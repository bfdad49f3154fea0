import { crc32 } from "node:zlib";

const MAGIC = "ceteris1";
/** Magic, checksum of all that follows it, count of the parts. */
const HEADER = 16;
const WORD = 8;

/** Puts byte arrays into one, each at a whole word, so that typed arrays can be seen in it without a copy. */
export function joinSections(parts: readonly Uint8Array[]): Uint8Array {
  const starts: number[] = [];
  let end = HEADER + parts.length * WORD;
  for (const part of parts) {
    starts.push(end);
    end = wholeWords(end + part.length);
  }
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(12, parts.length, true);
  for (const [index, part] of parts.entries()) {
    view.setFloat64(HEADER + index * WORD, part.length, true);
    bytes.set(part, starts[index]);
  }
  view.setUint32(8, crc32(bytes.subarray(12)), true);
  return bytes;
}

/** The parts that were joined; null where the bytes are not what `joinSections` made, each of them. */
export function splitSections(bytes: Uint8Array): Uint8Array[] | null {
  const whole = bytes.byteOffset % WORD === 0 ? bytes : new Uint8Array(bytes);
  if (whole.length < HEADER || new TextDecoder().decode(whole.subarray(0, 8)) !== MAGIC)
    return null;
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  if (view.getUint32(8, true) !== crc32(whole.subarray(12))) return null;
  let start = HEADER + view.getUint32(12, true) * WORD;
  return Array.from({ length: view.getUint32(12, true) }, (_, index) => {
    const length = view.getFloat64(HEADER + index * WORD, true);
    const part = whole.subarray(start, start + length);
    start = wholeWords(start + length);
    return part;
  });
}

function wholeWords(bytes: number): number {
  return Math.ceil(bytes / WORD) * WORD;
}
