import type { Namespace } from "argparse";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, vi } from "vitest";
import { ExParser } from "../../../src/record/parser/ex-parser.js";
import type { ExArgs, ExParserOptions } from "../../../src/record/parser/options.js";
import type { Run } from "../../../src/record/run.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

const started: Run[] = [];

/** A parser whose runs are ended behind the test. */
class EndedParser extends ExParser {
  override parse_args<T extends object = Namespace>(words?: string[] | string): ExArgs<T> {
    const args = super.parse_args<T>(words);
    started.push(args.safe_experiment.run);
    return args;
  }
}

/** What a test of parsers has: a root of its own, and what went to stdout. */
export interface ParserWorkspace {
  root: string;
  printed: string;
  /** Of a command line that throws what is wrong. */
  readonly newParser: (options?: Partial<ExParserOptions>) => ExParser;
}

/** Prepares every test of a file. */
export function parserWorkspace(): ParserWorkspace {
  const workspace: ParserWorkspace = {
    root: "",
    printed: "",
    newParser: (options = {}) =>
      new EndedParser({ root: workspace.root, prog: "train", exit_on_error: false, ...options }),
  };
  beforeEach(() => {
    workspace.root = join(temporaryFolder(), "exman");
    workspace.printed = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      workspace.printed += String(text);
      return true;
    });
    return () => {
      for (const run of started.splice(0)) run.finish();
      vi.restoreAllMocks();
    };
  });
  return workspace;
}

/** The params.yaml of a run, without its time and id. */
export function recorded(directory: string): string[] {
  const text = readFileSync(join(directory, "params.yaml"), "utf8");
  return text.trimEnd().split("\n").slice(0, -2);
}
