import { declaredVariables } from "./declared-variables.js";
import { bracketed, type Language, words } from "./language.js";

const ECMASCRIPT: Omit<Language, "assign"> = {
  comment: "//",
  name: /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u,
  words: words(
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield",
  ),
  literals: {
    null: "null",
    true: "true",
    false: "false",
    nan: "NaN",
    infinity: "Infinity",
    integer: (value) => (Number.isSafeInteger(Number(value)) ? String(value) : `${value}n`),
    float: (value) => (Object.is(value, -0) ? "-0" : String(value)),
    string: (value) => JSON.stringify(value),
    list: bracketed,
    mapping: (entries) =>
      braced(entries.map(([key, literal]) => `${propertyName(key)}: ${literal}`)),
  },
};

/** In brackets where it would set the prototype. */
function propertyName(key: string): string {
  return key === "__proto__" ? '["__proto__"]' : JSON.stringify(key);
}

/**
 * What the defaults declare keeps its type, so that a wrong value is refused where it is set. In braces it is not the
 * cell's last expression, which would be shown.
 */
export const TYPESCRIPT: Language = {
  ...ECMASCRIPT,
  assign: (name, literal, defaults) =>
    declaredVariables(defaults).has(name)
      ? `{ ${name} = ${literal}; }`
      : `let ${name} = ${literal};`,
};

/** A second `let` of one name is an error in kernels that run cells as scripts. */
export const JAVASCRIPT: Language = {
  ...ECMASCRIPT,
  assign: (name, literal) => `var ${name} = ${literal};`,
};

const braced = (items: readonly string[]): string =>
  items.length > 0 ? `{ ${items.join(", ")} }` : "{}";
