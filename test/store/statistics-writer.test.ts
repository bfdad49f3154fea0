import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatStatisticsLine, StatisticsWriter } from "../../src/store/statistics-writer.js";
import { built } from "../tools/built.js";
import { succeed } from "../tools/run-program.js";

const folder = mkdtempSync(join(tmpdir(), "ceteris-writer-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("formatStatisticsLine", () => {
  it("writes JSON that keeps every finite number, and names of any kind", () => {
    const values = {
      loss: 0.1,
      tiny: 5e-324,
      huge: 1.7976931348623157e308,
      "a\n\u0001": -3,
      学習率: 1e21,
    };
    const line = formatStatisticsLine({ step: 1, time: 0.5 }, values);
    expect(line.endsWith("}\n")).toBe(true);
    expect(line.trimEnd()).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({ step: 1, time: 0.5, ...values });
  });

  it("writes words that JavaScript's Number and Python's float read", () => {
    expect(formatStatisticsLine({ time: 0 }, { a: NaN, b: Infinity, c: -Infinity })).toBe(
      '{"time": 0, "a": "NaN", "b": "Infinity", "c": "-Infinity"}\n',
    );
  });
});

describe("StatisticsWriter", () => {
  it("makes no file until there is a line, buffers lines, and appends to what is there", () => {
    const path = join(folder, "appended.jsonl");
    new StatisticsWriter(() => path).close();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, "first\n");
    const writer = new StatisticsWriter(() => path);
    writer.append("second\n");
    expect(readFileSync(path, "utf8")).toBe("first\n");
    writer.flush();
    expect(readFileSync(path, "utf8")).toBe("first\nsecond\n");
    writer.append("third\n");
    writer.close();
    expect(readFileSync(path, "utf8")).toBe("first\nsecond\nthird\n");
  });

  it("writes by itself once there is much to write", () => {
    const path = join(folder, "much.jsonl");
    const writer = new StatisticsWriter(() => path);
    for (let line = 0; line < 1000; line += 1) writer.append(`${"x".repeat(99)}\n`);
    expect(statSync(path).size).toBeGreaterThan(60_000);
    writer.close();
    expect(statSync(path).size).toBe(100_000);
  });

  it("keeps lines that cannot be written, up to a limit that it tells", () => {
    const writer = new StatisticsWriter(() => join(folder, "missing", "x.jsonl"));
    const line = `${"x".repeat(2 ** 20)}\n`;
    let message = "";
    for (let count = 0; count < 20; count += 1) {
      try {
        writer.append(line);
      } catch (error) {
        message = String(error);
      }
    }
    expect(message).toMatch(/x\.jsonl cannot be written, lines are lost/);
  });

  it("follows no link that has the name of its file", () => {
    const [link, outside] = [join(folder, "link.jsonl"), join(folder, "outside.jsonl")];
    symlinkSync(outside, link);
    const writer = new StatisticsWriter(() => link);
    writer.append("a\n");
    expect(() => writer.flush()).toThrow(`${link} is a link`);
    expect(existsSync(outside)).toBe(false);
  });

  // `ulimit -f` counts blocks of 1024 bytes in bash; the write that reaches the limit is cut off there.
  it("goes on behind the last byte where the system wrote a part", async () => {
    built(); // which the program imports
    const program = join(import.meta.dirname, "programs", "small-file.mjs");
    const script = 'ulimit -f 1 && exec "$@"';
    const path = join(folder, "small.jsonl");
    const words = [process.execPath, program, path, "1000"];
    const { stdout } = await succeed("bash", ["-c", script, "bash", ...words]);
    expect(stdout).toBe(Array.from({ length: 1000 }, (_, line) => `${line} ä\n`).join(""));
  });
});
