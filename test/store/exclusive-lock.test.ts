import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withLock } from "../../src/store/exclusive-lock.js";
import { built } from "../tools/built.js";
import { succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** Linux gives out process ids up to 2^22; this one is never alive. */
const NO_PID = 2 ** 22 + 1;
const GONE = JSON.stringify({ host: hostname(), pid: NO_PID, token: "a" });

describe("withLock", () => {
  it("holds a lock while the action runs, and gives it back however that ends", () => {
    const lock = join(temporaryFolder(), "deep", "x.lock");
    expect(withLock(lock, () => JSON.parse(readFileSync(lock, "utf8")) as object)).toMatchObject({
      host: hostname(),
      pid: process.pid,
    });
    expect(existsSync(lock)).toBe(false);
    const fail = (): never => {
      throw new Error("on purpose");
    };
    expect(() => withLock(lock, fail)).toThrow("on purpose");
    expect(existsSync(lock)).toBe(false);
  });

  it("takes over a lock whose holder is gone", () => {
    const lock = join(temporaryFolder(), "x.lock");
    writeFileSync(lock, GONE);
    expect(withLock(lock, () => 7)).toBe(7);
  });

  it("takes over a lock of another host, or a damaged one, that is older than ten seconds", () => {
    const lock = join(temporaryFolder(), "x.lock");
    const old = Date.now() / 1000 - 11;
    for (const text of [JSON.stringify({ host: "elsewhere", pid: 1, token: "b" }), ""]) {
      writeFileSync(lock, text);
      utimesSync(lock, old, old);
      expect(withLock(lock, () => 7)).toBe(7);
    }
  });

  it("leaves a lock alone that another took over meanwhile", () => {
    const lock = join(temporaryFolder(), "x.lock");
    withLock(lock, () => writeFileSync(lock, "another's"));
    expect(readFileSync(lock, "utf8")).toBe("another's");
  });

  it("keeps processes apart, also while they break the same stale lock", async () => {
    built(); // which the program imports
    const folder = temporaryFolder();
    const [lock, counter] = [join(folder, "x.lock"), join(folder, "counter")];
    writeFileSync(counter, "0");
    writeFileSync(lock, GONE);
    const program = join(import.meta.dirname, "programs", "count-up.mjs");
    const words = [program, lock, counter, "40"];
    await Promise.all(Array.from({ length: 6 }, () => succeed(process.execPath, words)));
    expect(readFileSync(counter, "utf8")).toBe("240");
    expect(readdirSync(folder)).toEqual(["counter"]);
  });
});
