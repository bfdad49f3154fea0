import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { newestRun } from "./recorded-run.js";
import { folder, run } from "./run-in-folder.js";
import { PROGRAM, runCeteris } from "./run-ceteris.js";

const TRAIN = join(import.meta.dirname, "programs/train.py");

/** Prints the process id of a command, which is alone in its group, as a job of a shell is. */
const IN_ITS_GROUP = `import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], preexec_fn=os.setpgrp)
print(child.pid, flush=True)
sys.exit(child.wait())`;
const PATIENCE = { timeout: 30_000, interval: 50 };

/** With a program for the shell, and what it is given as stdin. */
function shell(cwd: string, script: string, input = ""): ReturnType<typeof spawnSync> {
  return spawnSync("bash", ["-c", script], {
    cwd,
    input,
    env: { ...process.env, CETERIS: `${process.execPath} ${PROGRAM}` },
  });
}

describe("a training script in Python", () => {
  it("is run with plain arguments, and its params, numbers, code and experiment are recorded", () => {
    const { cwd, root } = folder();
    writeFileSync(join(cwd, "main.py"), readFileSync(TRAIN));
    writeFileSync(join(cwd, ".gitignore"), "exman\n");
    const git = (...args: string[]): string => execFileSync("git", args, { cwd, encoding: "utf8" });
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "first");
    const plain = "main.py --lr 0.001 --momentum 0.9 --epochs 100";
    const words = "python3 main.py --lr~0.001 --momentum~0.9 --epochs 100".split(" ");
    const answer = run(cwd, "-n", "lenet-mnist", "--scalars", "--", ...words);
    const printed = execFileSync("python3", plain.split(" "), { cwd, encoding: "utf8" });
    const { params, file, read, directory } = newestRun(root);
    expect(answer).toMatchObject({ exit: 0, out: printed });
    expect(answer.err).toBe(`run 1  exman/runs/${directory.split("/").at(-1)}\n`);
    expect(params).toMatchObject({ lr: 0.001, momentum: 0.9, epochs: 100, id: 1 });
    expect(read("log.txt")).toBe(printed);
    expect(file).toMatchObject({
      status: "completed",
      exitCode: 0,
      attempts: [{ status: "completed", exitCode: 0 }],
      command: ["python3", ...plain.split(" ")],
      cwd,
      hyperparameters: ["lr", "momentum"],
      experiment: { name: "lenet-mnist", version: 1 },
      vcs: { HEAD_sha: git("rev-parse", "HEAD").trim(), is_dirty: false },
      machine: { cores: expect.any(Number) },
      environment: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const loaded = JSON.parse(runCeteris(["show", "1", "--json"], { cwd }).out) as {
      statistics: Record<string, { step: number[]; value: number[] }>;
    };
    const losses = [...printed.matchAll(/loss: (\S+)/g)].map(([, loss]) => Number(loss));
    expect(loaded.statistics["loss"]!.value).toEqual(losses);
    expect(loaded.statistics["accuracy"]!.step.slice(-2)).toEqual([98, 99]);
  });
});

describe("a command", () => {
  it("that fails keeps its exit code, and is filed with the end of its stderr", () => {
    const { cwd, root } = folder();
    const answer = run(cwd, "python3", "-c", "print('out'); raise ValueError('the loss is nan')");
    const { file, read } = newestRun(root, "fails");
    expect(answer).toMatchObject({ exit: 1, out: "out\n" });
    expect(answer.err).toMatch(
      /^run 1 {2}exman\/runs\/000001-[^]*\nrun 1 failed {2}exman\/fails\/000001-\S+ {2}\(ceteris show 1\)\n$/,
    );
    expect(file).toMatchObject({ status: "failed", exitCode: 1 });
    expect(read("traceback.txt")).toMatch(/^Traceback[^]*\nValueError: the loss is nan\n$/);
    expect(readdirSync(join(root, "index"))).toEqual([]);
  });

  it("that is interrupted and leaves a traceback is no failed one", () => {
    const { cwd, root } = folder();
    const script = 'echo KeyboardInterrupt > "$CETERIS_RUN/traceback.txt"; kill -INT $$';
    const answer = run(cwd, "sh", "-c", script);
    const { file, read } = newestRun(root);
    expect(file).toMatchObject({ status: "interrupted", signal: "SIGINT" });
    expect(read("traceback.txt")).toBe("KeyboardInterrupt\n");
    expect(answer.err).not.toContain("failed");
  });

  it("has the end of a long stderr in whole lines, without colours and earlier states of a line", () => {
    const { cwd, root } = folder();
    const script = "seq 30000 >&2; printf '1%%\\r100%%\\n\\033[31mred\\033[0m\\n' >&2; exit 3";
    run(cwd, "sh", "-c", script);
    const traceback = newestRun(root, "fails").read("traceback.txt");
    expect(traceback.length).toBeLessThanOrEqual(64 * 1024);
    expect(traceback.length).toBeGreaterThan(60 * 1024);
    expect(traceback).toMatch(/^\d{5}\n/);
    expect(traceback).toMatch(/\n30000\n100%\nred\n$/);
  });

  it.each([
    ["TERM", "interrupted"],
    ["SEGV", "failed"],
  ])("that dies of SIG%s ends us by it too, and is %s", (signal, status) => {
    const { cwd, root } = folder();
    const died = shell(cwd, `$CETERIS run -q sh -c 'kill -${signal} $$'; echo $?`);
    const expected = { TERM: 143, SEGV: 139 }[signal];
    expect(String(died.stdout).trim()).toBe(String(expected));
    const recorded = newestRun(root, status === "failed" ? "fails" : "runs");
    expect(recorded.file).toMatchObject({ status, signal: `SIG${signal}` });
  });

  it("that is not there, or may not be executed, is said so and filed", () => {
    const { cwd, root } = folder();
    writeFileSync(join(cwd, "closed.sh"), "echo no\n");
    chmodSync(join(cwd, "closed.sh"), 0o644);
    expect(run(cwd, "-q", "no-such-program")).toEqual({
      exit: 127,
      out: "",
      err: "ceteris: The command no-such-program is no program here; see its spelling and PATH.\n",
    });
    const closed = run(cwd, "-q", "./closed.sh");
    expect(closed).toMatchObject({
      exit: 126,
      err: expect.stringContaining("may not be executed"),
    });
    expect(newestRun(root, "fails")).toMatchObject({ file: { status: "failed", exitCode: 126 } });
  });

  it("gets our stdin, and its bytes come through as they are, at the reader's pace", () => {
    const { cwd, root } = folder();
    const input = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7919) % 256));
    const { stdout } = spawnSync(process.execPath, [PROGRAM, "run", "-q", "cat"], { cwd, input });
    expect(stdout.equals(input)).toBe(true);
    expect(readFileSync(join(newestRun(root).directory, "log.txt")).equals(input)).toBe(true);
    const slow = shell(cwd, "$CETERIS run -q seq 200000 | (sleep 0.5; tail -n 1)");
    expect(String(slow.stdout)).toBe("200000\n");
  });

  it("dies of SIGPIPE where nobody reads, and may open /dev/stderr", () => {
    const { cwd } = folder();
    const kept = 'until grep -q program "$CETERIS_RUN/run.json"; do sleep 0.02; done; exec yes';
    const script = `$CETERIS run -q yes | head -n 1; echo "\${PIPESTATUS[0]}"
      $CETERIS run -q sh -c '${kept}' | head -n 1; echo "\${PIPESTATUS[0]}"
      $CETERIS run -q sh -c 'echo told > /dev/stderr' 2>&1`;
    expect(String(shell(cwd, script).stdout)).toBe("y\n141\ny\n141\ntold\n");
  });

  it("ends as it ends where our stdout cannot be written, and is recorded", () => {
    const { cwd, root } = folder();
    const script = `$CETERIS run -q sh -c 'echo one; sleep 0.3; echo two; exit 3' > /dev/full; echo "exit $?" >&2`;
    expect(String(shell(cwd, script).stderr)).toBe("exit 3\n");
    expect(newestRun(root, "fails").read("log.txt")).toBe("one\ntwo\n");
  });

  it("is stopped, goes on and gets an alarm with us", async () => {
    const { cwd } = folder();
    const script = "trap 'echo alarm; exit 7' ALRM; echo $$; while :; do sleep 0.02; done";
    const words = [PROGRAM, "run", "-q", "sh", "-c", script];
    const child = spawn("python3", ["-c", IN_ITS_GROUP, process.execPath, ...words], { cwd });
    const closed = once(child, "close");
    let out = "";
    child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
    await vi.waitUntil(() => /^\d+\n\d+\n$/.test(out), PATIENCE);
    const pids = out.trim().split("\n");
    const states = (): string =>
      execFileSync("ps", ["-o", "state=", "-p", pids.join()], { encoding: "utf8" });
    process.kill(Number(pids[0]), "SIGTSTP");
    await vi.waitUntil(() => /^T\S*\s+T/.test(states()), PATIENCE);
    process.kill(Number(pids[0]), "SIGCONT");
    await vi.waitUntil(() => !states().includes("T"), PATIENCE);
    process.kill(Number(pids[0]), "SIGALRM");
    expect(await closed).toEqual([7, null]);
    expect(out).toMatch(/\nalarm\n$/);
  });

  it("does not hold us up with what it leaves running", () => {
    const { cwd } = folder();
    const begun = Date.now();
    const { stdout } = shell(cwd, "$CETERIS run -q sh -c 'sleep 60 & echo $!'");
    expect(Date.now() - begun).toBeLessThan(30_000);
    process.kill(Number(stdout), "SIGKILL"); // it lives
  });

  it("gets the signals that we get", async () => {
    const { cwd, root } = folder();
    const script = "trap 'echo caught; exit 7' TERM; echo ready; while :; do sleep 0.05; done";
    const child = spawn(process.execPath, [PROGRAM, "run", "-q", "sh", "-c", script], { cwd });
    const closed = once(child, "close");
    await once(child.stdout, "data");
    const rest: string[] = [];
    child.stdout.on("data", (bytes: Buffer) => rest.push(bytes.toString()));
    child.kill("SIGTERM");
    expect(await closed).toEqual([7, null]);
    expect(rest.join("")).toBe("caught\n");
    expect(newestRun(root, "fails").file).toMatchObject({ status: "failed", exitCode: 7 });
  });

  it("finds its run in its environment, and may append its statistics itself", () => {
    const { cwd, root } = folder();
    const script = `echo '{"step": 1, "loss": 0.5}' >> "$CETERIS_STATISTICS"; echo "acc: 1"
      echo note > "$CETERIS_RUN/note.txt"; echo "$CETERIS_ROOT $CETERIS_ATTEMPT"`;
    const { out } = run(cwd, "--scalars", "sh", "-c", script);
    const recorded = newestRun(root);
    expect(out).toBe(`acc: 1\n${root} 1\n`);
    expect(recorded.read("note.txt")).toBe("note\n");
    const shown = JSON.parse(runCeteris(["show", "1", "--json"], { cwd }).out) as object;
    expect(shown).toMatchObject({
      statistics: { loss: { step: [1], value: [0.5] }, acc: { value: [1] } },
    });
  });

  it("has each number that it prints recorded, and is told where none could be read", () => {
    const { cwd } = folder();
    const script =
      'for e in 1 2; do for s in 100 200; do echo "Epoch [$e/2], Step [$s/200], loss: $e"; done; done';
    expect(run(cwd, "-q", "--scalars", "sh", "-c", script).err).toBe("");
    const shown = JSON.parse(runCeteris(["show", "1", "--json"], { cwd }).out) as object;
    expect(shown).toMatchObject({
      statistics: { loss: { step: [100, 200, 300, 400], value: [1, 1, 2, 2] } },
    });
    const none = run(cwd, "-q", "--scalars", "echo", "the loss is 0.5").err.replaceAll(/\s+/g, " ");
    expect(none).toContain(
      "warning: --scalars read no number from 1 line; it reads loss: 0.4, acc=0.9,",
    );
    const other = run(cwd, "-q", "--scalars=(?<acc>x)", "echo", "the loss is 0.5").err;
    expect(other.replaceAll(/\s+/g, " ")).toContain("the pattern (?<acc>x) finds none.");
    expect(run(cwd, "-q", "--scalars", "true").err).toBe("");
  });

  it("keeps its own help and options", () => {
    const { cwd, root } = folder();
    expect(run(cwd, "-q", "echo", "--help", "--root", "x", "-n").out).toBe("--help --root x -n\n");
    expect(run(cwd, "--no-capture", "--", "echo", "--", "a").out).toBe("-- a\n");
    expect(newestRun(root).file).not.toHaveProperty("machine");
    expect(newestRun(root).file).not.toHaveProperty("unread");
    expect(run(cwd, "--help").out).toContain("ceteris run [-n NAME]");
    expect(run(cwd)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("There is no command"),
    });
    expect(run(cwd, "--nmae", "x", "true")).toMatchObject({
      exit: 2,
      err: expect.stringContaining("did you mean --name?"),
    });
    const marked = run(cwd, "--lr~0.01", "echo");
    expect({ ...marked, err: marked.err.replaceAll(/\s+/g, " ") }).toMatchObject({
      exit: 2,
      err: expect.stringContaining("Unknown option '--lr~0.01'; write what belongs to the"),
    });
  });

  it("has its config file read and kept; the line wins", () => {
    const { cwd, root } = folder();
    const yaml = "lr: 0.5\nmodel:\n  depth: 3\n  width: 8\nname: net\n";
    writeFileSync(join(cwd, "conf.yaml"), yaml);
    run(cwd, "true", "--config", "conf.yaml", "--lr~0.1", "--model.depth", "4");
    const { params, read } = newestRun(root);
    expect(params).toMatchObject({ lr: 0.1, "model.depth": 4, model: { width: 8 }, name_: "net" });
    expect(read("config", "conf.yaml")).toBe(yaml);
    const toml = `lr = 0.5\nbig = 9007199254740993\nbegun = 2026-11-21T10:00:00Z\nday = 2026-11-21
token = "SEKRIT"\nlayers = [64, 32]\n[model]\ndepth = 3\n[[stages]]\nname = 'a'\n`;
    writeFileSync(join(cwd, "conf.toml"), toml);
    run(cwd, "true", "--config", "conf.toml", "--lr~0.1");
    const recorded = newestRun(root);
    expect(recorded.params).toMatchObject({
      lr: 0.1,
      big: 9007199254740993n,
      begun: new Date("2026-11-21T10:00:00Z"),
      day: "2026-11-21",
      token: "[redacted]",
      layers: [64, 32],
      model: { depth: 3 },
      stages: [{ name: "a" }],
    });
    expect(recorded.read("config", "conf.toml")).toBe(toml.replace("SEKRIT", "[redacted]"));
    writeFileSync(join(cwd, "conf.toml"), "lr = \n");
    expect(run(cwd, "true", "--config", "conf.toml").err.replaceAll(/\s+/g, " ")).toContain(
      "warning: The config file conf.toml cannot be read: Invalid TOML document: ",
    );
  });
});

