import { stripVTControlCharacters } from "node:util";
import type { CellFailure } from "../kernel/notebook/cell-failure.js";
import type { NotebookRun } from "../kernel/notebook/run-notebook.js";
import { countText } from "../util/count-text.js";

const MOST_LINES = 40;

/** What a run is told by, with the files that were named. */
interface RunReport {
  readonly notebook: string;
  readonly output: string;
  readonly seconds: number;
  readonly run: NotebookRun;
}

/** A run for programs. */
export function runJson({ notebook, output, seconds, run }: RunReport): string {
  const { kernel, cells, run: ran, failures, isFailed } = run;
  const report = {
    notebook,
    output,
    kernel,
    status: isFailed ? "failed" : "done",
    cells,
    run: ran,
    seconds: Number(seconds.toFixed(3)),
    failures: failures.map(failureFields),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function failureFields({ cell, number, kind, name, message, traceback }: CellFailure): object {
  return {
    cell: number,
    id: cell.id,
    kind,
    name,
    message,
    traceback: stripVTControlCharacters(traceback),
  };
}

/** `9 cells in 12.3 s`, or how many of them, and how many failed. */
export function runText({ cells, run, failures }: NotebookRun, seconds: number): string {
  const count = run === cells ? countText(cells, "cell") : `${run} of ${countText(cells, "cell")}`;
  const failed = failures.length > 0 ? `, ${failures.length} failed` : "";
  return `${count} in ${seconds.toFixed(1)} s${failed}`;
}

/** A failure in one sentence with its remedy. */
export function failureSentence(failure: CellFailure): string {
  const { kind, number, total, message } = failure;
  const place = `${number} of ${total}`;
  switch (kind) {
    case "error":
      return `Cell ${place} failed with ${errorText(failure)}; mend it, or go on after errors with --allow-errors.`;
    case "timeout":
      return `Cell ${place} was interrupted because ${message}; give it more with --timeout.`;
    case "interrupted":
      return `Interrupted in cell ${place}; the cells before it have their outputs.`;
    case "kernel-ended":
      return `In cell ${place} ${message}; mend the cell, or give it more memory where it was killed for want of it.`;
  }
}

/** The error's name, with the first line of its message where it has one. */
function errorText({ name, message }: CellFailure): string {
  const [first] = message.split("\n", 1);
  return first ? `${name}: ${first}` : name;
}

/** The cell that failed with its lines numbered, and what the kernel says of it; colours on a terminal only. */
export function failureText(failure: CellFailure, isTerminal: boolean): string {
  const { cell, number, total, traceback } = failure;
  const lines = cell.source.split("\n");
  const shown = lines
    .slice(0, MOST_LINES)
    .map((line, at) => `${String(at + 1).padStart(4)} | ${line}`);
  const more = lines.length - shown.length;
  const rest = more > 0 ? [`     … ${countText(more, "more line")}`] : [];
  const code = [`cell ${number} of ${total} (id ${cell.id})`, ...shown, ...rest].join("\n");
  const told = isTerminal ? traceback : stripVTControlCharacters(traceback);
  return harmless(`${code}\n\n${told.trimEnd()}${told.trim() === "" ? "" : "\n\n"}`);
}

/** Leaves colours, and nothing else that a terminal would obey. */
function harmless(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/\x1b(?!\[[\d;]*m)|[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/g, "");
}
