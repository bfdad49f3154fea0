import { spawn, type ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Child, ChildOptions, Stream } from "./child.js";
import type { Exit } from "./exit.js";
import { keepHangup } from "./hangup.js";
import { Keeper } from "./keeper.js";
import { closeDescriptors, type SystemPipe } from "./make-pipes.js";
import { startError, type NotStarted } from "./why-not-started.js";

/** How long the pipes of a program that has ended stay open for what it left running, while nothing comes. */
const SILENCE_MS = 1000;

/**
 * Starts a program with our stdin, and passes its stdout and stderr on to ours as its bytes are. Where ours are
 * slow, it waits; where nobody reads them any more, its own are closed; where they cannot be written, as on a full
 * disk, its output is recorded alone. Where this process is killed, a keeper goes on with system pipes.
 */
export function startPiped(
  system: readonly SystemPipe[] | null,
  { command, cwd, env, onOutput, log, onKept, onLeft }: ChildOptions,
): Child {
  const [program, ...args] = keepHangup(command);
  const [out, err] = system ?? [];
  const stdio = ["inherit", out?.descriptor ?? "pipe", err?.descriptor ?? "pipe"] as const;
  const child = spawn(program!, args, { cwd, env, stdio: [...stdio] });
  const keeper = system && new Keeper(system, { log, onStarted: () => onKept(child.pid!) });
  const endKeeper = (): void => keeper?.end();
  closeDescriptors(system ?? []);
  const pipes = [
    new Pipe(out?.from ?? child.stdout!, process.stdout, "stdout", onOutput, () =>
      keeper?.close(0),
    ),
    new Pipe(err?.from ?? child.stderr!, process.stderr, "stderr", onOutput, () =>
      keeper?.close(1),
    ),
  ];
  const leave = (): void => onLeft(keeper?.leave() ?? false);
  const ended = ending(child, pipes, leave).finally(endKeeper);
  return {
    kill: (signal) => void child.kill(signal),
    hasGot: async (signal) => keeper && keeper.wasToGroup(signal),
    ended,
  };
}

/** One stream of the program, which goes to ours. */
class Pipe {
  /** Settles once nothing more can come. */
  readonly closed: Promise<void>;
  readonly #from: Readable;
  readonly #to: Writable;
  readonly #onClosed: () => void;
  #heard = performance.now();
  #isRefused = false;

  /** @param onClosed - Called where nobody reads our stream any more. */
  constructor(
    from: Readable,
    to: Writable,
    stream: Stream,
    onOutput: ChildOptions["onOutput"],
    onClosed: () => void,
  ) {
    this.#from = from;
    this.#to = to;
    this.#onClosed = onClosed;
    this.closed = new Promise((resolve) => {
      from.once("end", resolve).once("close", resolve);
    });
    from.on("data", (bytes: Buffer) => {
      this.#heard = performance.now();
      onOutput(bytes, stream);
      if (!this.#isRefused && !to.write(bytes)) this.#wait();
    });
    to.on("error", this.#onError);
  }

  /** True while something may still come: there was output just now, or ours is slow. */
  isBusy(now: number): boolean {
    return this.isOpen && (this.#from.isPaused() || now - this.#heard < SILENCE_MS);
  }

  get isOpen(): boolean {
    return !this.#from.closed && !this.#from.readableEnded;
  }

  hearFromNow(): void {
    this.#heard = performance.now();
  }

  close(): void {
    this.#to.off("error", this.#onError);
    this.#from.destroy();
  }

  #wait(): void {
    this.#from.pause();
    this.#to.once("drain", () => this.#from.resume());
  }

  readonly #onError = ({ code }: NodeJS.ErrnoException): void => {
    this.#isRefused = true;
    if (code !== "EPIPE") return void this.#from.resume();
    this.#onClosed();
    this.#from.destroy();
  };
}

/** @param onLeft - Called where the pipes are still open when we stop to listen. */
async function ending(
  child: ChildProcess,
  pipes: readonly Pipe[],
  onLeft: () => void,
): Promise<Exit | NotStarted> {
  const exit = await new Promise<Exit | NotStarted>((resolve) => {
    child.once("error", (error) => resolve(startError(error)));
    child.once("exit", (code, signal) => resolve(signal ? { signal } : { exitCode: code ?? 1 }));
  });
  if (!("reason" in exit)) {
    await drained(pipes);
    if (pipes.some((pipe) => pipe.isOpen)) onLeft();
  }
  for (const pipe of pipes) pipe.close();
  return exit;
}

/** Until the pipes are closed, or silent: what the program left running may hold them open for ever. */
async function drained(pipes: readonly Pipe[]): Promise<void> {
  for (const pipe of pipes) pipe.hearFromNow();
  const closed = Promise.all(pipes.map((pipe) => pipe.closed)).then(() => true);
  while (pipes.some((pipe) => pipe.isBusy(performance.now()))) {
    const later = new Promise<false>((resolve) => setTimeout(resolve, SILENCE_MS / 10, false));
    if (await Promise.race([closed, later])) return;
  }
}
