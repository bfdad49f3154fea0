import type { ParseArgsConfig } from "node:util";

/** Values of the flags of a command line, by name. */
export type Flags = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** A terminal, a pipe or a file that a command writes to. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** The streams of a process, as far as a command uses them. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

/** Where a command writes: results to `out`, everything else to `note`. */
export interface Terminal {
  out(text: string): void;
  /** Settles once the reader has the bytes; with false where it is gone. */
  write(bytes: Uint8Array): Promise<boolean>;
  note(text: string): void;
  /** Columns of the terminal; undefined where the results go to a file or another program. */
  readonly width: number | undefined;
  /** For questions, and for lines that are drawn again and again. */
  readonly streams: Streams;
}

/** What a command was called with. */
export interface Call {
  readonly args: readonly string[];
  readonly flags: Flags;
  readonly terminal: Terminal;
  /** Sets what the program exits with once the command is done; 0 otherwise. */
  readonly exitWith: (code: number) => void;
}

/** One verb of the command line: what it takes, and what it does. */
export interface Command {
  /** One line: `ceteris ls [MARK] …`. */
  readonly usage: string;
  /** What it is for, and an example. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** True for a verb that runs a command: what follows its own options is the command's alone. */
  readonly takesCommand?: boolean;
  /** Options whose value may be left out, and is "" then; one that is given follows a `=`. */
  readonly optional?: readonly string[];
  /** How many positional arguments it takes, at least and at most. */
  readonly arity: readonly [least: number, most: number];
  run(call: Call): Promise<void>;
}

/** The text of a flag, where it was given. */
export function textFlag(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" ? value : undefined;
}
