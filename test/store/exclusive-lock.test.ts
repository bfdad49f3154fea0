import {
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { withLock } from "../../src/store/exclusive-lock.js";
import { ownProcess } from "../../src/util/process-id.js";
import { built } from "../tools/built.js";
import { runProgram, succeed } from "../tools/run-program.js";
import { newFolder, removeFolder, temporaryFolder } from "../tools/temporary-folder.js";

/** Linux gives out process ids up to 2^22; this one is never alive. */
const NO_PID = 2 ** 22 + 1;
const COUNT_UP = join(import.meta.dirname, "programs", "count-up.mjs");
const GONE = JSON.stringify({ host: hostname(), pid: NO_PID, token: "a" });

built(); // which the program imports

/** Takes no lock over for so many seconds. */
const PATIENT = "11";

describe("withLock", () => {
  const living = newFolder();
  const waiting = waitFor(living);
  afterAll(() => removeFolder(living));

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

  it("takes over a lock whose holder is gone, also where another process has its number", () => {
    const lock = join(temporaryFolder(), "x.lock");
    writeFileSync(lock, GONE);
    expect(withLock(lock, () => 7)).toBe(7);
    const holder = withLock(lock, () => JSON.parse(readFileSync(lock, "utf8")) as object);
    writeFileSync(lock, JSON.stringify({ ...holder, start: "1" }));
    const waits = vi.spyOn(Atomics, "wait");
    expect(withLock(lock, () => 8)).toBe(8);
    expect(waits).not.toHaveBeenCalled();
    waits.mockRestore();
  });

  it("takes over a lock of another host, and a link to nothing, that it has seen for two seconds, whatever its date", () => {
    const folder = temporaryFolder();
    const [lock, link] = [join(folder, "x.lock"), join(folder, "y.lock")];
    writeFileSync(lock, JSON.stringify({ host: "elsewhere", pid: 1, token: "b" }));
    const ahead = Date.now() / 1000 + 3600;
    utimesSync(lock, ahead, ahead);
    symlinkSync(join(folder, "nothing"), link);
    writeFileSync(`${link}.stale`, GONE);
    const begun = performance.now();
    expect([withLock(lock, () => 7), withLock(link, () => 8)]).toEqual([7, 8]);
    expect(performance.now() - begun).toBeGreaterThan(4_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes no lock of another host over that is merely dated long ago by a clock that is wrong", async () => {
    const folder = temporaryFolder();
    const [lock, counter] = [join(folder, "x.lock"), join(folder, "counter")];
    writeFileSync(counter, "0");
    const text = JSON.stringify({ host: "elsewhere", pid: 1, token: "b" });
    writeFileSync(lock, text);
    utimesSync(lock, 1, 1);
    await runProgram("timeout", ["1", process.execPath, COUNT_UP, lock, counter, "1"]);
    expect([readFileSync(lock, "utf8"), readFileSync(counter, "utf8")]).toEqual([text, "0"]);
  });

  it("takes no lock over whose holder is alive, however long it takes", async () => {
    await waiting;
    const kept = ["x.lock", "counter"].map((name) => readFileSync(join(living, name), "utf8"));
    expect(kept).toEqual([JSON.stringify({ ...ownProcess(), token: "c" }), "0"]);
  });

  it("leaves no lock that it could not write", async () => {
    const folder = temporaryFolder();
    const words = `ulimit -f 0; exec "$0" "$1" x.lock counter 1`;
    const { stderr } = await runProgram("bash", ["-c", words, process.execPath, COUNT_UP], {
      cwd: folder,
    });
    expect(stderr).toContain("EFBIG");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("tells that another took the lock over meanwhile, and leaves it alone", () => {
    const lock = join(temporaryFolder(), "x.lock");
    withLock(lock, (confirm) => {
      confirm();
      writeFileSync(lock, "another's");
      expect(confirm).toThrow(`The lock ${lock} was taken over by another process`);
    });
    expect(readFileSync(lock, "utf8")).toBe("another's");
  });

  it("keeps processes apart, also while they break the same stale lock", async () => {
    const folder = temporaryFolder();
    const [lock, counter] = [join(folder, "x.lock"), join(folder, "counter")];
    writeFileSync(counter, "0");
    writeFileSync(lock, GONE);
    const words = [COUNT_UP, lock, counter, "40"];
    await Promise.all(Array.from({ length: 6 }, () => succeed(process.execPath, words)));
    expect(readFileSync(counter, "utf8")).toBe("240");
    expect(readdirSync(folder)).toEqual(["counter"]);
  });
});

/** A process that waits for a lock which this one holds; it goes on beside the other tests. */
async function waitFor(folder: string): Promise<void> {
  const [lock, counter] = [join(folder, "x.lock"), join(folder, "counter")];
  writeFileSync(counter, "0");
  writeFileSync(lock, JSON.stringify({ ...ownProcess(), token: "c" }));
  await runProgram("timeout", [PATIENT, process.execPath, COUNT_UP, lock, counter, "1"]);
}
