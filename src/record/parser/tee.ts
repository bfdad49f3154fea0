import { closeSync, openSync, writeSync } from "node:fs";

/** Takes what the process writes. */
type Sink = (chunk: Uint8Array) => void;
type Write = typeof process.stdout.write;

const sinks = new Set<Sink>();
const STREAMS = ["stdout", "stderr"] as const;

/**
 * Copies what the process writes to stdout and stderr to the end of a file, until the function that is returned is
 * called. A child process that inherits them is not seen. Where the file cannot be written, `onError` is called once,
 * and the copying stops.
 */
export function teeOutput(path: string, onError: (error: unknown) => void): () => void {
  let file: number | null = null;
  const stop = (): void => {
    if (sinks.delete(sink) && sinks.size === 0) for (const unpatch of patches.splice(0)) unpatch();
    if (file !== null) closeSync(file);
    file = null;
  };
  const sink = (chunk: Uint8Array): void => {
    try {
      file ??= openSync(path, "a");
      writeSync(file, chunk);
    } catch (error) {
      stop();
      onError(error);
    }
  };
  if (sinks.size === 0) patches.push(...STREAMS.map(patch));
  sinks.add(sink);
  return stop;
}

const patches: (() => void)[] = [];

/** Where another program has put its own function in place of ours since, ours stays below it and does nothing. */
function patch(name: (typeof STREAMS)[number]): () => void {
  const stream = process[name];
  const write = Reflect.get(stream, "write");
  const copying = (chunk: string | Uint8Array, ...rest: unknown[]): unknown => {
    for (const sink of sinks) sink(bytesOf(chunk, rest[0]));
    return Reflect.apply(write, stream, [chunk, ...rest]);
  };
  stream.write = copying as Write;
  return () => {
    if (Reflect.get(stream, "write") === copying) stream.write = write;
  };
}

function bytesOf(chunk: string | Uint8Array, encoding: unknown): Uint8Array {
  if (typeof chunk !== "string") return chunk;
  return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
}
