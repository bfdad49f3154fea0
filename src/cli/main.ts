#!/usr/bin/env node
import { endingOf, runCommandLine } from "./command-line.js";
import { terminalOf } from "./terminal.js";

const terminal = terminalOf(process, process.env["COLUMNS"]);

/** A reader such as `head` that stops early is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exitCode = endingOf(error, terminal);
});

const exitCode = await runCommandLine(process.argv.slice(2), terminal);
process.exitCode ||= exitCode;
