import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { newestRun } from "./recorded-run.js";
import { folder, run } from "./run-in-folder.js";

describe("a recorded run", () => {
  it("is run again, with options replaced, and with another program", () => {
    const { cwd, root } = folder();
    run(cwd, "echo", "--lr~0.1", "--epochs", "5", "data.csv", "depth~3");
    const [link] = readdirSync(join(root, "index"));
    const config = join("exman/index", link!);
    expect(run(cwd, "--config", config).out).toBe("--lr 0.1 --epochs 5 data.csv 3\n");
    const again = newestRun(root);
    expect(again.params).toMatchObject({ lr: 0.1, epochs: 5, arg1: "data.csv", depth: 3 });
    expect(again.file.hyperparameters).toEqual(["lr", "depth"]);
    const changed = run(cwd, "--config", config, "--", "--lr~0.2", "--new", "1");
    expect(changed.out).toBe("--lr 0.2 --epochs 5 data.csv 3 --new 1\n");
    const other = run(cwd, "--config", again.directory, "--", "printf", "%s,", "--epochs", "9");
    expect(other.out).toContain("--epochs,9,--lr,0.1,");
    expect(run(cwd, "--config", "1", "--", "--map~~x").out).toBe(
      "--lr 0.1 --epochs 5 data.csv 3 --map~x\n",
    );
    expect(run(cwd, "--config", "exman").err).toContain("exman is no recorded run");
    expect(run(cwd, "--config", "2").out).toBe(again.file.command!.slice(1).join(" ") + "\n");
  });

  it("is recorded again as it was, in its experiment, unless that is given anew", () => {
    const { cwd, root } = folder();
    const pattern = String.raw`(?<value>\S+) of (?<name>\w+)`;
    const script = 'echo "0.5 of loss, acc: 1"; test "$CETERIS_ATTEMPT" = 2';
    const command = ["sh", "-c", script, "sh", "--lr~1"];
    run(cwd, "-n", "net", `--scalars=${pattern}`, "--no-capture", "--", ...command);
    run(cwd, "--config", "1");
    const { file } = newestRun(root, "fails");
    expect(file).toMatchObject({
      experiment: { name: "net", version: 1 },
      recording: { scalars: pattern, capture: false },
    });
    expect(file).not.toHaveProperty("machine");
    run(cwd, "--resume", "2");
    expect(newestRun(root).file).toMatchObject({ status: "completed", recording: file.recording });
    expect(newestRun(root).read("statistics.2.scalars.jsonl")).toContain('"loss": 0.5}');
    run(cwd, "-n", "other", "--scalars", "--config", "2", "--", "--lr~2");
    const anew = newestRun(root, "fails");
    expect(anew.file).toMatchObject({ experiment: { name: "other" }, recording: { scalars: "" } });
    expect(anew.read("statistics.1.scalars.jsonl")).toContain('"acc": 1}');
    run(cwd, "--config", "2", "--", "true");
    expect(newestRun(root).file).not.toHaveProperty("experiment");
    expect(newestRun(root).file.recording).toEqual({ capture: false });
  });

  it("has a next attempt in the directory where it was started", () => {
    const { cwd, root } = folder();
    const script = 'echo "$CETERIS_ATTEMPT $(pwd)"; test "$CETERIS_ATTEMPT" = 2 || exit 9';
    expect(run(cwd, "sh", "-c", script).exit).toBe(9);
    const other = run(cwd, "--resume", "1", "--", "echo", "hi");
    expect(other).toMatchObject({ exit: 2, out: "" });
    expect(other.err.replaceAll(/\s+/g, " ")).toContain("ceteris run --config 1 --");
    mkdirSync(join(cwd, "below"));
    const resumed = run(join(cwd, "below"), "--resume", "1");
    expect(resumed).toMatchObject({ exit: 0, out: `2 ${cwd}\n` });
    const { file, read } = newestRun(root);
    expect(file.attempts).toMatchObject([
      { status: "failed", exitCode: 9 },
      { status: "completed", exitCode: 0 },
    ]);
    expect(file).toMatchObject({ status: "completed", exitCode: 0 });
    expect(read("log.txt")).toBe(`1 ${cwd}\n2 ${cwd}\n`);
    expect(existsSync(join(root, "fails", "000001"))).toBe(false);
    expect(run(cwd, "--resume", "1")).toMatchObject({ exit: 1, out: "" });
    expect(newestRun(root).file.attempts).toHaveLength(2);
  });

  it("says where a config file is another one by now, and keeps that of each attempt", () => {
    const { cwd, root } = folder();
    const words = ["sh", "-c", 'test "$CETERIS_ATTEMPT" = 3', "sh", "--config", "conf.yaml"];
    const first = "lr: 0.5\nseed: 1\n";
    writeFileSync(join(cwd, "conf.yaml"), first);
    run(cwd, ...words);
    const own = newestRun(root, "fails").directory;
    expect(run(cwd, "-q", "--config", "1").err).toBe("");
    writeFileSync(join(cwd, "conf.yaml"), "# as before\nlr: 0.50\nseed: 1\n");
    expect(run(cwd, "-q", "--config", "1").err).toBe("");
    const second = "lr: 0.25\nseed: 1\nnew: 3\n";
    writeFileSync(join(cwd, "conf.yaml"), second);
    const told = run(cwd, "-q", "--config", "1").err;
    const copy = `exman/fails/${basename(own)}/config/conf.yaml`;
    expect(told.replaceAll(/\s+/g, " ")).toBe(
      `warning: conf.yaml is another file now than the run was recorded with, lr and new differ; that file is ${copy} `,
    );
    expect(run(cwd, "-q", "--config", "1", "--", "--config", "other").err).toBe("");
    run(cwd, "--resume", "1");
    run(cwd, "--resume", "1");
    const { read, directory } = newestRun(root);
    expect(read("config.1", "conf.yaml")).toBe(first);
    expect(read("config", "conf.yaml")).toBe(second);
    expect(existsSync(join(directory, "config.2"))).toBe(false);
  });

  it("takes a secret again that was not kept, and no other option", () => {
    const { cwd, root } = folder();
    const script = 'echo "$2"; test "$CETERIS_ATTEMPT" = 2';
    run(cwd, "sh", "-c", script, "sh", "--password", "first-one", "--lr~1");
    expect(run(cwd, "--resume", "1").err.replaceAll(/\s+/g, " ")).toContain(
      "has a secret that was not kept, password; give it again after --.",
    );
    const other = run(cwd, "--resume", "1", "--", "--password", "again", "--lr~2");
    expect(other).toMatchObject({ exit: 2, out: "" });
    const resumed = run(cwd, "--resume", "1", "--", "--password", "again");
    expect(resumed).toMatchObject({ exit: 0, out: "again\n" });
    expect(newestRun(root).file.attempts).toHaveLength(2);
  });
});
