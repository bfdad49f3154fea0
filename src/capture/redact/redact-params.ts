import type { Params } from "../../store/format-params.js";
import { redactText } from "./redact-text.js";
import { isSecretName, REDACTED } from "./secret-name.js";

/** Params without secrets: a text or number under a name of secrets is `[redacted]`, and so is a token within any text. */
export function redactParams(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, redactParam(name, value)]),
  );
}

function redactParam(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => redactParam(name, item));
  if (isPlainObject(value)) return redactParams(value);
  if (isSecretName(name) && isSecretValue(value)) return REDACTED;
  return typeof value === "string" ? redactText(value) : value;
}

function isSecretValue(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && typeof value !== "boolean";
}

function isPlainObject(value: unknown): value is Params {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
