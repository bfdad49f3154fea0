import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { followLog, type FollowOptions } from "../../record/command/follow-log.js";
import { findRun } from "../../index/find-run.js";
import { LOG_FILE } from "../../store/layout.js";
import { openRoot } from "../../store/open-root.js";
import { CeterisError } from "../../util/error.js";
import { textFlag, type Call, type Command } from "../command.js";
import { findRoot } from "../find-root.js";
import { ROOT_OPTIONS } from "../root-options.js";
import { Stopping } from "../stopping.js";

export const log: Command = {
  usage: "ceteris log ID [-f]",
  help: `Prints what a run printed: its log.txt.

  ID is a number, a directory's name, or a unique prefix of that.

  -f, --follow   goes on until the run ends`,
  options: { ...ROOT_OPTIONS, follow: { type: "boolean", short: "f" } },
  arity: [1, 1],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    const layout = openRoot(findRoot(textFlag(flags, "root")));
    const { directory } = findRun(layout, args[0]!, (path, _kind, message) =>
      terminal.note(`warning: ${path} ${message}.`),
    );
    const isFollowed = flags["follow"] === true;
    if (!isFollowed) refuseWithout(directory);
    await print(call, { layout, directory, isFollowed });
  },
};

/** Ends early where it is asked to, and where nobody reads any more. */
async function print(
  { terminal, exitWith }: Call,
  what: Pick<FollowOptions, "layout" | "directory" | "isFollowed">,
): Promise<void> {
  const stopping = new Stopping();
  const gone = new AbortController();
  const signal = AbortSignal.any([stopping.signal, gone.signal]);
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (!(await terminal.write(bytes))) gone.abort();
  };
  try {
    await followLog({ ...what, signal, write });
    exitWith(stopping.exitCode);
  } finally {
    stopping.end();
  }
}

function refuseWithout(directory: string): void {
  if (statSync(join(directory, LOG_FILE), { throwIfNoEntry: false })) return;
  throw new CeterisError(
    "RUN",
    `Run ${basename(directory)} has no ${LOG_FILE}: its output was not recorded, which ceteris run does; ceteris show prints its statistics.`,
  );
}