describe("config files", () => {
  it("have numbers in YAML as people write them, and texts in quotes", () => {
    const { cwd, root } = folder();
    const yaml =
      "lr: 1e-3\nwd: 5E4\nlow: -.5\nquoted: '1e-3'\nid8: 08\nsha: 12e4567\nopt: {eps: 1e-8}\n";
    writeFileSync(join(cwd, "conf.yaml"), yaml);
    run(cwd, "true", "--config", "conf.yaml");
    expect(newestRun(root).params).toMatchObject({
      lr: 0.001,
      wd: 50000,
      low: -0.5,
      quoted: "1e-3",
      id8: "08",
      sha: "12e4567",
      opt: { eps: 1e-8 },
    });
    const shown = runCeteris(["ls", "--where", "lr < 0.005", "--format", "csv"], { cwd }).out;
    expect(shown.split("\n")).toHaveLength(3);
  });

  it("are all read and kept, the later wins, and one that is missing is a warning", () => {
    const { cwd, root } = folder();
    for (const name of ["c1", "c2"]) mkdirSync(join(cwd, name));
    writeFileSync(join(cwd, "c1/c.yaml"), "lr: 1\nwidth: 8\n");
    writeFileSync(join(cwd, "c2/c.yaml"), "lr: 2\n");
    writeFileSync(join(cwd, "z.json"), '{"depth": 3, "lr": 0}');
    writeFileSync(join(cwd, "data.json"), '{"rows": 3}');
    const words = ["-c", "z.json", "--cfg", "c1/c.yaml", "c2/c.yaml", "data.json"];
    expect(run(cwd, "-q", "-n", "net", "true", ...words).err).toBe("");
    const { params, read } = newestRun(root);
    expect(params).toMatchObject({ lr: 2, width: 8, depth: 3 });
    expect(params).not.toHaveProperty("rows");
    expect(read("config", "c.yaml")).toBe("lr: 1\nwidth: 8\n");
    expect(read("config", "2-c.yaml")).toBe("lr: 2\n");
    expect(read("config", "z.json")).toBe('{"depth": 3, "lr": 0}');
    writeFileSync(join(cwd, "z.json"), '{"depth": 3,  "lr": 0}');
    const told = run(cwd, "-q", "-n", "net", "true", ...words).err.replaceAll(/\s+/g, " ");
    expect(told).toContain("script config change: z.json, c1/c.yaml, c2/c.yaml");
    const missing = run(cwd, "-q", "true", "-c", "5", "--conf", "none.yaml").err;
    expect(missing.replaceAll(/\s+/g, " ").trim()).toBe(
      "warning: The config file none.yaml is not there; its values are no params of the run.",
    );
  });
});

