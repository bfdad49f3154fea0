import { createHash } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captureCode } from "../../src/capture/capture-code.js";
import { codeDetails, committedChanges } from "../../src/capture/git/code-details.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { git, repositoryOf, write } from "./repository.js";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Every file below a folder with its content and time. */
function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => [path, `${statSync(path).mtimeMs} ${sha256(readFileSync(path, "latin1"))}`]),
  );
}

describe("a repository", () => {
  it("that is clean is its commit and branch, from any folder within it", async () => {
    const folder = temporaryFolder();
    repositoryOf(folder, { "src/train.py": "print(1)\n" });
    git(folder, "remote", "add", "backup", "https://example.org/backup.git");
    git(folder, "remote", "add", "origin", "https://ada:s3cr3t-s3cr3t@example.org/a.git");
    const { vcs, diff, unread } = await captureCode(join(folder, "src"), {
      env: { ...process.env, GIT_DIR: "/nowhere", GIT_EXTERNAL_DIFF: "false" }, // as within a hook
    });
    expect(vcs).toEqual({
      type: "git",
      HEAD_sha: git(folder, "rev-parse", "HEAD").trim(),
      active_branch: "main",
      is_dirty: false,
      diff_sha: null,
      remote: "https://example.org/a.git",
      root: folder,
    });
    expect([diff, unread]).toEqual([undefined, undefined]);
    // a branch that follows another remote has that one's address
    git(folder, "config", "branch.main.remote", "backup");
    git(folder, "config", "branch.main.merge", "refs/heads/main");
    git(folder, "config", "remote.backup.fetch", "+refs/heads/*:refs/remotes/backup/*");
    expect((await captureCode(folder)).vcs?.remote).toBe("https://example.org/backup.git");
    git(folder, "checkout", "--quiet", "--detach");
    expect((await captureCode(folder)).vcs).toMatchObject({ active_branch: null, is_dirty: false });
  });

  it("with changes of every kind has a diff from which git makes the same files", async () => {
    const folder = join(temporaryFolder(), "a");
    repositoryOf(folder, {
      "changed.py": "one\ntwo\n",
      "staged.py": "one\n",
      "deleted.py": "gone\n",
      "moved.py": "stays as it is\n",
      "run.sh": "echo\n",
      ".gitignore": "ignored.txt\n",
    });
    const clone = `${folder}-clone`;
    git(folder, "clone", "--quiet", folder, clone);
    write(folder, { "changed.py": "one\n2\n", "staged.py": "one\nmore\n", "ignored.txt": "x\n" });
    git(folder, "add", "staged.py");
    rmSync(join(folder, "deleted.py"));
    renameSync(join(folder, "moved.py"), join(folder, "at home.py"));
    chmodSync(join(folder, "run.sh"), 0o755);
    write(folder, {
      "new/module.py": "x = 1\n",
      "no end.py": "x = 1",
      "pkg/__init__.py": "",
      'odd "name"\t\\.py': "quoted\n",
      "größe.py": "größer\r\n",
    });
    symlinkSync("new/module.py", join(folder, "link.py"));
    write(folder, { "tool.sh": "#!/bin/sh\n" });
    chmodSync(join(folder, "tool.sh"), 0o755);
    const { vcs, diff } = await captureCode(folder);
    expect(vcs).toMatchObject({ is_dirty: true, diff_sha: sha256(diff!) });
    writeFileSync(join(clone, "../changes.diff"), diff!);
    git(clone, "apply", "../changes.diff");
    const state = (repository: string): string => {
      git(repository, "add", "--all");
      return git(repository, "write-tree");
    };
    expect(state(clone)).toBe(state(folder));
  });

  it("has the same diff again, also after a file was written anew without a change", async () => {
    const folder = temporaryFolder();
    repositoryOf(folder, { "a.py": "a\n", "b.py": "b\n" });
    write(folder, { "a.py": "changed\n", "b.py": "b\n", "c.py": "c\n" });
    const first = await captureCode(folder);
    write(folder, { "b.py": "b\n" });
    expect(await captureCode(folder)).toEqual(first);
    expect(first.diff).not.toContain("b.py");
    write(folder, { "c.py": "d\n" });
    expect((await captureCode(folder)).vcs?.diff_sha).not.toBe(first.vcs?.diff_sha);
  });

  it("without a commit is all new", async () => {
    const folder = temporaryFolder();
    git(folder, "init", "--quiet", "--initial-branch=main");
    expect((await captureCode(folder)).vcs).toMatchObject({ HEAD_sha: "", is_dirty: false });
    write(folder, { "a.py": "a\n", "b.py": "b\n" });
    git(folder, "add", "a.py");
    const { vcs, diff, unread } = await captureCode(folder);
    expect(vcs).toMatchObject({ HEAD_sha: "", active_branch: "main", is_dirty: true });
    expect(diff).toMatch(/\+\+\+ b\/a\.py\n[^]*\+\+\+ b\/b\.py\n/);
    expect(unread).toBeUndefined();
  });

  it("may be a worktree, or a submodule", async () => {
    const folder = temporaryFolder();
    const [main, part, tree] = ["main", "part", "tree"].map((name) => join(folder, name));
    repositoryOf(part!, { "part.py": "1\n" });
    repositoryOf(main!, { "main.py": "1\n" });
    git(main!, "submodule", "--quiet", "add", part!, "lib");
    git(main!, "commit", "--quiet", "--message=second");
    git(main!, "worktree", "add", "--quiet", "-b", "side", tree!);
    write(tree!, { "main.py": "2\n" });
    const worktree = await captureCode(tree!);
    expect(worktree.vcs).toMatchObject({ active_branch: "side", is_dirty: true, root: tree });
    expect((await captureCode(main!)).vcs).toMatchObject({ is_dirty: false, root: main });
    write(main!, { "lib/part.py": "2\n" });
    const submodule = await captureCode(join(main!, "lib"));
    expect(submodule.vcs).toMatchObject({
      HEAD_sha: git(part!, "rev-parse", "HEAD").trim(),
      is_dirty: true,
      root: join(main!, "lib"),
      remote: part,
    });
    expect(submodule.diff).toContain("+2");
    const whole = await captureCode(main!);
    expect(whole.vcs?.is_dirty).toBe(true);
    expect(whole.diff).toBe(
      `# ceteris: left out "lib": a submodule with uncommitted changes, sha256 ${submodule.vcs?.diff_sha}\n`,
    );
  });

  it("is absent outside of one and in a bare one, and that is no problem", async () => {
    const folder = temporaryFolder();
    git(folder, "init", "--quiet", "--bare", "bare.git");
    expect(await captureCode(folder)).toEqual({});
    expect(await captureCode(join(folder, "bare.git"))).toEqual({});
    expect((await captureCode(join(folder, "gone"))).unread).toContain("ENOENT");
  });

  it("is unread, with the reason, where git is missing, fails or hangs", async () => {
    const folder = temporaryFolder();
    repositoryOf(join(folder, "a"), { "a.py": "a\n" });
    const here = { ...process.env, GIT_DIR: "/nowhere", PATH: join(folder, "bin") };
    const missing = await captureCode(join(folder, "a"), { env: here });
    expect(missing).toEqual({ unread: "git is not installed, or its folder is gone" });
    write(folder, { "bin/git": `#!${process.execPath}\nsetInterval(() => {}, 1000);\n` });
    chmodSync(join(folder, "bin/git"), 0o755);
    const hanging = await captureCode(join(folder, "a"), { env: here, limit: 300 });
    expect(hanging).toEqual({ unread: "git gave no answer within 0.3 s" });
    writeFileSync(join(folder, "a/.git/index"), "no index");
    expect((await captureCode(join(folder, "a"))).unread).toMatch(/index/);
  });
});

