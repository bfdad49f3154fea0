import type { Params } from "../../store/format-params.js";
import { pythonText } from "./python-text.js";

/**
 * The mark of a run by some of its params, `optimizer/adam/lr/0.01`, as exman makes it. Parts that would lead out of
 * `marked/`, or hide the mark, lose their dots.
 */
export function markKey(names: readonly string[], params: Params): string {
  return names
    .flatMap((name) => [name, Object.hasOwn(params, name) ? pythonText(params[name]) : ""])
    .flatMap((part) => part.split(/[/\\]/))
    .map((part) => part.replace(/^\.+/, ""))
    .filter((part) => part !== "")
    .join("/");
}
