import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import {
  examineRunFile,
  formatRunFile,
  presentStatus,
  recordedStatus,
  runningPid,
  withFacts,
  type RunFile,
} from "../../src/store/run-file.js";
import { ownProcess, processHere } from "../../src/util/process-id.js";

const STARTED = "2026-11-21T09:00:00.000Z";
const RUNNING: RunFile = {
  schema: 1,
  status: "running",
  attempts: [{ started: STARTED, status: "running" }],
  command: ["node", "train.js"],
  host: "elsewhere",
  pid: 7,
  started: STARTED,
};
/** Linux gives out process ids up to 2^22; this one is never alive. */
const NO_PID = 2 ** 22 + 1;

describe("examineRunFile", () => {
  it("reads what formatRunFile wrote", () => {
    expect(examineRunFile(formatRunFile(RUNNING))).toEqual(RUNNING);
  });

  it("keeps facts that it does not know yet", () => {
    expect(examineRunFile(JSON.stringify({ ...RUNNING, gpu: "A100" }))).toMatchObject({
      gpu: "A100",
    });
  });

  it("takes a run whose facts of the world are damaged", () => {
    const facts = {
      command: 7,
      vcs: "git",
      machine: null,
      experiment: [],
      unread: 1,
      exitCode: "0",
    };
    expect(examineRunFile(JSON.stringify({ ...RUNNING, ...facts }))).toMatchObject(facts);
  });

  it.each<[string, unknown, RegExp]>([
    [
      "a newer schema",
      { ...RUNNING, schema: 2 },
      /^was written by a newer ceteris .*schema is 2.*up to 1.*update/,
    ],
    ["no schema", { ...RUNNING, schema: undefined }, /^is damaged: schema is missing; delete/],
    ["an unknown status", { ...RUNNING, status: "done" }, /status is "done"/],
    [
      "an attempt without a start",
      { ...RUNNING, attempts: [{ status: "running" }] },
      /attempts is \[/,
    ],
    ["a bad time", { ...RUNNING, ended: "soon" }, /ended is "soon"/],
    ["a bad pid", { ...RUNNING, pid: "7" }, /pid is "7"/],
    ["a bad process", { ...RUNNING, process: { host: "a", pid: 7 } }, /process is {"host/],
    ["a list", [], /it is no JSON object/],
  ])("refuses %s in a sentence", (_, document, message) => {
    expect(examineRunFile(JSON.stringify(document))).toMatch(message);
  });

  it("refuses what is no JSON", () => {
    expect(examineRunFile('{"schema": 1')).toMatch(/^is damaged: it is no JSON object/);
  });
});

describe("withFacts", () => {
  const pending = { ...RUNNING, unread: { vcs: "not yet", gpus: "not yet" } };

  it("replaces what was unread by what the new facts say", () => {
    const facts = { environment: "ab", unread: { gpus: "nvidia-smi hangs" } };
    expect(withFacts(pending, facts)).toEqual({ ...RUNNING, ...facts });
    expect(withFacts(pending, { unread: {} })).toEqual(RUNNING);
  });

  it("leaves what is unread where they do not speak of it", () => {
    expect(withFacts(pending, { exitCode: 3 })).toEqual({ ...pending, exitCode: 3 });
  });
});

describe("presentStatus", () => {
  const statusOf = (file: RunFile, now?: Date): string => presentStatus(recordedStatus(file), now);
  const own = ownProcess();
  const here = { ...RUNNING, host: own.host, pid: own.pid, process: own };
  const [soon, later] = [new Date(STARTED), new Date("2027-01-01T00:00:00Z")];

  it("is what was recorded, once a run has ended", () => {
    expect(statusOf({ ...RUNNING, status: "completed" }, later)).toBe("completed");
    expect(presentStatus({ status: "unknown", lifeSign: null })).toBe("unknown");
  });

  it("is lost where the process is gone from this host, also by a run.json without its start", () => {
    const { process: _, ...older } = here;
    expect(statusOf(older, later)).toBe("running");
    expect(statusOf({ ...older, pid: NO_PID }, soon)).toBe("lost");
    expect(statusOf(here, later)).toBe("running");
    expect(statusOf({ ...here, process: { ...own, pid: NO_PID } }, soon)).toBe("lost");
  });

  it("is running while its program goes on, though what recorded it is gone", () => {
    const gone = { ...own, start: "1" };
    const left = processHere(process.ppid);
    const killed = { ...here, process: gone };
    expect(statusOf({ ...killed, program: left }, later)).toBe("running");
    expect(runningPid({ ...killed, program: left })).toBe(left.pid);
    expect(statusOf({ ...killed, program: gone }, soon)).toBe("lost");
    expect(runningPid({ ...here, program: left })).toBe(own.pid);
  });

  it("goes by the heartbeat in another namespace of this host, and after another boot", () => {
    for (const place of [{ namespace: "pid:[1]" }, { boot: randomUUID() }]) {
      const other = { ...here, process: { ...own, ...place, pid: NO_PID } };
      expect(statusOf(other, soon)).toBe("running");
      expect(statusOf(other, later)).toBe("lost");
    }
  });

  it("is lost where another host was silent for more than five minutes", () => {
    expect(statusOf(RUNNING, new Date("2026-11-21T09:05:00Z"))).toBe("running");
    expect(statusOf(RUNNING, new Date("2026-11-21T09:05:01Z"))).toBe("lost");
    const beating = { ...RUNNING, heartbeat: "2026-11-21T09:30:00.000Z" };
    expect(statusOf(beating, new Date("2026-11-21T09:34:00Z"))).toBe("running");
  });

  it("is lost where another host's last sign is of a clock that is far ahead", () => {
    expect(statusOf(RUNNING, new Date("2026-11-21T08:55:00Z"))).toBe("running");
    expect(statusOf(RUNNING, new Date("2026-11-21T08:54:59Z"))).toBe("lost");
  });

  it("takes this host and this moment by itself", () => {
    expect(statusOf({ ...RUNNING, host: hostname(), pid: process.pid })).toBe("running");
    expect(statusOf({ ...RUNNING, started: "2020-11-21T09:00:00Z" })).toBe("lost");
  });

  it("outlives JSON, in which a cache keeps what was recorded", () => {
    const recorded = recordedStatus(here);
    expect(JSON.parse(JSON.stringify(recorded))).toEqual(recorded);
  });
});
