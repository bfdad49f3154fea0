import type { Streams, Terminal } from "./command.js";
import { noteText } from "./note-text.js";

/**
 * The terminal of a program that has these streams. Its stdin is looked up where a question is asked alone: a process
 * opens it by that, and it may be another program's to read.
 *
 * @param columns - `$COLUMNS`: the width that is asked for, where the results go to a file or another program.
 */
export function terminalOf(streams: Streams, columns: string | undefined): Terminal {
  const { stdout } = streams;
  const asked = columnsOf(columns);
  return {
    streams,
    out: (text) => void stdout.write(text),
    write: (bytes) => new Promise((resolve) => stdout.write(bytes, (error) => resolve(!error))),
    note: (text) => void streams.stderr.write(`${noteText(text, widthOf(streams) ?? asked)}\n`),
    width: stdout.isTTY ? stdout.columns : asked,
  };
}

/** Undefined where messages go to a file, or to a terminal that does not tell. */
function widthOf({ stderr }: Streams): number | undefined {
  return (stderr.isTTY && stderr.columns) || undefined;
}

function columnsOf(text: string | undefined): number | undefined {
  const columns = Number(text);
  return Number.isInteger(columns) && columns > 0 ? columns : undefined;
}
