import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { captureCode, type Code } from "../../src/capture/capture-code.js";
import { committedChanges } from "../../src/capture/git/code-details.js";
import { built } from "../tools/built.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { git, repositoryOf, write } from "./repository.js";

/** A repository with a changed file, and a program that leaves a file `ran` when it is executed. */
function workspace(name = "a"): { folder: string; repository: string; evil: string; ran: string } {
  const folder = temporaryFolder();
  const repository = join(folder, name);
  const ran = join(folder, "ran");
  repositoryOf(repository, { "a.py": "a\n" });
  write(repository, { "a.py": "changed\n" });
  return { folder, repository, evil: `touch ${ran}; cat`, ran };
}

/** A filter that git runs for every file, in the folder that git keeps its own in. */
function addFilter(gitFolder: string, name: string, program: string): void {
  appendFileSync(join(gitFolder, "config"), `[filter "${name}"]\n\tclean = "${program}"\n`);
  write(gitFolder, { "info/attributes": `* filter=${name}\n` });
}

/** As git itself does it, which shows that the program would be run. */
function expectRunByGit(repository: string, ran: string): void {
  expect(existsSync(ran)).toBe(false);
  git(repository, "diff", "HEAD", "--");
  expect(existsSync(ran)).toBe(true);
}

describe("a filter of the repository's own is not executed", () => {
  it.each([
    ["with a name that has the sign of an assignment", "a=b", ""],
    [
      "behind more settings than a pipe holds at once",
      "evil",
      `[filter "long"]\n\tsmudge = ${"x".repeat(3e6)}\n`,
    ],
  ])("%s", async (_, name, before) => {
    const { repository, evil, ran } = workspace();
    appendFileSync(join(repository, ".git/config"), before);
    addFilter(join(repository, ".git"), name, evil);
    const { vcs, diff } = await captureCode(repository);
    expect(vcs?.is_dirty).toBe(true);
    expect(diff).toContain("+changed");
    expectRunByGit(repository, ran);
  });

  it("where the list of settings cannot be read, and then git is not started at all", async () => {
    const { folder, repository, evil, ran } = workspace();
    addFilter(join(repository, ".git"), "evil", evil);
    // a git that does not know settings from the environment, as before 2.31, one that fails, and one that hangs
    const path = execFileSync("which", ["git"], { encoding: "utf8" }).trim();
    const codeWith = (script: string): Promise<Code> => {
      write(folder, { "bin/git": `#!/bin/sh\n${script}\n` });
      chmodSync(join(folder, "bin/git"), 0o755);
      const env = { ...process.env, PATH: join(folder, "bin") + delimiter + process.env["PATH"] };
      return captureCode(repository, { env });
    };
    const said = "git does not tell which programs the repository's configuration names";
    const old = await codeWith(`unset GIT_CONFIG_COUNT; exec ${path} "$@"`);
    expect(old).toEqual({ unread: `${said} (git 2.31 or later is needed)` });
    const failing = `for word; do test "$word" = config && exit 1; done; exec ${path} "$@"`;
    expect(await codeWith(failing)).toEqual({ unread: `${said} (exit code 1)` });
    const hanging = `for word; do test "$word" = config && sleep 9; done; exec ${path} "$@"`;
    expect(await codeWith(hanging)).toEqual({ unread: `${said} (ETIMEDOUT)` });
    expectRunByGit(repository, ran);
  });

  it("where git would find another folder of its own than the one that was looked at", async () => {
    const spaced = workspace();
    const [plain, other] = ["evil", "evil "].map((name) => join(spaced.repository, name));
    renameSync(join(spaced.repository, ".git"), plain!);
    cpSync(plain!, other!, { recursive: true });
    writeFileSync(join(spaced.repository, ".git"), "gitdir: evil ");
    addFilter(other!, "evil", spaced.evil);
    const { unread } = await captureCode(spaced.repository);
    expect(unread).toBe(
      `${join(spaced.repository, ".git")} does not name a folder as git writes it`,
    );
    expectRunByGit(spaced.repository, spaced.ran);

    const linked = workspace();
    mkdirSync(join(linked.repository, "far/deep"), { recursive: true });
    symlinkSync("far/deep", join(linked.repository, "link"));
    renameSync(join(linked.repository, ".git"), join(linked.repository, "evil"));
    cpSync(join(linked.repository, "evil"), join(linked.repository, "far/evil"), {
      recursive: true,
    });
    writeFileSync(join(linked.repository, ".git"), "gitdir: link/../evil\n");
    addFilter(join(linked.repository, "far/evil"), "evil", linked.evil);
    expect((await captureCode(linked.repository)).vcs?.is_dirty).toBe(true);
    expectRunByGit(linked.repository, linked.ran);

    const bare = workspace();
    for (const name of ["objects", "refs", "HEAD", "index", "config"])
      cpSync(join(bare.repository, ".git", name), join(bare.repository, name), { recursive: true });
    writeFileSync(join(bare.repository, ".git/HEAD"), "none\n");
    git(bare.repository, "config", "--file", "config", "core.bare", "false");
    git(bare.repository, "config", "--file", "config", "core.worktree", bare.repository);
    addFilter(bare.repository, "evil", bare.evil);
    expect(await captureCode(bare.repository)).toEqual({});
    expectRunByGit(bare.repository, bare.ran);

    // a folder with such a name cannot be told to git as the end of its search
    const above = workspace();
    const nested = join(above.repository, "x:y");
    write(nested, { "a.py": "a\n" });
    git(above.repository, "add", ".");
    write(nested, { ".git/HEAD": "none\n" });
    addFilter(join(above.repository, ".git"), "evil", above.evil);
    write(nested, { "a.py": "changed\n" });
    await captureCode(nested);
    expectRunByGit(above.repository, above.ran);
  });
});

