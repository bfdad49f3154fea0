/** Ends of lines as Python's `splitlines` has them, which is what Jupyter splits by. */
const END = String.raw`\n\r\v\f\x1c-\x1e\x85\u2028\u2029`;
const LINE = new RegExp(`[^${END}]*(?:\\r\\n|[${END}])|[^]+?$`, "g");

/** A text in lines, each with its end; none for the empty text. */
export function splitLines(text: string): string[] {
  return text.match(LINE) ?? [];
}

/** A text that may have been stored in lines, whole. */
export function joinLines(text: unknown): unknown {
  return isLines(text) ? text.join("") : text;
}

function isLines(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}
