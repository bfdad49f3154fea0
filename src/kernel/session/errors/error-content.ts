import { inspect } from "node:util";
import { isNativeError } from "node:util/types";
import { excerpt } from "./excerpt.js";
import { Interrupted } from "./interrupted.js";
import { originOf } from "./stack-trace.js";

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
  const text = readable(() => inspect(withoutFields(thrown), { depth: 4 })) ?? brief;
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

/** The message of a CeterisError says all that its fields tell to programs; Arquero gives causes that are undefined. */
function withoutFields(error: Error): Error {
  if (!isCeterisError(error) && !hasNoCause(error)) return error;
  const { cause } = error;
  const plain = new Error(error.message, cause === undefined ? {} : { cause });
  plain.stack = error.stack ?? "";
  return plain;
}

function hasNoCause(error: Error): boolean {
  const names = Object.getOwnPropertyNames(error).toSorted();
  return names.join() === "cause,message,stack" && error.cause === undefined;
}

/** Also for another copy of ceteris than the kernel's own. */
function isCeterisError(error: Error): boolean {
  for (let type: unknown = error.constructor; typeof type === "function";)
    if (type.name === "CeterisError") return true;
    else type = Object.getPrototypeOf(type);
  return false;
}

function excerptOf(thrown: Error): string[] {
  propertyText(thrown, "stack"); // reading it makes the origin known
  const origin = originOf(thrown);
  if (origin === undefined) return [];
  const { script, place } = origin;
  const line = script.lines[place.line] ?? "";
  return [`${script.label}:${place.line + 1}`, ...excerpt(line, place.column), ""];
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