describe("an experiment", () => {
  it("gets a version for what is new, which is said, and --strict refuses", () => {
    const { cwd, root } = folder();
    run(cwd, "-n", "net", "true", "--lr~0.1");
    const second = run(cwd, "-n", "net", "--prior", "lr~uniform(0, 1)", "true", "--lr~1", "--wd~2");
    expect(second).toMatchObject({ exit: 0, err: expect.stringContaining("new hyperparameter") });
    expect(newestRun(root).file.experiment).toMatchObject({ name: "net", version: 2 });
    const refused = run(cwd, "-n", "net", "--strict", "echo", "--lr~0.1", "--depth~3");
    expect(refused).toMatchObject({ exit: 1, out: "", err: expect.stringContaining("depth") });
    expect(readdirSync(join(root, "runs"))).toHaveLength(2);
  });
});

describe("a root", () => {
  it("is made where there is none, with a note", () => {
    const cwd = temporaryFolder();
    const answer = run(cwd, "true");
    expect(answer.err).toMatch(/^There is no exman\/ here or above; made exman\/\.\nrun 1 /);
    expect(newestRun(join(cwd, "exman")).file.status).toBe("completed");
    const empty = temporaryFolder();
    mkdirSync(join(empty, "exman"));
    expect(run(empty, "true").err).toMatch(/^exman\/ is no root yet; made it one\.\nrun 1 /);
  });

  it("is not made for a name that no experiment can have", () => {
    const cwd = temporaryFolder();
    const answer = run(cwd, "-n", "a/b", "echo", "ran");
    expect(answer).toMatchObject({ exit: 1, out: "" });
    expect(answer.err.replaceAll(/\s+/g, " ")).toContain("give one such as a-b.");
  });

  it("that cannot be written is one warning, and a refusal under --strict", () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "file"), "");
    const command = ["sh", "-c", "echo out; exit 5"];
    const answer = run(cwd, "-n", "lenet", "--root", "file/exman", ...command);
    expect(answer).toMatchObject({ exit: 5, out: "out\n" });
    expect(answer.err).toMatch(/^warning: the command runs, but is not recorded: .*\n$/);
    const strict = run(cwd, "--strict", "--root", "file/exman", ...command);
    expect(strict).toMatchObject({ exit: 1, out: "" });
  });

  it.each([
    ["is deleted", `rm -rf "$CETERIS_ROOT"`],
    ["has no more room", `ulimit -f unlimited; seq 100000`],
  ])("that %s while the command runs is one warning", (_what, harm) => {
    const { cwd, root } = folder();
    const script = `ulimit -S -f 20; $CETERIS run -q --root "${root}" sh -c '${harm}; sleep 0.2; exit 6'; echo "exit $?" >&2`;
    const { stderr } = shell(cwd, script);
    expect(String(stderr).split("\n")).toEqual([
      expect.stringMatching(/^ceteris: recording run 1 has a problem, the experiment goes on: /),
      "exit 6",
      "",
    ]);
  });
});

