#!/usr/bin/env node
/** Before all else: where nothing listens, Node opens a debugger's port at SIGUSR1. The usual effect of it is the end. */
process.on("SIGUSR1", function end() {
  if (process.listenerCount("SIGUSR1") > 1) return; // it is passed on
  process.off("SIGUSR1", end);
  process.kill(process.pid, "SIGUSR1");
});

const [{ endingOf, runCommandLine }, { terminalOf }] = await Promise.all([
  import("./command-line.js"),
  import("./terminal.js"),
]);

const terminal = terminalOf(process, process.env["COLUMNS"]);

/** A reader such as `head` that stops early is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exitCode = endingOf(error, terminal);
});

const exitCode = await runCommandLine(process.argv.slice(2), terminal);
process.exitCode ||= exitCode;
