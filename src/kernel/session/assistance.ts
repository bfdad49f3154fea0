import { toCodePoints, toUnits } from "./code-points.js";
import type { CellCompiler } from "./cell-compiler.js";
import { infoText } from "./info-text.js";

/** Content of a `complete_reply`. */
export function completionReply(compiler: CellCompiler, code: string, cursor: number): object {
  const { start, end, candidates, original } = compiler.complete(code, toUnits(code, cursor));
  const span = { start: toCodePoints(code, start), end: toCodePoints(code, end) };
  const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind]));
  return {
    status: "ok",
    matches: candidates,
    cursor_start: span.start,
    cursor_end: span.end,
    metadata: {
      // The name under which front ends look for the icons of the matches.
      _jupyter_types_experimental: candidates.map((text) => ({
        text,
        type: kinds.get(text) ?? "",
        ...span,
      })),
    },
  };
}

/** Content of an `inspect_reply`: the type and the comment of what stands there, or of the function that is called. */
export function inspectionReply(compiler: CellCompiler, code: string, cursor: number): object {
  const info = compiler.inspect(code, toUnits(code, cursor));
  const text = info ? infoText(info) : "";
  const data = text === "" ? {} : { "text/plain": text };
  return { status: "ok", found: text !== "", data, metadata: {} };
}
