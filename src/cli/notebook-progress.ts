import type { CellPlace } from "../kernel/notebook/cell-failure.js";
import type { CellRun } from "../kernel/notebook/run-cell.js";
import { textWidth, truncate } from "../util/text-width.js";
import { visibleText } from "../util/visible-text.js";
import type { Output } from "./command.js";

/** Shows which cell runs, and how long each took. */
export interface NotebookProgress {
  /** A cell begins, or with `run` ends. */
  show(place: CellPlace, run?: CellRun): void;
  /** Takes away the line that is updated. */
  erase(): void;
}

const INTERVAL_MS = 1000;
/** Of a terminal that does not tell. */
const USUAL_COLUMNS = 80;

/** On a terminal one line that is updated, elsewhere a line for each cell that ended. */
export function notebookProgress(stream: Output): NotebookProgress {
  return stream.isTTY ? new TerminalProgress(stream) : new PlainProgress(stream);
}

class PlainProgress implements NotebookProgress {
  readonly #stream: Output;
  #begin = 0;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  show(place: CellPlace, run?: CellRun): void {
    if (!run) this.#begin = performance.now();
    else this.#stream.write(`${placeText(place)}: ${endText(run, this.#begin)}\n`);
  }

  erase(): void {}
}

class TerminalProgress implements NotebookProgress {
  readonly #stream: Output;
  #timer: NodeJS.Timeout | undefined;
  #shown = 0;

  constructor(stream: Output) {
    this.#stream = stream;
  }

  show(place: CellPlace, run?: CellRun): void {
    this.erase();
    if (run) return;
    const begin = performance.now();
    const draw = (): void => this.#draw(runningLine(place, begin, this.#columns()));
    draw();
    this.#timer = setInterval(draw, INTERVAL_MS).unref();
  }

  erase(): void {
    clearInterval(this.#timer);
    if (this.#shown > 0) this.#draw("");
    this.#stream.write("\r");
  }

  #draw(line: string): void {
    this.#stream.write(`\r${line}${" ".repeat(Math.max(0, this.#shown - textWidth(line)))}`);
    this.#shown = textWidth(line);
  }

  /** The last column stays free, because some terminals begin a new line there. */
  #columns(): number {
    return (this.#stream.columns || USUAL_COLUMNS) - 1;
  }
}

/** `cell 3 of 9, 12 s: const model = …` */
function runningLine(place: CellPlace, begin: number, columns: number): string {
  const seconds = Math.floor((performance.now() - begin) / 1000);
  const [first = ""] = place.cell.source.trim().split("\n");
  return truncate(`${placeText(place)}, ${seconds} s: ${visibleText(first)}`, columns);
}

function endText({ failure }: CellRun, begin: number): string {
  const time = `${((performance.now() - begin) / 1000).toFixed(1)} s`;
  return failure ? `failed after ${time}` : time;
}

function placeText({ number, total }: CellPlace): string {
  return `cell ${number} of ${total}`;
}
