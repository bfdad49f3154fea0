import { inspect } from "node:util";
import { isNativeError } from "node:util/types";
import { findScriptByLabel, type CellScript } from "./cell-scripts.js";
import { excerpt } from "./excerpt.js";
import { Interrupted } from "./interrupted.js";

/** Content of an `error` message. */
export interface ErrorContent {
  readonly ename: string;
  readonly evalue: string;
  /** Lines to print, the name and the message among them. */
  readonly traceback: readonly string[];
}

/** What a cell threw, with the line of the cell that threw it. */
export function errorContent(thrown: unknown): ErrorContent {
  const { ename, evalue } = nameAndMessage(thrown);
  const brief = `${ename}: ${evalue}`;
  if (!isNativeError(thrown) || thrown instanceof Interrupted)
    return { ename, evalue, traceback: brief.split("\n") };
  const text = readable(() => inspect(thrown, { depth: 4 })) ?? brief;
  return { ename, evalue, traceback: [...excerptOf(thrown), ...text.split("\n")] };
}

function nameAndMessage(thrown: unknown): Pick<ErrorContent, "ename" | "evalue"> {
  if (!isNativeError(thrown))
    return { ename: "Thrown", evalue: readable(() => inspect(thrown)) ?? "a value without a text" };
  return {
    ename: propertyText(thrown, "name") || "Error",
    evalue: propertyText(thrown, "message") ?? "The error has no message that can be read.",
  };
}

const POSITION = /(cell \[[^\]]*\]):(\d+):(\d+)/;

function excerptOf(thrown: Error): string[] {
  const stack = propertyText(thrown, "stack") ?? "";
  const frames = stack.split("\n").filter((line) => line.startsWith("    at "));
  const [, label = "", line, column] = POSITION.exec(frames.join("\n")) ?? [];
  const script: CellScript | undefined = findScriptByLabel(label);
  if (script === undefined) return [];
  const place = { line: Number(line) - 1, column: Number(column) - 1 };
  return [`${label}:${line}`, ...excerpt(script.lines[place.line] ?? "", place.column), ""];
}

function propertyText(error: Error, name: string): string | undefined {
  return readable(() => String(Reflect.get(error, name)));
}

/** Errors of users may throw in their turn when they are read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
