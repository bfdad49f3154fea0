import type { Params } from "../../store/format-params.js";
import { redactText } from "./redact-text.js";
import { isPluralName, isSecretName, REDACTED } from "./secret-name.js";

/**
 * Params without secrets: a text or number under a name of secrets is `[redacted]`, and so are the texts of a structure under
 * one, and a token within any text.
 */
export function redactParams(params: Params): Params {
  return isPlainObject(params) ? redactObject(params, { isSecret: false, parents: [] }) : params;
}

/** Where a value stands. */
interface Place {
  /** True under a name of secrets. */
  readonly isSecret: boolean;
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
  const isNamed = isSecretName(name);
  const inner = { ...place, isSecret: place.isSecret || isNamed };
  if (Array.isArray(value)) {
    const parents = [...place.parents, value];
    return value.map((item: unknown) => redactParam(name, item, { ...inner, parents }));
  }
  if (isPlainObject(value)) return redactObject(value, inner);
  if (isNamed && !isPluralName(name) && isSecretValue(value)) return REDACTED;
  if (typeof value !== "string" || value === "") return value;
  return inner.isSecret ? REDACTED : redactText(value);
}

function isSecretValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && typeof value !== "boolean";
}

function isPlainObject(value: unknown): value is Params {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
