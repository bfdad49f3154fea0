import { randomUUID } from "node:crypto";
import { truncate } from "../../util/text-width.js";
import { Chart } from "../../plots/chart/chart.js";
import { displayData, displayText } from "../display/bundles.js";
import { type DisplayHost, displayHost } from "./host.js";

/** One output, which is replaced as it changes. */
export interface LiveOutput {
  /** Shows a value in the place of what was shown before. */
  show(value: unknown): void;
  /** What was shown last stays. */
  end(): void;
}

/** An output of the notebook, where there is one; else of the terminal, or the file, that stdout is. */
export function liveOutput(stream: NodeJS.WriteStream = process.stdout): LiveOutput {
  const host = displayHost();
  if (host) return notebookOutput(host);
  return stream.isTTY ? new TerminalOutput(stream) : new LastOutput(stream);
}

/** What has not changed is not sent again. */
function notebookOutput(host: DisplayHost): LiveOutput {
  const id = randomUUID();
  let last: string | undefined;
  return {
    show(value) {
      const state = stateOf(value);
      if (state === last) return;
      host.send(displayData(value), { id, isUpdate: last !== undefined });
      last = state;
    },
    end() {},
  };
}

/** Tells whether a value would be shown in the same way; that of a chart without drawing it. */
function stateOf(value: unknown): string {
  return JSON.stringify(value instanceof Chart ? value.spec : displayData(value));
}

/** Of a terminal that does not tell. */
const USUAL = { columns: 80, rows: 24 };

/** As text that is drawn over itself, cut to what the terminal shows until it ends. */
class TerminalOutput implements LiveOutput {
  readonly #stream: NodeJS.WriteStream;
  #last = "";
  #rows = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(value: unknown): void {
    this.#last = displayText(value);
    const columns = this.#stream.columns || USUAL.columns;
    const rows = this.#stream.rows || USUAL.rows;
    const lines = this.#last.split("\n").slice(0, rows - 1);
    this.#replace(lines.map((line) => truncate(line, columns - 1)));
    this.#rows = lines.length;
  }

  end(): void {
    this.#replace(this.#last.split("\n"));
  }

  /** Goes up to the first line that was drawn, and clears all below. */
  #replace(lines: readonly string[]): void {
    const back = this.#rows > 0 ? `\u001b[${this.#rows}A\u001b[J` : "";
    this.#stream.write(`${back}${lines.join("\n")}\n`);
  }
}

/** As text that is printed at the end. */
class LastOutput implements LiveOutput {
  readonly #stream: NodeJS.WriteStream;
  #last = "";

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(value: unknown): void {
    this.#last = displayText(value);
  }

  end(): void {
    this.#stream.write(`${this.#last}\n`);
  }
}
