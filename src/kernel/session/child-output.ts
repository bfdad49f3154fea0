import { ChildProcess } from "node:child_process";
import { nodeBinding } from "./node-binding.js";

/** Streams of this process, by their file descriptors. */
const NAMES = { 1: "stdout", 2: "stderr" } as const;
type Inherited = keyof typeof NAMES;

/**
 * Lets what a child process writes to a stream that it inherits reach the notebook: it is piped here, and written by
 * this process. A detached child keeps what it is given, as it may outlive the kernel.
 */
export function captureChildren(): void {
  captureStarted();
  captureAwaited();
}

interface Started {
  spawn: (this: ChildProcess, options: StartOptions) => unknown;
}

interface StartOptions {
  readonly stdio?: unknown;
  readonly detached?: boolean;
}

/** `spawn`, `fork` and what else returns a `ChildProcess`. */
function captureStarted(): void {
  const prototype = ChildProcess.prototype as unknown as Started;
  const spawn = prototype.spawn;
  prototype.spawn = function piping(options) {
    const stdio = listOf(options.stdio);
    const inherited = stdio.map(options.detached === true ? () => undefined : inheritedBy);
    const piped = stdio.map((entry, place) => (inherited[place] ? "pipe" : entry));
    const result = spawn.call(this, { ...options, stdio: piped });
    for (const [place, descriptor] of inherited.entries())
      if (descriptor) forward(this, place, descriptor);
    return result;
  };
}

/** The three, and what comes after them. */
function listOf(stdio: unknown): readonly unknown[] {
  return Array.isArray(stdio) ? stdio : Array.from({ length: 3 }, () => stdio ?? "pipe");
}

function inheritedBy(entry: unknown, place: number): Inherited | undefined {
  if (place !== 1 && place !== 2) return undefined;
  if (entry === "inherit") return place;
  if (entry === 1 || entry === process.stdout) return 1;
  return entry === 2 || entry === process.stderr ? 2 : undefined;
}

/** The child has no such stream then, as where it inherits one. */
function forward(child: ChildProcess, place: number, descriptor: Inherited): void {
  const output = child.stdio[place];
  if (output && "setEncoding" in output)
    output.setEncoding("utf8").on("data", (text: string) => process[NAMES[descriptor]].write(text));
  Reflect.set(child.stdio, place, null);
  Reflect.set(child, place === 1 ? "stdout" : "stderr", null);
}

interface AwaitedEntry {
  readonly type: string;
  readonly fd?: number;
}

interface Awaited {
  spawn: (options: AwaitedOptions) => { output?: (Uint8Array | null)[] | null };
}

interface AwaitedOptions {
  readonly stdio: readonly AwaitedEntry[];
  readonly maxBuffer?: number;
}

/** `spawnSync`, `execSync` and `execFileSync`, which share a binding that has no public name. */
function captureAwaited(): void {
  const binding = nodeBinding("spawn_sync") as Awaited | undefined;
  const spawn = binding?.spawn;
  if (!binding || !spawn) return;
  binding.spawn = (options) => {
    const inherited = options.stdio.map(awaitedBy);
    if (!inherited.some(Boolean)) return spawn(options);
    const stdio = options.stdio.map((entry, place) =>
      inherited[place] ? { type: "pipe", readable: false, writable: true } : entry,
    );
    const result = spawn({ ...options, stdio, maxBuffer: Infinity });
    for (const [place, descriptor] of inherited.entries()) {
      const bytes = result.output?.[place];
      if (!descriptor || !result.output || !bytes) continue;
      process[NAMES[descriptor]].write(Buffer.from(bytes).toString());
      result.output[place] = null;
    }
    return result;
  };
}

function awaitedBy({ type, fd }: AwaitedEntry, place: number): Inherited | undefined {
  if (place === 0 || (type !== "inherit" && type !== "fd")) return undefined;
  return fd === 1 || fd === 2 ? fd : undefined;
}
