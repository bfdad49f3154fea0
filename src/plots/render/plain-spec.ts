import { visibleText } from "../../util/visible-text.js";
import type { VegaLiteSpec } from "./spec.js";

/**
 * A copy of a specification as plain JSON data whose texts can be drawn: Vega's expressions and XML have no place for
 * some characters, which come from names in the user's files.
 */
export function plainSpec(spec: VegaLiteSpec): VegaLiteSpec {
  return JSON.parse(JSON.stringify(spec), (_key, value: unknown) =>
    typeof value === "string" ? visibleText(value) : value,
  ) as VegaLiteSpec;
}
