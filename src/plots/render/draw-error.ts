import { CeterisError } from "../../util/error.js";

/** Longest part of a foreign message that is passed on. */
const MOST_CHARACTERS = 200;

/** A renderer's error as one sentence on one line, whatever it threw. */
export function drawError(cause: unknown): CeterisError {
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  const reason = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
  return new CeterisError("CHART", `The chart cannot be drawn: ${reason}`, { cause });
}
