import { joinLines, splitLines } from "./lines.js";
import { isObject } from "./notebook.js";

/** Representations of a value by MIME type. */
export type Bundle = Readonly<Record<string, unknown>>;

/** Pictures and scripts that are text, beside what is `text/…`. */
const TEXTS = new Set(["application/javascript", "image/svg+xml"]);

/** True for types whose data are stored as JSON, and not as text. */
export function isJsonType(type: string): boolean {
  return /^application\/(?:.*\+)?json$/.test(type);
}

/** A bundle with its texts whole. */
export function joinBundle(bundle: unknown): unknown {
  return mapBundle(bundle, (type, value) => (isJsonType(type) ? value : joinLines(value)));
}

/** A bundle with its texts in lines; base64 stays whole. */
export function splitBundle(bundle: unknown): unknown {
  return mapBundle(bundle, (type, value) =>
    typeof value === "string" && (type.startsWith("text/") || TEXTS.has(type))
      ? splitLines(value)
      : value,
  );
}

/** A bundle that nbformat accepts: where a kernel sent a value as the data of a text, its JSON. */
export function soundBundle(bundle: unknown): Bundle {
  const sound = mapBundle(joinBundle(bundle), (type, value) =>
    typeof value === "string" || isJsonType(type) ? value : JSON.stringify(value),
  );
  return isObject(sound) ? sound : {};
}

function mapBundle(bundle: unknown, change: (type: string, value: unknown) => unknown): unknown {
  if (!isObject(bundle)) return bundle;
  return Object.fromEntries(
    Object.entries(bundle).map(([type, value]) => [type, change(type, value)]),
  );
}
