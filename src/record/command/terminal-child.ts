import { spawnSync } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { processStat } from "../../util/process-stat.js";
import type { Child, ChildOptions } from "./child.js";
import { signalName, type Exit } from "./exit.js";
import { OwnTerminal } from "./own-terminal.js";

/** What is used of `@lydell/node-pty`; data are bytes where the encoding is null. */
interface PtyModule {
  spawn(program: string, args: string[], options: PtyOptions): Pty;
}

interface PtyOptions {
  readonly cols: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  readonly encoding: null;
}

interface Pty {
  readonly pid: number;
  /** These three are no part of its documented interface. */
  readonly ptsName?: string;
  readonly _socket?: { destroy: () => unknown };
  on(event: "newListener", listener: (event: string) => void): unknown;
  resize(columns: number, rows: number): void;
  write(data: unknown): void;
  kill(signal?: string): void;
  onData(listener: (data: never) => void): unknown;
  onExit(
    listener: (exit: { readonly exitCode: number; readonly signal?: number }) => void,
  ): unknown;
}

/** Ctrl-Z. */
const SUSPEND = 0x1a;
/** In milliseconds: nothing more comes from a program that has ended. */
const SILENCE_MS = 20;
/** In milliseconds: a stop takes effect within. */
const STOPPED_WITHIN = 50;

/** Starts a program on a terminal of its own. */
export type StartInTerminal = (options: ChildOptions) => Child;

/** Loads the library of pseudo-terminals, an optional dependency; null where it is absent. */
export async function terminalStarter(): Promise<StartInTerminal | null> {
  try {
    const pty = (await import("@lydell/node-pty")) as unknown as PtyModule;
    return (options) => startInTerminal(pty, options);
  } catch {
    return null;
  }
}

/**
 * Starts a program on a terminal of its own, which behaves as ours: colours, the size of the window, and every key,
 * those that make signals among them.
 */
function startInTerminal(pty: PtyModule, { command, cwd, env, onOutput }: ChildOptions): Child {
  const [program, ...args] = command;
  const terminal = pty.spawn(program!, args, { ...size(), cwd, env: { ...env }, encoding: null });
  const heard = keepOpen(terminal);
  terminal.onData((bytes: Buffer) => {
    onOutput(bytes, "terminal");
    process.stdout.write(bytes);
    heard();
  });
  const release = connect(terminal);
  const ended = new Promise<Exit>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => {
      release();
      const name = signalName(signal);
      resolve(name ? { signal: name } : { exitCode });
    });
  });
  return { kill: (signal) => terminal.kill(signal), hasGot: async () => false, ended };
}

/**
 * Sees to it that all output comes through: the system drops what waits in a terminal that every program has closed,
 * and the library closes it 200 ms after the program has ended. So we keep the terminal open until nothing comes.
 *
 * @returns what is to be called after each piece of output.
 */
function keepOpen(terminal: Pty): () => void {
  const file = openTerminal(terminal.ptsName);
  const { _socket: socket } = terminal;
  if (file === null || !socket) return () => {};
  let last = performance.now();
  let end = (): void => closeSync(file);
  const destroy = socket.destroy.bind(socket);
  socket.destroy = () => (end = both(end, destroy));
  const wait = (): void => {
    const left = SILENCE_MS - (performance.now() - last);
    if (left > 0) setTimeout(() => setImmediate(wait), left);
    else finish();
  };
  const finish = (): void => {
    socket.destroy = destroy;
    end();
  };
  terminal.on("newListener", (event) => event === "close" && wait()); // the library's, when the program has ended
  return () => {
    last = performance.now();
  };
}

function both(first: () => void, second: () => unknown): () => void {
  return () => {
    first();
    second();
  };
}

function openTerminal(path: string | undefined): number | null {
  try {
    return path === undefined ? null : openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  } catch {
    return null;
  }
}

function size(): { cols: number; rows: number } {
  return { cols: process.stdout.columns || 80, rows: process.stdout.rows || 24 };
}

/** Passes keys and the window's size on, until the function that it gives is called. */
function connect(terminal: Pty): () => void {
  const resize = (): void => {
    const { cols, rows } = size();
    terminal.resize(cols, rows);
  };
  const onKeys = (bytes: Buffer): void => {
    const isStop = bytes.length === 1 && bytes[0] === SUSPEND && isStoppedByKey(terminal);
    if (isStop) process.kill(0, "SIGTSTP");
    else terminal.write(bytes);
  };
  const own = new OwnTerminal(onKeys);
  const onStop = (): void => {
    process.off("SIGTSTP", onStop); // else the system would not stop us
    suspend(terminal, own, () => {
      resize();
      process.on("SIGTSTP", onStop);
    });
  };
  process.on("SIGTSTP", onStop);
  own.take();
  process.stdout.on("resize", resize);
  return () => {
    process.off("SIGTSTP", onStop);
    process.stdout.off("resize", resize);
    own.end();
  };
}

/**
 * Whether Ctrl-Z is to stop the program: it is in the foreground of its terminal, which has keys make signals. The
 * system would not stop it, for it has no shell above it.
 */
function isStoppedByKey({ pid }: Pty): boolean {
  const job = processStat(pid);
  if (job?.foreground !== pid) return false; // without /proc the key is the program's
  try {
    return hasSignalKeys(`/dev/pts/${minorNumber(job.terminal)}`);
  } catch {
    return false;
  }
}

/** Source: the coding of `tty_nr` in proc_pid_stat(5). */
function minorNumber(device: number): number {
  return ((device >> 12) & 0xfff00) | (device & 0xff);
}

function hasSignalKeys(terminal: string): boolean {
  const file = openSync(terminal, constants.O_RDONLY | constants.O_NOCTTY);
  try {
    const { stdout } = spawnSync("stty", ["-a"], {
      stdio: [file, "pipe", "ignore"],
      encoding: "utf8",
    });
    return /(?:^|\s)isig\b/.test(stdout) && stdout.includes("susp = ^Z");
  } finally {
    closeSync(file);
  }
}

/** Stops the program and this process, and goes on with both once this one goes on. */
function suspend({ pid }: Pty, own: OwnTerminal, onContinued: () => void): void {
  process.kill(-pid, "SIGSTOP");
  own.leave();
  setTimeout(() => {
    own.take();
    onContinued();
    process.kill(-pid, "SIGCONT");
  }, STOPPED_WITHIN);
  process.kill(process.pid, "SIGTSTP");
}
