import { createRequire } from "node:module";
import type * as Toml from "smol-toml";
import type { Params } from "../../store/format-params.js";

const require = createRequire(import.meta.url);

/**
 * The values of a TOML document. Integers beyond 2^53 are `bigint`; a time with a zone is a `Date`, and one without, or
 * a day, is a text.
 *
 * @throws Error where the text is not TOML.
 */
export function parseToml(text: string): Params {
  const { parse, TomlDate } = require("smol-toml") as typeof Toml;
  const plain = (value: unknown): unknown => {
    if (value instanceof TomlDate)
      return value.isLocal() ? value.toISOString() : new Date(value.getTime());
    if (Array.isArray(value)) return value.map(plain);
    return typeof value === "object" && value !== null ? mapped(value) : value;
  };
  const mapped = (table: object): Params =>
    Object.fromEntries(
      Object.entries(table).map(([name, value]) => [name, plain(value)]),
    ) as Params;
  return mapped(parse(text, { integersAsBigInt: "asNeeded" }));
}