/** What git calls a tree without files. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

it("nothing that a repository names is executed, and nothing is written to it", async () => {
  const folder = temporaryFolder();
  const outside = join(folder, "outside");
  const inside = join(folder, "a");
  write(outside, { "id.txt": "the content of another folder\n" });
  repositoryOf(inside, {
    ".gitattributes": "*.py filter=evil diff=evil\n*.txt filter=included\n",
    "a.py": "a\n",
    "id.txt": "mine\n",
  });
  const touch = (name: string): string => `touch ${join(folder, `ran-${name}`)}; cat`;
  write(inside, { "a.py": "changed\n", "id.txt": "changed\n" });
  git(inside, "config", "core.fsmonitor", touch("fsmonitor"));
  git(inside, "config", "core.pager", touch("pager"));
  git(inside, "config", "diff.external", touch("external"));
  git(inside, "config", "diff.evil.textconv", touch("textconv"));
  git(inside, "config", "diff.evil.command", touch("command"));
  git(inside, "config", "filter.evil.clean", touch("clean"));
  git(inside, "config", "filter.evil.process", touch("process"));
  git(inside, "config", "filter.evil.required", "true");
  git(inside, "config", "include.path", "included");
  git(inside, "config", "core.worktree", outside);
  write(inside, {
    ".git/included": `[filter "included"]\n\tclean = ${touch("included").replace(";", "\\;").replace("\\;", " &&")}\n`,
    ".git/hooks/post-index-change": `#!/bin/sh\n${touch("hook")}\n`,
    ".git/hooks/fsmonitor-watchman": `#!/bin/sh\n${touch("watchman")}\n`,
  });
  for (const hook of ["post-index-change", "fsmonitor-watchman"])
    chmodSync(join(inside, ".git/hooks", hook), 0o755);
  const before = snapshot(inside);
  const { vcs, diff } = await captureCode(inside, { limit: 10_000 });
  const details = codeDetails(vcs!, diff, join(inside, "id.txt"));
  expect(Object.keys(details.uncommitted)).toEqual(["a.py", "id.txt"]);
  expect(details.without_config?.path).toBe("id.txt");
  const files = committedChanges(inside, EMPTY_TREE, vcs!.HEAD_sha);
  expect(files).toEqual([".gitattributes", "a.py", "id.txt"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("ran-"))).toEqual([]);
  expect(snapshot(inside)).toEqual(before);
  expect(vcs).toMatchObject({ is_dirty: true, root: inside });
  expect(diff).toContain("+changed");
  expect(diff).not.toContain("another folder");
  // a plain git executes what the same repository names
  appendFileSync(join(inside, "a.py"), "more\n");
  expect(() => git(inside, `--work-tree=${inside}`, "diff", "HEAD")).toThrow("filter");
  expect(existsSync(join(folder, "ran-fsmonitor")) && existsSync(join(folder, "ran-process"))).toBe(
    true,
  );
});

it("objects that a clone lacks are not fetched, by a program least of all", async () => {
  const folder = temporaryFolder();
  const [origin, clone] = [join(folder, "origin"), join(folder, "clone")];
  repositoryOf(origin, { "a.py": "a\n" });
  git(origin, "config", "uploadpack.allowFilter", "true");
  const partial = ["--quiet", "--filter=blob:none", "--no-checkout", `file://${origin}`, clone];
  git(folder, "clone", ...partial);
  git(clone, "read-tree", "HEAD");
  write(clone, { "a.py": "b\n" });
  git(clone, "config", "remote.origin.url", `ext::sh -c touch% ${join(folder, "ran-fetch")}`);
  git(clone, "config", "protocol.ext.allow", "always");
  const { vcs, unread } = await captureCode(clone);
  expect(vcs).toMatchObject({ is_dirty: true, diff_sha: null });
  expect(unread).toMatch(/fatal: .*promisor remote/);
  expect(existsSync(join(folder, "ran-fetch"))).toBe(false);
  expect(() => git(clone, "diff", "HEAD")).toThrow("fetch");
  expect(existsSync(join(folder, "ran-fetch"))).toBe(true);
});

describe("what is kept of the changes", () => {
  it("has a cap for a file and for all, which the diff and the reason name", async () => {
    const folder = temporaryFolder();
    repositoryOf(folder, { "a.py": "a\n", "big.py": "a\n" });
    write(folder, { "a.py": "b\n", "long.py": "0123456789\n".repeat(10_000) });
    const one = await captureCode(folder);
    expect(one.diff).toContain(
      '# ceteris: left out "long.py": an untracked file is kept up to 100 kB\n',
    );
    expect(one.unread).toBe("left out of the changes: long.py (the diff says why)");
    expect(one.diff).toContain("+b\n");
    const large = "0123456789\n".repeat(150_000);
    write(folder, { "big.py": large });
    const first = await captureCode(folder);
    expect(first.diff).toMatch(
      /left out "big\.py": the diff is capped at 1 MB, and this is \d+ bytes/,
    );
    expect(first.diff!.length).toBeLessThan(2000);
    write(folder, { "big.py": `${large}x\n` });
    expect((await captureCode(folder)).vcs?.diff_sha).not.toBe(first.vcs?.diff_sha);
    const many = Object.fromEntries(
      Array.from({ length: 15 }, (_, at) => [`part-${10 + at}.py`, "x".repeat(90_000)]),
    );
    write(folder, many);
    const all = await captureCode(folder);
    expect(Buffer.byteLength(all.diff!)).toBeLessThan(1_010_000);
    expect(all.diff).toContain('left out "part-24.py"');
    expect(all.diff).toContain("+++ b/part-10.py");
    expect(all.unread).toMatch(/and \d+ more/);
  });

  it("names files of secrets, and holds no secret of any other", async () => {
    const folder = temporaryFolder();
    repositoryOf(folder, { ".env.local": "A=1\n", "conf.yaml": "password: old-p4ssw0rd\nlr: 1\n" });
    const secret = "Zq7Xw9Kp2Lm4Vn8B";
    const files = [
      ".env",
      "server.pem",
      "id_rsa",
      "my-key.txt",
      "credentials.json",
      "secrets/a.txt",
    ];
    write(folder, Object.fromEntries(files.map((name) => [name, `${secret}\n`])));
    git(folder, "add", "--all");
    write(folder, {
      ".env.local": `A=${secret}\n`,
      "conf.yaml": `password: ${secret}\nlr: 2\n`,
      "train.py": `import os\nos.environ["WANDB_API_KEY"] = "${secret}"\nx = "https://me:${secret}@host.org"\n`,
      "keys.py": "keyboard = 1\nlogin('abcdefgh01234567')\n",
    });
    const env = { ...process.env, WANDB_API_KEY: "abcdefgh01234567" };
    const { diff, unread } = await captureCode(folder, { env });
    expect(diff).not.toContain(secret);
    expect(diff).not.toContain("old-p4ssw0rd");
    for (const name of [...files, ".env.local"])
      expect(diff).toContain(`# ceteris: left out "${name}": its name is one of secrets\n`);
    expect(diff).toContain("# ceteris: redacted 5 lines\n");
    expect(diff).toContain('+os.environ["WANDB_API_KEY"] = "[redacted]"');
    expect(diff).toContain("+keyboard = 1\n+login('[redacted]')\n");
    expect(diff).toContain("+lr: 2");
    expect(unread).toMatch(/^left out of the changes: \.env, \.env\.local, .*, and 2 more/);
  });

  it("is no binary file, nothing that a program writes, and nothing of a root", async () => {
    const folder = temporaryFolder();
    repositoryOf(folder, { "a.py": "a\n" });
    write(folder, {
      "model.bin": Uint8Array.of(1, 0, 2),
      "out.csv": "a,b\n",
      "nohup.out": "x\n",
      "metrics.json": "{}\n",
      "outputs/.hydra/config.yaml": "lr: 1\n",
      "notes.txt": "x\n",
      "data.py": Uint8Array.of(1, 0, 2),
      "exman/experiments/a.json": "{}\n",
      "exman/runs/000001-2026-11-21-10-00-00/params.yaml": "lr: 1\n",
      "other/runs/000001-2026-11-21-10-00-00-name/params.yaml": "lr: 1\n",
    });
    const exclude = [join(folder, "exman")];
    const clean = await captureCode(folder, { exclude });
    expect(clean).toEqual({ vcs: expect.objectContaining({ is_dirty: false, diff_sha: null }) });
    // a root that is part of the repository
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message=root");
    write(folder, {
      "exman/experiments/a.json": "[]\n",
      "other/runs/000001-2026-11-21-10-00-00-name/params.yaml": "lr: 2\n",
    });
    expect((await captureCode(folder, { exclude })).vcs).toMatchObject({ is_dirty: false });
    for (const source of [
      "b.py",
      "run.sh",
      "fit.R",
      "look.ipynb",
      "Makefile",
      "requirements.txt",
    ]) {
      cpSync(join(folder, "a.py"), join(folder, source));
      expect((await captureCode(folder, { exclude })).diff).toContain(`+++ b/${source}\n`);
    }
  });

  it("is a file of settings, or one without an ending, that the command line names", async () => {
    const folder = temporaryFolder();
    repositoryOf(folder, { "code/a.py": "a\n" });
    const files = ["conf.yaml", "more.toml", "last.cfg", "train"];
    write(folder, Object.fromEntries(files.map((name) => [`code/${name}`, "lr: 1\n"])));
    write(folder, { "code/metrics.json": "{}\n", "code/other.yaml": "lr: 1\n" });
    const cwd = join(folder, "code");
    const command = "./train ../code/conf.yaml --with=more.toml -x~last.cfg --out metrics.json";
    const { diff } = await captureCode(cwd, { command: command.split(" ") });
    const names = [...diff!.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path);
    expect(new Set(names)).toEqual(new Set(files.map((name) => `code/${name}`)));
  });
});
