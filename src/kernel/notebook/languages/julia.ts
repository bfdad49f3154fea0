import { bracketed, type Language, withPoint, words } from "./language.js";

export const JULIA: Language = {
  comment: "#",
  name: /^[\p{L}_][\p{L}\p{N}_!]*$/u,
  words: words(
    "baremodule begin break catch const continue do else elseif end export false finally for function global if import let local macro module quote return struct true try using while",
  ),
  assign: (name, literal) => `${name} = ${literal}`,
  literals: {
    null: "nothing",
    true: "true",
    false: "false",
    nan: "NaN",
    infinity: "Inf",
    integer: String,
    float: withPoint,
    string: juliaString,
    list: bracketed,
    mapping: (entries) =>
      `Dict(${entries.map(([key, literal]) => `${juliaString(key)} => ${literal}`).join(", ")})`,
  },
};

/** A dollar sign would begin an interpolation. */
function juliaString(value: string): string {
  return JSON.stringify(value).replaceAll("$", "\\$");
}
