import type { Params } from "../../store/format-params.js";
import { isCount } from "./harmless-value.js";
import { redactText } from "./redact-text.js";
import { isKeyName, isPluralName, isSecretName, looksRandom, REDACTED } from "./secret-name.js";

/**
 * Params without secrets: a text or number under a name of secrets is `[redacted]`, and so are the texts of a structure under
 * one, and a token within any text.
 */
export function redactParams(params: Params): Params {
  return isPlainObject(params)
    ? redactObject(params, { isSecret: false, outer: "", parents: [] })
    : params;
}

/** The texts that params have lost as a whole, each once. */
export function hiddenParams(params: Params, redacted: Params): string[] {
  return [...new Set(lostTexts(params, redacted))];
}

function lostTexts(value: unknown, redacted: unknown): string[] {
  if (typeof value === "string") return redacted === REDACTED ? [value] : [];
  if (value === redacted || typeof value !== "object" || value === null) return [];
  const others = redacted as Readonly<Record<string, unknown>>;
  return Object.entries(value).flatMap(([name, inner]) => lostTexts(inner, others[name]));
}

/** Where a value stands. */
interface Place {
  /** True under a name of secrets. */
  readonly isSecret: boolean;
  /** The name of what holds the value: `key` in `wandb` is one of its keys. */
  readonly outer: string;
  /** What holds the value: one that holds itself is for the writer to refuse. */
  readonly parents: readonly unknown[];
}

function redactObject(params: Params, place: Place): Params {
  const inner = { ...place, parents: [...place.parents, params] };
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, redactParam(name, value, inner)]),
  );
}

function redactParam(name: string, value: unknown, place: Place): unknown {
  if (place.parents.includes(value)) return value;
  const isNamed = isSecretIn(place.outer, name, value);
  const inner = { ...place, isSecret: place.isSecret || isNamed };
  if (Array.isArray(value)) {
    const parents = [...place.parents, value];
    return value.map((item: unknown) => redactParam(name, item, { ...inner, parents }));
  }
  if (isPlainObject(value)) return redactObject(value, { ...inner, outer: name });
  const mayCount = isPluralName(name) || isCount(name, String(value));
  if (isNamed && !mayCount && isSecretValue(value)) return REDACTED;
  if (typeof value !== "string" || value === "") return value;
  return inner.isSecret ? REDACTED : redactText(value);
}

function isSecretIn(outer: string, name: string, value: unknown): boolean {
  if (isSecretName(name)) return true;
  if (!isKeyName(name)) return false;
  return isSecretName(`${outer}.${name}`) || (typeof value === "string" && looksRandom(value));
}

function isSecretValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && typeof value !== "boolean";
}

function isPlainObject(value: unknown): value is Params {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
