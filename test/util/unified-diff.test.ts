import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/util/unified-diff.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** Numbers from 0 to 1 that are the same in every run. Source: Numerical Recipes' generator of 32 bits. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Pairs of texts with few distinct lines, so that lines recur; none is empty. */
function pairs(count: number): [before: string, after: string][] {
  const next = numbers(7);
  const line = (): string => `${Math.floor(next() * 8)}\n`;
  return Array.from({ length: count }, () => {
    const before = Array.from({ length: 1 + Math.floor(next() * 40) }, line);
    const after = before
      .filter(() => next() > 0.2)
      .flatMap((kept) => (next() < 0.2 ? [kept, line()] : kept));
    return [before.join(""), ["end\n", ...after].join("")];
  });
}

describe("unifiedDiff", () => {
  it("is what git applies, and changes as few lines as git's minimal diff", () => {
    const folder = temporaryFolder();
    const all = pairs(60);
    for (const side of ["a", "b"]) mkdirSync(join(folder, side));
    for (const [at, [before, after]] of all.entries()) {
      writeFileSync(join(folder, "a", `${at}.txt`), before);
      writeFileSync(join(folder, "b", `${at}.txt`), after);
    }
    const git = (args: readonly string[], input = ""): string =>
      execFileSync("sh", ["-c", 'git "$@" || test $? = 1', "git", ...args], {
        cwd: folder,
        input,
        encoding: "utf8",
      });
    const stat = git(["diff", "--no-index", "--minimal", "--numstat", "a", "b"]);
    const fewest = stat.match(/^\d+\t\d+/gm)!.flatMap((counts) => counts.split("\t").map(Number));
    const texts = all.map(([before, after]) => unifiedDiff(before, after));
    const changed = texts.join("").match(/^[+-]/gm)!.length;
    expect(changed).toBe(fewest.reduce((sum, count) => sum + count));

    const patch = texts.map((text, at) => `--- a/a/${at}.txt\n+++ b/a/${at}.txt\n${text}`).join("");
    git(["apply", "--whitespace=nowarn", "-"], patch);
    const patched = all.map((_, at) => readFileSync(join(folder, "a", `${at}.txt`), "utf8"));
    expect(patched).toEqual(all.map(([, after]) => after));
  });

  it("is empty for equal texts, and for one that lacks the end of its last line", () => {
    expect(unifiedDiff("a\nb\n", "a\nb\n")).toBe("");
    expect(unifiedDiff("a\nb\n", "a\nb")).toBe("");
    expect(unifiedDiff("", "")).toBe("");
  });

  it("counts lines as diff -u does where a text is empty", () => {
    expect(unifiedDiff("", "a\nb\n")).toBe("@@ -0,0 +1,2 @@\n+a\n+b\n");
    expect(unifiedDiff("a\n", "")).toBe("@@ -1 +0,0 @@\n-a\n");
  });

  it("gives up the search for the fewest changes in texts that have little in common", () => {
    const lines = (letter: string): string =>
      Array.from({ length: 5000 }, (_, at) => `${letter}${at % 7 === 0 ? "" : at}\n`).join("");
    const text = unifiedDiff(`same\n${lines("x")}`, `same\n${lines("y")}`);
    expect(text.match(/^-/gm)).toHaveLength(5000);
    expect(text.match(/^\+/gm)).toHaveLength(5000);
    expect(text.startsWith("@@ -1,5001 +1,5001 @@\n same\n-x\n")).toBe(true);
  });
});
