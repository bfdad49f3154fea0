import { REDACTED } from "../capture/redact/secret-name.js";

/** True for a value of a param that was recorded without a secret, at whatever depth. */
export function holdsRedacted(value: unknown): boolean {
  if (typeof value === "string") return value.includes(REDACTED);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsRedacted);
}
