import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { progressLine } from "../../src/cli/progress-bar.js";
import { built } from "../tools/built.js";

const PROGRAM = join(import.meta.dirname, "programs/show-progress.mjs");
const PTY = join(import.meta.dirname, "programs/run-in-terminal.py");

/** What a terminal receives from a program that counts to `total` in `duration` milliseconds. */
function seenByTerminal(columns: number, duration: number, total: number, last: number): string {
  const module = built("cli", "progress-bar.js");
  const program = [
    process.execPath,
    PROGRAM,
    module,
    String(duration),
    String(total),
    String(last),
  ];
  return execFileSync("python3", [PTY, String(columns), ...program], { encoding: "utf8" });
}

/** Replays what a terminal does with "\r": later text covers earlier text of the same line. */
function screenAfter(text: string): string {
  const line: string[] = [];
  let at = 0;
  for (const character of text) {
    if (character === "\r") at = 0;
    else line[at++] = character;
  }
  return line.join("").trimEnd();
}

describe("a line of progress", () => {
  it("has a bar, counts and a rate", () => {
    expect(progressLine({ done: 4200, total: 10_000 }, 0.5, 80)).toBe(
      `[${"█".repeat(12)}${"░".repeat(18)}]  4,200 of 10,000 runs, 8,400/s`, // 12 = floor(0.42 × 30)
    );
  });

  it("gives up the width of the bar, the rate, the bar, then the counts, to fit the terminal", () => {
    const line = (columns: number): string =>
      progressLine({ done: 4200, total: 10_000 }, 0.5, columns);
    expect(line(48)).toBe("[█████░░░░░░░░░]  4,200 of 10,000 runs, 8,400/s");
    expect(line(36)).toBe("[████░░░░░░░]  4,200 of 10,000 runs");
    expect(line(26)).toBe(" 4,200 of 10,000 runs");
    expect(line(12)).toBe("42 %");
  });

  it.each([1, 2, 5, 10, 20, 21, 22, 23, 30, 40, 79, 80, 200])(
    "leaves the last of %i columns free",
    (columns) => {
      expect(progressLine({ done: 99_999, total: 100_000 }, 3, columns).length).toBeLessThan(
        columns,
      );
    },
  );
});

describe("a bar on a real terminal", () => {
  it("is drawn after half a second, ten times a second, on one line, and is erased", () => {
    const seen = seenByTerminal(60, 1500, 300, 300);
    const frames = seen.split("\r").filter((frame) => frame.includes(" of 300 runs"));
    expect(frames.length).toBeGreaterThanOrEqual(3);
    expect(frames.length).toBeLessThanOrEqual(11); // from 0.5 s to 1.5 s, each 0.1 s
    const [, first] = /(\d+) of 300 runs/.exec(frames[0]!)!;
    expect(Number(first)).toBeGreaterThanOrEqual(95); // a third of the time has gone by
    expect(seen).not.toContain("\n");
    expect(Math.max(...frames.map((frame) => frame.length))).toBeLessThan(60);
    expect(screenAfter(seen)).toBe("");
  });

  it("is erased where the load ends early", () => {
    const seen = seenByTerminal(60, 800, 300, 200);
    expect(seen).toContain(" of 300 runs");
    expect(screenAfter(seen)).toBe("");
  });

  it("is not there where the load is short", () => {
    expect(seenByTerminal(60, 200, 300, 300)).toBe("");
  });
});

it("writes nothing where no terminal reads it", () => {
  const module = built("cli", "progress-bar.js");
  const args = [PROGRAM, module, "800", "100", "100"];
  const seen = execFileSync("bash", ["-c", 'exec "$0" "$@" 2>&1', process.execPath, ...args]);
  expect(seen.toString()).toBe("");
});