describe("ceteris log", () => {
  it("prints what the run printed, and says so where nothing was kept", () => {
    const { cwd, root } = folder();
    run(cwd, "printf", "a\\0b");
    expect(runCeteris(["log", "1"], { cwd })).toEqual({ exit: 0, out: "a\0b", err: "" });
    const bare = join(root, "runs/000002-2026-11-21-10-00-00");
    mkdirSync(bare);
    const none = runCeteris(["log", "2"], { cwd });
    expect(none).toMatchObject({ exit: 1, err: expect.stringContaining("has no log.txt") });
  });

  it("follows a run until it ends, into fails/", async () => {
    const { cwd } = folder();
    const script = "echo one; while ! test -e go; do sleep 0.05; done; echo two; exit 1";
    const child = spawn(process.execPath, [PROGRAM, "run", "-q", "sh", "-c", script], { cwd });
    const ended = once(child, "close");
    await once(child.stdout, "data");
    const follower = spawn(process.execPath, [PROGRAM, "log", "-f", "1"], { cwd });
    const followed = once(follower, "close");
    const seen: string[] = [];
    follower.stdout.on("data", (bytes: Buffer) => {
      seen.push(bytes.toString());
      if (bytes.includes("one")) writeFileSync(join(cwd, "go"), "");
    });
    expect(await followed).toEqual([0, null]);
    expect(seen.join("")).toBe("one\ntwo\n");
    expect(await ended).toEqual([1, null]);
  });
});
