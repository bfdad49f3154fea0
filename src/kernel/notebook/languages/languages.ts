import { CeterisError } from "../../../util/error.js";
import type { ParameterValue } from "../parse-parameter.js";
import { JAVASCRIPT, TYPESCRIPT } from "./ecmascript.js";
import { JULIA } from "./julia.js";
import type { Language, Literals } from "./language.js";
import { PYTHON } from "./python.js";
import { R } from "./r.js";

/** By the names that kernels give their languages, in lower case. */
const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ["typescript", TYPESCRIPT],
  ["javascript", JAVASCRIPT],
  ["python", PYTHON],
  ["r", R],
  ["julia", JULIA],
]);

/**
 * How a kernel's language writes parameters.
 *
 * @throws CeterisError `KERNEL` for a language that is not known here.
 */
export function languageOf(name: string): Language {
  const language = LANGUAGES.get(name.toLowerCase());
  if (language) return language;
  throw new CeterisError(
    "KERNEL",
    `Parameters cannot be written in ${name || "a language without a name"}, the language of this kernel, only in TypeScript, JavaScript, Python, R and Julia; set them in a cell of the notebook.`,
  );
}

/** A value as the language writes it. */
export function literalOf(value: ParameterValue, language: Language): string {
  const { literals } = language;
  if (value === null) return literals.null;
  if (typeof value === "boolean") return value ? literals.true : literals.false;
  if (typeof value === "bigint") return literals.integer(value);
  if (typeof value === "number") return floatLiteral(value, literals);
  if (typeof value === "string") return literals.string(value);
  const write = (item: ParameterValue): string => literalOf(item, language);
  if (isList(value)) return literals.list(value.map(write), value);
  return literals.mapping([...value].map(([key, item]) => [key, write(item)]));
}

function isList(value: ParameterValue): value is readonly ParameterValue[] {
  return Array.isArray(value);
}

function floatLiteral(value: number, literals: Literals): string {
  if (Number.isNaN(value)) return literals.nan;
  if (Number.isFinite(value)) return literals.float(value);
  return value > 0 ? literals.infinity : `-${literals.infinity}`;
}
