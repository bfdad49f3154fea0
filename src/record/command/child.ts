import type { Exit } from "./exit.js";
import type { NotStarted } from "./why-not-started.js";

/** Where a piece of output came from; a terminal does not tell the two apart. */
export type Stream = "stdout" | "stderr" | "terminal";

/** Takes each piece of the program's output, in order, as its bytes are. */
export type OnOutput = (bytes: Uint8Array, stream: Stream) => void;

/** What is to be started. */
export interface ChildOptions {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onOutput: OnOutput;
  /** Gives the descriptor of the file that the output is appended to; null where there is none. */
  readonly log: () => number | null;
  /** Called with the program's process id once it goes on where this process is killed. */
  readonly onKept: (pid: number) => void;
}

/** A program that was started. */
export interface Child {
  kill(signal: NodeJS.Signals): void;
  /** Settles once its output is through. */
  readonly ended: Promise<Exit | NotStarted>;
}
