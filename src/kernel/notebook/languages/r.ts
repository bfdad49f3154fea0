import type { ParameterValue } from "../parse-parameter.js";
import { type Language, words } from "./language.js";

export const R: Language = {
  comment: "#",
  name: /^(?:\p{L}|\.(?!\d))[\p{L}\p{N}._]*$/u,
  words: words("break else FALSE for function if in Inf NA NaN next NULL repeat TRUE while"),
  assign: (name, literal) => `${name} <- ${literal}`,
  literals: {
    null: "NULL",
    true: "TRUE",
    false: "FALSE",
    nan: "NaN",
    infinity: "Inf",
    integer: String,
    float: (value) => (Object.is(value, -0) ? "-0" : String(value)),
    string: (value) => JSON.stringify(value),
    list: (items, values) => `${isVector(values) ? "c" : "list"}(${items.join(", ")})`,
    mapping: (entries) =>
      `list(${entries.map(([key, literal]) => `${JSON.stringify(key)} = ${literal}`).join(", ")})`,
  },
};

/** Texts, numbers or booleans alone make a vector in R; it would turn a mixture into texts. */
function isVector(values: readonly ParameterValue[]): boolean {
  const kinds = new Set(
    values.map((value) => (typeof value === "bigint" ? "number" : typeof value)),
  );
  return kinds.size === 1 && !kinds.has("object");
}
