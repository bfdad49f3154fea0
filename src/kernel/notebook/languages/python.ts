import { bracketed, type Language, withPoint, words } from "./language.js";

export const PYTHON: Language = {
  comment: "#",
  name: /^[\p{XID_Start}_]\p{XID_Continue}*$/u,
  words: words(
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield",
  ),
  assign: (name, literal) => `${name} = ${literal}`,
  literals: {
    null: "None",
    true: "True",
    false: "False",
    nan: 'float("nan")',
    infinity: 'float("inf")',
    integer: String,
    float: withPoint,
    string: (value) => JSON.stringify(value),
    list: bracketed,
    mapping: (entries) =>
      `{${entries.map(([key, literal]) => `${JSON.stringify(key)}: ${literal}`).join(", ")}}`,
  },
};
