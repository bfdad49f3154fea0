import { countText } from "../../util/count-text.js";
import type { Message } from "../wire/message.js";
import type { Limits, Outcome } from "./cell-outcome.js";
import type { Cell, Output } from "./notebook.js";

/** Which of the cells that run a cell is. */
export interface CellPlace {
  readonly cell: Cell;
  /** Counted from 1, over the cells that run. */
  readonly number: number;
  readonly total: number;
  /** The name of the kernel that runs it. */
  readonly kernel: string;
}

/** A cell that did not come to its end. */
export interface CellFailure extends CellPlace {
  readonly kind: "error" | "timeout" | "interrupted" | "kernel-ended";
  /** Names the error, as in `ZeroDivisionError`. */
  readonly name: string;
  readonly message: string;
  /** What the kernel says of it, line breaks and the colours of a terminal included. */
  readonly traceback: string;
}

/** The failure of a cell, and nothing where it has none. */
export function failureOf(
  place: CellPlace,
  outcome: Outcome,
  outputs: readonly Output[],
  { timeout = Infinity }: Limits,
): CellFailure | undefined {
  const { kind } = outcome;
  switch (kind) {
    case "replied":
      return outcome.reply.content["status"] === "ok"
        ? undefined
        : { ...place, kind: "error", ...toldError(outcome.reply, outputs) };
    case "timeout":
      return stopped(place, kind, "Timeout", `it took longer than ${countText(timeout, "second")}`);
    case "interrupted":
      return stopped(place, kind, "Interrupted", "it was interrupted");
    case "kernel-ended": {
      const { how, lastWords } = outcome.end;
      const ended = `the kernel ${place.kernel} ended (${how})`;
      return { ...stopped(place, kind, "KernelEnded", ended), traceback: lastWords.trim() };
    }
  }
}

/** A failure as an output, for those that the kernel itself cannot tell. */
export function failureOutput({ name, message, traceback }: CellFailure): Output {
  const lines = [`${name}: ${message}`, ...(traceback ? [traceback] : [])];
  return { output_type: "error", ename: name, evalue: message, traceback: lines };
}

function stopped(
  place: CellPlace,
  kind: CellFailure["kind"],
  name: string,
  message: string,
): CellFailure {
  return { ...place, kind, name, message, traceback: "" };
}

type Told = Pick<CellFailure, "name" | "message" | "traceback">;

/** The error as the kernel tells it: published, or in its reply, or, as stock tslab does, only printed. */
function toldError({ content }: Message, outputs: readonly Output[]): Told {
  const published = outputs.findLast(({ output_type: type }) => type === "error");
  const { ename, evalue, traceback } = published ?? content;
  if (typeof ename !== "string") return printedError(outputs);
  const lines = Array.isArray(traceback) ? traceback.join("\n") : "";
  return { name: ename, message: String(evalue ?? ""), traceback: lines };
}

function printedError(outputs: readonly Output[]): Told {
  const printed = outputs.filter((output) => output["name"] === "stderr");
  const traceback = printed.map(({ text }) => String(text)).join("");
  const [, name = "Error", message = ""] = /^(?:Uncaught )?(\w+): (.*)$/m.exec(traceback) ?? [];
  return { name, message, traceback };
}
