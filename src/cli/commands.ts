import type { Command } from "./command.js";

/** Every verb of the command line. A command is loaded when it is called, with what it needs alone. */
export const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["run", async () => (await import("./commands/run.js")).run],
  ["ls", async () => (await import("./commands/ls.js")).ls],
  ["show", async () => (await import("./commands/show.js")).show],
  ["log", async () => (await import("./commands/log.js")).log],
  ["marks", async () => (await import("./commands/marks.js")).marks],
  ["mark", async () => (await import("./commands/mark.js")).mark],
  ["unmark", async () => (await import("./commands/mark.js")).unmark],
  ["delete", async () => (await import("./commands/delete.js")).deleteCommand],
  ["restore", async () => (await import("./commands/restore.js")).restore],
  ["diff", async () => (await import("./commands/diff.js")).diff],
  ["experiments", async () => (await import("./commands/experiments.js")).experiments],
  ["compare", async () => (await import("./commands/compare.js")).compareCommand],
  ["plot", async () => (await import("./commands/plot.js")).plotCommand],
  ["kernel", async () => (await import("./commands/kernel.js")).kernel],
  ["notebook", async () => (await import("./commands/notebook.js")).notebook],
  ["doctor", async () => (await import("./commands/doctor.js")).doctor],
]);
