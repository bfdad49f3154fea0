import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { SCRIPT } from "../../../src/record/command/keeper.js";

it.each(["dash", "bash"])("%s tells its signals before it answers, and goes on", async (shell) => {
  const none = openSync("/dev/null", "r+");
  const stdio = ["ignore", "ignore", "pipe", "pipe", none, none, none] as const;
  const keeper = spawn(shell, ["-c", SCRIPT], { stdio: [...stdio] });
  closeSync(none);
  let complaints = "";
  keeper.stderr!.on("data", (bytes: Buffer) => (complaints += bytes.toString()));
  const exit = once(keeper, "exit");
  const lifeline = keeper.stdio[3] as Socket;
  const lines = createInterface({ input: lifeline })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => (await lines.next()).value as string;
  lifeline.write("\n");
  expect(await next()).toBe("");
  for (const name of ["TERM", "INT", "HUP", "QUIT", "USR1", "USR2"] as const) {
    keeper.kill(`SIG${name}`);
    lifeline.write("\n");
    expect([await next(), await next()]).toEqual([name, ""]);
  }
  for (let count = 0; count < 100; count++) {
    keeper.kill(count % 2 === 0 ? "SIGTERM" : "SIGINT");
    lifeline.write("\n");
    while ((await next()) !== "");
  }
  lifeline.destroy();
  for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) keeper.kill(name);
  expect(await exit).toEqual([0, null]);
  expect(complaints).toBe("");
});
