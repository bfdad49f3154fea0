import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { newestRun, type RecordedRun } from "./recorded-run.js";
import { type Answer, runCeteris } from "./run-ceteris.js";

/** A repository whose experiment runs with the config file `conf.yaml`, beside a root. */
class Workspace {
  readonly folder = temporaryFolder();
  readonly root = join(this.folder, "exman");
  readonly cwd = join(this.folder, "code");

  constructor(script: string) {
    mkdirSync(this.cwd);
    this.git("init", "--quiet", "--initial-branch=main");
    this.write("main.py", script);
    this.write("conf.yaml", "epochs: 1\n");
    this.commit();
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.cwd, name), text);
  }

  git(...args: readonly string[]): string {
    const who = ["-c", "user.name=you", "-c", "user.email=you@example.org"];
    return execFileSync("git", [...who, ...args], { cwd: this.cwd, encoding: "utf8" }).trim();
  }

  /** Commits both files; gives the first letters of the commit. */
  commit(): string {
    this.git("add", "main.py", "conf.yaml");
    this.git("commit", "--quiet", "--message", "files");
    return this.git("rev-parse", "HEAD").slice(0, 7);
  }

  ceteris(verb: string, ...words: readonly string[]): Answer {
    return runCeteris([verb, "--root", this.root, ...words], { cwd: this.cwd });
  }

  /** What is said when a trial of the experiment `a` starts. */
  trial(): string {
    const command = "python3 main.py --lr~0.1 --config conf.yaml".split(" ");
    return this.ceteris("run", "-q", "-n", "a", "--", ...command).err;
  }

  newest(folder: "runs" | "fails"): RecordedRun {
    return newestRun(this.root, folder);
  }
}

describe("the code of a trial", () => {
  it("is neither what it writes, nor its config file, which is said apart", () => {
    const work = new Workspace(
      'import time\nopen("metrics.json", "w").write(str(time.time_ns()))\n',
    );
    expect([work.trial(), work.trial()]).toEqual(["", ""]);
    work.write("conf.yaml", "epochs: 2\n");
    const changed = "the run starts version 2 of a; script config change: conf.yaml\n";
    expect([work.trial(), work.trial()]).toEqual([changed, ""]);
    work.commit();
    expect(work.trial()).toBe(""); // the same files
    work.write("conf.yaml", "epochs: 3\n");
    for (const name of ["a.py", "b.py", "c.py", "d.py"]) work.write(name, "x = 1\n");
    work.write("main.py", "pass\n");
    expect(work.trial()).toMatch(
      /^the run starts version 3 of a; code change: commit \w{7} with uncommitted changes became \w{7} with uncommitted changes \(main\.py, a\.py, b\.py and 2 more\); script config change: conf\.yaml\n$/,
    );
    work.write("a.py", "x = 2\n");
    expect(work.trial()).toBe(
      "the run starts version 4 of a; code change: other uncommitted changes (a.py)\n",
    );
  });
});

describe("a trial that is resumed", () => {
  it("goes on as it was, or as another version, and keeps the code of each attempt", () => {
    const work = new Workspace("import sys; sys.exit(1)\n");
    work.write("main.py", "import sys; sys.exit(3)\n");
    const head = work.git("rev-parse", "HEAD");
    expect(work.trial()).toMatch(/^$/);
    const resume = (...words: readonly string[]): Answer =>
      work.ceteris("run", "-q", ...words, "--resume", "1");
    expect(resume()).toMatchObject({ exit: 3, err: "" });
    work.write("main.py", "import sys; sys.exit(4)\n");
    const fixed = work.commit();
    const why = `code change: commit ${head.slice(0, 7)} with uncommitted changes became ${fixed} (main.py)`;
    const refused = resume("--strict");
    expect(refused).toMatchObject({ exit: 1, out: "" });
    expect(refused.err).toContain(
      `The run is a trial of version 1 of a no more (since version 1: ${why}); resume it as it was`,
    );
    expect(work.newest("fails").file.attempts).toHaveLength(2);
    expect(resume()).toMatchObject({
      exit: 4,
      err: `the run goes on as version 2 of a, not 1; ${why}\n`,
    });
    const { file, read } = work.newest("fails");
    const first = { name: "a", id: 0, version: 1 };
    expect(file).toMatchObject({
      vcs: { HEAD_sha: work.git("rev-parse", "HEAD"), is_dirty: false },
      experiment: { version: 2 },
      attempts: [
        { exitCode: 3, vcs: { HEAD_sha: head, is_dirty: true }, experiment: first },
        { exitCode: 3, vcs: { HEAD_sha: head, is_dirty: true }, experiment: first },
        { exitCode: 4 },
      ],
    });
    expect(file.attempts[0]!.environment).toBe(file.environment);
    expect(file.attempts[2]).not.toHaveProperty("vcs");
    expect(read("changes.1.diff")).toContain("+import sys; sys.exit(3)");
    const { out } = work.ceteris("show", "1");
    expect(out).toMatch(new RegExp(`^  code +${fixed}\\w{5} on main$`, "m"));
    expect(out).toMatch(
      new RegExp(
        `^  code of attempt 1 +${head.slice(0, 12)} on main with uncommitted changes \\(changes\\.1\\.diff\\)\\n  trial of attempt 1 +version 1 of a$`,
        "m",
      ),
    );
    expect(out).not.toContain("environment of attempt");
    const [row] = JSON.parse(work.ceteris("ls", "--failed", "--json").out) as [unknown];
    expect(row).toMatchObject({ commit: file.vcs!.HEAD_sha, "experiment.version": 2 });
  });

  it("keeps its params, and says so where its config file has others", () => {
    const work = new Workspace("import sys; sys.exit(3)\n");
    work.trial();
    work.write("conf.yaml", "epochs: 2\n");
    expect(work.ceteris("run", "-q", "--resume", "1").err).toBe(
      "the run goes on as version 2 of a, not 1; script config change: conf.yaml\nwarning: the run's params stay as they are, though epochs is another now\n",
    );
    expect(work.newest("fails").params).toMatchObject({ epochs: 1 });
  });

  it("by a program is looked at once its code is known", () => {
    const work = new Workspace("import sys; sys.exit(3)\n");
    work.trial();
    const program = join(PROJECT, "test/record/programs/resume.mjs");
    work.write("main.py", "pass\n");
    const { stderr } = spawnSync(process.execPath, [program, work.root, "1"], {
      cwd: work.cwd,
      encoding: "utf8",
    });
    expect(stderr).toBe(
      "ceteris: run 1 goes on as version 2 of a, not 1; code change: uncommitted changes (main.py)\n",
    );
    expect(work.newest("runs").file).toMatchObject({
      status: "completed",
      vcs: { is_dirty: true },
      experiment: { name: "a", id: 0, version: 2 },
      attempts: [{ vcs: { is_dirty: false }, experiment: { version: 1 } }, {}],
    });
  });
});