it("a program that extends git-lfs is not executed, whoever installed git-lfs", async () => {
  const { folder, repository, evil, ran } = workspace();
  const home = join(folder, "home");
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_NOSYSTEM: "1" };
  mkdirSync(home);
  const gitHere = (...args: string[]): string =>
    execFileSync("git", args, { cwd: repository, env, encoding: "utf8", stdio: "pipe" });
  gitHere("lfs", "install", "--skip-repo");
  gitHere("config", "--global", "user.email", "ada@example.org");
  gitHere("config", "--global", "user.name", "Ada");
  write(repository, {
    ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n",
    "m.bin": "7",
  });
  gitHere("add", "--all");
  gitHere("commit", "--quiet", "--message=second");
  utimesSync(join(repository, "m.bin"), 1, 1); // so that git looks at its content
  const codeNow = (): Promise<Code> => captureCode(repository, { env, limit: 20_000 });
  expect((await codeNow()).vcs).toMatchObject({ is_dirty: false });
  git(repository, "config", "lfs.extension.evil.clean", evil.replace("; cat", ""));
  git(repository, "config", "lfs.extension.evil.smudge", "cat");
  git(repository, "config", "lfs.extension.evil.priority", "0");
  // then the file is told as it is, and not as git-lfs has it
  expect((await codeNow()).diff).toContain("version https://git-lfs");
  gitHere("lfs", "install", "--local", "--skip-repo");
  expect((await codeNow()).diff).toContain("version https://git-lfs");
  expect(existsSync(ran)).toBe(false);
  gitHere("status", "--porcelain");
  expect(existsSync(ran)).toBe(true);
});

it("a submodule that may be another to git is not read, and named", async () => {
  const { repository } = workspace();
  write(repository, {
    "lib/.git": "gitdir: ../gone\n",
    ".gitmodules": "[submodule]\n\tpath = lib\n",
  });
  const head = git(repository, "rev-parse", "HEAD").trim();
  git(repository, "update-index", "--add", "--cacheinfo", `160000,${head},lib`);
  git(repository, "commit", "--quiet", "--message=second");
  const { vcs, diff } = await captureCode(repository);
  expect(vcs?.is_dirty).toBe(true);
  expect(diff).toMatch(
    /^# ceteris: left out "lib": a submodule that cannot be read \(ENOENT.*\)\n/,
  );
  expect(diff).toContain("+changed");
});

it("a commit that is an option to git is none, and writes no file", () => {
  const { folder, repository } = workspace();
  const victim = join(folder, "victim");
  writeFileSync(victim, "dear\n");
  const head = git(repository, "rev-parse", "HEAD").trim();
  expect(committedChanges(repository, `--output=${victim}`, head)).toEqual([]);
  expect(readFileSync(victim, "utf8")).toBe("dear\n");
});

it("pipes in place of files that git has are not waited for", async () => {
  const { repository } = workspace();
  const script = `
    const { captureCode } = await import(process.argv[1]);
    const code = await captureCode(process.argv[2]);
    console.log(JSON.stringify([code.vcs?.is_dirty, code.unread]));
  `;
  const library = built("capture", "capture-code.js");
  const args = ["--input-type=module", "-e", script, library, repository];
  // in a process of its own, which can be ended where it waits
  const answer = async (): Promise<unknown> => {
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 30_000,
    });
    const said = child.stdout.toArray();
    await once(child, "close");
    return JSON.parse(Buffer.concat((await said) as Buffer[]).toString() || "null");
  };
  execFileSync("mkfifo", [join(repository, ".gitmodules")]);
  expect(await answer()).toEqual([true, null]);
  const config = join(repository, ".git/config");
  renameSync(config, `${config}.old`);
  execFileSync("mkfifo", [config]);
  expect(await answer()).toEqual([null, `${config} is no file`]);
});
