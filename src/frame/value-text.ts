/** What a value that JSON lacks is written as: an object whose one key says what it is. */
type Tagged =
  | { readonly number: string }
  | { readonly bigint: string }
  | { readonly date: number | null }
  | { readonly bytes: string }
  | { readonly mapping: readonly (readonly [string, unknown])[] }
  | { readonly object: readonly (readonly [string, unknown])[] }
  | { readonly undefined: true };

const TAGGED = "!";

/**
 * Values as one text, from which `parseValues` makes them again: numbers to the last bit, bigints, dates, bytes, lists,
 * and mappings with their prototype (none, or an object's).
 */
export function valuesText(values: readonly unknown[]): string {
  return values.every(isPlain)
    ? JSON.stringify(values)
    : TAGGED + JSON.stringify(values.map(tagged));
}

/** The values that a text of `valuesText` holds. */
export function parseValues(text: string): unknown[] {
  if (!text.startsWith(TAGGED)) return JSON.parse(text) as unknown[];
  return (JSON.parse(text.slice(TAGGED.length)) as unknown[]).map(untagged);
}

function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) return value.every(isPlain);
  return typeof value === "string" || typeof value === "boolean" || value === null;
}

function tagged(value: unknown): unknown {
  if (isPlain(value)) return value;
  if (Array.isArray(value)) return Array.from(value, tagged);
  return tag(value);
}

function tag(value: unknown): Tagged {
  if (value === undefined) return { undefined: true };
  if (typeof value === "number") return { number: Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value === "bigint") return { bigint: String(value) };
  if (value instanceof Date) return { date: value.getTime() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  const entries = Object.entries(value as object).map(
    ([key, item]) => [key, tagged(item)] as const,
  );
  return Object.getPrototypeOf(value) === null ? { mapping: entries } : { object: entries };
}

function untagged(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value) ? value.map(untagged) : untag(value as Tagged);
}

function untag(value: Tagged): unknown {
  if ("number" in value) return Number(value.number);
  if ("bigint" in value) return BigInt(value.bigint);
  if ("date" in value) return new Date(value.date ?? NaN);
  if ("bytes" in value) return new Uint8Array(Buffer.from(value.bytes, "base64"));
  if ("undefined" in value) return undefined;
  const isMapping = "mapping" in value;
  const entries = isMapping ? value.mapping : value.object;
  const object = Object.fromEntries(entries.map(([key, item]) => [key, untagged(item)]));
  return isMapping ? Object.setPrototypeOf(object, null) : object;
}
