import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { SCRIPT } from "../../../src/record/command/keeper.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

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

it("reads on into the log where descriptors have no paths", async () => {
  const path = join(temporaryFolder(), "log.txt");
  const log = openSync(path, "a");
  const script = SCRIPT.replace("/dev/fd/", "/nonexistent/");
  const keeper = spawn("sh", ["-c", script], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe", "pipe", log],
  });
  closeSync(log);
  const exit = once(keeper, "exit");
  const [, , , lifeline, out, err] = keeper.stdio as unknown as Socket[];
  lifeline!.destroy();
  out!.end("of stdout\n");
  err!.end("of stderr\n");
  await exit;
  expect(readFileSync(path, "utf8").split("\n").toSorted()).toEqual(["", "of stderr", "of stdout"]);
});
