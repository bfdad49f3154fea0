import { readFileSync, truncateSync } from "node:fs";
import { StatisticsWriter } from "../../../dist/store/statistics-writer.js";

/** Writes lines to a file that may not grow beyond a limit, and empties it whenever it is full; prints all of it. */
const [path, count] = process.argv.slice(2);
const writer = new StatisticsWriter(() => path);
for (let line = 0; line < Number(count); line += 1) writer.append(`${line} ä\n`);
let written = "";
for (let isFull = true; isFull;) {
  isFull = fails(() => writer.flush());
  written += readFileSync(path, "latin1");
  truncateSync(path);
}
process.stdout.write(Buffer.from(written, "latin1"));

function fails(action) {
  try {
    action();
    return false;
  } catch (error) {
    if (error.code === "EFBIG") return true;
    throw error;
  }
}
