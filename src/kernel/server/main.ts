import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { CeterisError } from "../../util/error.js";
import { SHARED, type WorkerData } from "./port.js";
import { serveSession } from "./serve-session.js";
import { warn } from "./warn.js";

// The program of the kernel: Jupyter starts it with a connection file. This thread runs the cells.

const USAGE =
  "Jupyter starts this program with `--connection-file FILE` and nothing else: see `ceteris kernel install`.";

try {
  start(connectionFile());
} catch (error) {
  fail(error);
}

function start(file: string): void {
  const memory = new SharedArrayBuffer(SHARED.length * Int32Array.BYTES_PER_ELEMENT);
  const workerData: WorkerData = { connectionFile: file, shared: new Int32Array(memory) };
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData });
  worker.on("error", fail);
  serveSession(worker, workerData.shared);
}

function connectionFile(): string {
  const file = parseFlags()["connection-file"];
  if (file === undefined) throw new CeterisError("USAGE", USAGE);
  return file;
}

function parseFlags(): { "connection-file"?: string | undefined } {
  try {
    return parseArgs({ options: { "connection-file": { type: "string" } } }).values;
  } catch (cause) {
    throw new CeterisError("USAGE", USAGE, { cause });
  }
}

function fail(error: unknown): void {
  warn(error instanceof Error ? error.message : String(error)); // the session has the streams
  process.exit(error instanceof CeterisError && error.code === "USAGE" ? 2 : 1);
}
