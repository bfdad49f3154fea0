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
  /**
   * Called where the program has ended and a process that it left running has not.
   *
   * @param isKept - True where its output is still read, into the log.
   */
  readonly onLeft: (isKept: boolean) => void;
}

/** A program that was started. */
export interface Child {
  kill(signal: NodeJS.Signals): void;
  /** Whether the program got a signal that we got just now; null where nobody knows. */
  hasGot(signal: NodeJS.Signals): Promise<boolean | null>;
  /** Settles once its output is through. */
  readonly ended: Promise<Exit | NotStarted>;
}
