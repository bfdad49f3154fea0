import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ProblemKind } from "../../src/store/problem.js";
import { REMEDIES } from "../../src/store/remedies.js";
import { RunReader } from "../../src/store/run-reader.js";
import { newRun, readRun, ROWS, RUN, runFile } from "./run-folder.js";

/** What is done to a run with params and two rows, and what is reported then; the params stay where they can. */
interface Damage {
  readonly what: string;
  readonly file: string;
  readonly kind: ProblemKind;
  readonly message: RegExp;
  readonly lr?: number | undefined;
  readonly rows?: number;
  readonly make: (directory: string) => unknown;
}

const write =
  (name: string, text: string | Buffer) =>
  (directory: string): void =>
    writeFileSync(join(directory, name), text);

const instead =
  (name: string, make: (path: string) => unknown) =>
  (directory: string): unknown => {
    rmSync(join(directory, name), { force: true });
    return make(join(directory, name));
  };

const mkfifo = (path: string): unknown => execFileSync("mkfifo", [path]);

function listen(path: string): Promise<void> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((done) => void server.listen(path, done));
}

/** A file beside the root. */
function outside(path: string): void {
  const target = join(path, "../../../../outside.txt");
  writeFileSync(target, "lr: 0.9\n");
  symlinkSync(target, path);
}

const nested = (depth: number): string => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
const bomb = `a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 10 }, () => `*a${i}`).join()}]\n`).join("")}`;

const NO_PARAMS = { file: "params.yaml", rows: 2, lr: undefined };
const NO_ROWS = { file: "statistics.jsonl", lr: 0.1, rows: 0 };
const NO_STATUS = { file: "run.json", lr: 0.1, rows: 2 };

const DAMAGES: readonly Damage[] = [
  ...(
    [
      ["params that are missing", "missing-params", /is missing/, (path) => path],
      ["params that are a folder", "unreadable", /is no file, but a folder/, mkdirSync],
      ["params that are a pipe", "unreadable", /is no file, but a pipe/, mkfifo],
      ["params that are a socket", "unreadable", /a socket or a device/, listen],
      ["params that link out of the root", "link-outside-root", /leads out of the root/, outside],
      [
        "params that link to a device",
        "link-outside-root",
        /leads out of the root/,
        (path) => symlinkSync("/dev/zero", path),
      ],
      [
        "params that link to nothing",
        "dangling-link",
        /what does not exist/,
        (path) => symlinkSync("nothing.yaml", path),
      ],
      [
        "params that link to themselves",
        "link-loop",
        /leads back/,
        (path) => symlinkSync("params.yaml", path),
      ],
    ] satisfies [string, ProblemKind, RegExp, (path: string) => unknown][]
  ).map(([what, kind, message, make]) => ({
    ...NO_PARAMS,
    what,
    kind,
    message,
    make: instead("params.yaml", make),
  })),
  ...(
    [
      ["empty params", "empty-file", /is empty/, " \n"],
      ["params that are no YAML", "invalid-yaml", /cannot be read: /, "a: [1\n"],
      ["params that are a list", "invalid-yaml", /holds no mapping/, "- 1\n"],
      [
        "params nested too deeply",
        "invalid-yaml",
        /cannot be read: .*(nest|deep)/i,
        nested(50_000),
      ],
      ["an alias bomb", "invalid-yaml", /more than a million values/, bomb],
      ["params in Latin-1", "not-utf8", /not UTF-8/, Buffer.from("a: \xe9\n", "latin1")],
      ["params in UTF-16", "not-utf8", /not UTF-8/, Buffer.from("\ufeffa: 1\n", "utf16le")],
      [
        "params of a kibibyte",
        "too-large",
        /has 2 KiB, more than the 1 KiB/,
        `a: ${"x".repeat(1024)}\n`,
      ],
    ] satisfies [string, ProblemKind, RegExp, string | Buffer][]
  ).map(([what, kind, message, text]) => ({
    ...NO_PARAMS,
    what,
    kind,
    message,
    make: write("params.yaml", text),
  })),
  ...(
    [
      ["a run.json that is torn", "invalid-run-file", /is damaged: it is no JSON object/, "{"],
      ["a newer run.json", "invalid-run-file", /newer ceteris .*update/, runFile({ schema: 2 })],
      [
        "a run.json nested too deeply",
        "invalid-run-file",
        /attempts is nested too deeply/,
        `{"schema":1,"status":"failed","attempts":${"[".repeat(1e5)}${"]".repeat(1e5)}}`,
      ],
      ["a run.json in Latin-1", "not-utf8", /not UTF-8/, Buffer.from('{"a":"\xe9"}', "latin1")],
      ["a run.json that is large", "too-large", /KiB/, runFile({ note: "x".repeat(300_000) })],
    ] satisfies [string, ProblemKind, RegExp, string | Buffer][]
  ).map(([what, kind, message, text]) => ({
    ...NO_STATUS,
    what,
    kind,
    message,
    make: write("run.json", text),
  })),
  ...(
    [
      ["statistics that are a folder", "unreadable", /a folder/, mkdirSync],
      ["statistics that are a pipe", "unreadable", /a pipe/, mkfifo],
      ["statistics that are a socket", "unreadable", /a socket or a device/, listen],
      ["statistics that link out of the root", "link-outside-root", /leads out of/, outside],
      [
        "statistics that link to nothing",
        "dangling-link",
        /does not exist/,
        (path) => symlinkSync("x", path),
      ],
      ["empty statistics", "empty-file", /is empty/, (path) => writeFileSync(path, "")],
      [
        "statistics that are too large",
        "too-large",
        /has 3 MiB, more than the 2 MiB/,
        (path) => {
          writeFileSync(path, "");
          truncateSync(path, 3 * 1024 * 1024);
        },
      ],
    ] satisfies [string, ProblemKind, RegExp, (path: string) => unknown][]
  ).map(([what, kind, message, make]) => ({
    ...NO_ROWS,
    what,
    kind,
    message,
    make: instead("statistics.jsonl", make),
  })),
  ...(
    [
      ["a torn line", "torn-line", /not written whole/, '{"step": 2, "lo'],
      ["a row that is no object", "invalid-statistics", /line 3 holds no row/, "[1]\n"],
      ["several such rows", "invalid-statistics", /3 lines .* the first is line 3/, "1\n2\nx\n"],
      [
        "values that are no numbers",
        "invalid-statistics",
        /no numbers.*: phase/,
        '{"phase": "x"}\n',
      ],
      ["a line that is not UTF-8", "not-utf8", /line 3/, Buffer.from('{"\xe9": 1}\n', "latin1")],
      ["a line that is too long", "too-large", /line 3/, `{"a": "${"x".repeat(1e6)}"}\n`],
      ["a disk's zeros", "invalid-statistics", /line 3/, `${"\0".repeat(100)}\n`],
      [
        "a line nested too deeply",
        "invalid-statistics",
        /no numbers.*: a/,
        `{"a": ${"[".repeat(1e5)}${"]".repeat(1e5)}}\n`,
      ],
    ] satisfies [string, ProblemKind, RegExp, string | Buffer][]
  ).map(([what, kind, message, text]) => ({
    what,
    file: "statistics.jsonl",
    kind,
    message,
    lr: 0.1,
    rows: 2,
    make: write("statistics.jsonl", Buffer.concat([Buffer.from(ROWS), Buffer.from(text)])),
  })),
];

describe("damage", () => {
  const reader = new RunReader(null, {
    params: 1024,
    runFile: 256 * 1024,
    statistics: 2 * 1024 * 1024,
    line: 512 * 1024,
  });
  const small = new Set(["an alias bomb", "params nested too deeply"]);

  it.each(DAMAGES)("is reported and survived: $what", async (damage) => {
    const { what, file, kind, message, lr, rows = 0, make } = damage;
    const directory = newRun({ "statistics.jsonl": ROWS });
    await make(directory);
    const { run, problems } = readRun(directory, small.has(what) ? new RunReader(null) : reader);
    expect(problems).toEqual([[file, kind, expect.stringMatching(message)]]);
    expect(problems[0]![2]).not.toMatch(/\n|\.$/);
    expect(run!.id).toBe(1);
    expect(run!.params.get("lr")).toBe(lr);
    expect(run!.statistics.get("loss")?.value.length ?? 0).toBe(rows);
    expect(run!.recorded.status).toBe(file === "run.json" ? "unknown" : "completed");
  });

  it("is not that a running run has written no statistics yet", () => {
    const running = runFile({ status: "running", host: "elsewhere" });
    const files = { "run.json": running, "statistics.jsonl": "" };
    expect(readRun(newRun(files)).problems).toEqual([]);
  });

  it("is not a link inside the root", () => {
    const directory = newRun();
    writeFileSync(join(directory, "../../linked.csv"), "step,a\n0,1\n");
    symlinkSync("../../linked.csv", join(directory, "metrics.csv"));
    const { run, problems } = readRun(directory);
    expect(problems).toEqual([]);
    expect([...run!.statistics.get("a")!.value]).toEqual([1]);
  });

  it("is not a link inside the root, from wherever a run lies in it", () => {
    const directory = newRun({ "tmp/note.txt": "" });
    const root = join(directory, "../..");
    writeFileSync(join(root, "linked.csv"), "step,a\n0,1\n");
    symlinkSync("../../../linked.csv", join(directory, "tmp/a.csv"));
    const { run, problems } = readRun(directory, new RunReader(["tmp/*.csv"]));
    expect(problems).toEqual([]);
    expect([...run!.statistics.get("a")!.value]).toEqual([1]);
  });

  it("is a link out of the root, from wherever a run lies in it", () => {
    const directory = newRun();
    const root = join(directory, "../..");
    const archived = join(root, "archive", RUN);
    mkdirSync(join(root, "archive"));
    renameSync(directory, archived);
    writeFileSync(join(root, "../outside.jsonl"), ROWS);
    symlinkSync("../../../outside.jsonl", join(archived, "statistics.jsonl"));
    const { run, problems } = readRun(archived);
    expect(problems.map(([file, kind]) => [file, kind])).toEqual([
      ["statistics.jsonl", "link-outside-root"],
    ]);
    expect(run!.statistics.size).toBe(0);
  });

  it("is a run that is gone, or has no id", () => {
    const directory = newRun({ "params.yaml": "lr: 0.1\n" });
    const unnamed = join(directory, "../notes");
    renameSync(directory, unnamed);
    expect(readRun(unnamed)).toEqual({
      run: null,
      problems: [["", "not-a-run", expect.stringContaining("no id")]],
    });
    expect(readRun(directory)).toEqual({
      run: null,
      problems: [["", "unreadable", expect.stringContaining("moved or deleted")]],
    });
  });

  it("is a run that is moved away while it is read", () => {
    const directory = newRun({ "params.yaml": "a: [", "statistics.jsonl": ROWS });
    const kinds: string[] = [];
    const run = new RunReader(null).read({ directory, folder: "runs" }, (_, kind) => {
      if (kinds.push(kind) === 1) renameSync(directory, join(directory, "../../fails", RUN));
    });
    expect(run).toBeNull();
    expect(kinds).toEqual(["invalid-yaml", "unreadable"]);
  });

  it("is a folder of a pattern that is a link out of the root", () => {
    const directory = newRun();
    const elsewhere = join(directory, "../../../elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "scores.csv"), "step,a\n0,1\n");
    symlinkSync(elsewhere, join(directory, "eval"));
    const { run, problems } = readRun(directory, new RunReader(["eval/*.csv"]));
    expect(problems.map(([file, kind]) => [file, kind])).toEqual([
      ["eval/scores.csv", "link-outside-root"],
    ]);
    expect(run!.statistics.size).toBe(0);
  });

  it("is not a name that is no text", () => {
    const directory = newRun({ "params.yaml": "id: 1\nname:\n  a: 1\n" });
    expect(readRun(directory)).toMatchObject({ run: { name: null }, problems: [] });
    writeFileSync(join(directory, "params.yaml"), "id: 1\nname: 7\n");
    expect(readRun(directory).run!.name).toBe("7");
  });

  it("never leaves a stamp by which a file that could not be opened would count as unchanged", () => {
    const directory = newRun();
    symlinkSync("later.csv", join(directory, "metrics.csv"));
    const stamp = readRun(directory).run!.files.at(-1)!;
    expect(stamp).toMatchObject({ name: "metrics.csv", size: -1 });
  });

  // Root may read everything: then there is nothing to see but that the run is whole.
  it("is a directory or a file without the right to read it", () => {
    const isRoot = process.getuid?.() === 0;
    const directory = newRun({ "statistics.jsonl": ROWS });
    chmodSync(join(directory, "params.yaml"), 0);
    const kinds = readRun(directory).problems.map(([file, kind]) => [file, kind]);
    expect(kinds).toEqual(isRoot ? [] : [["params.yaml", "unreadable"]]);
    chmodSync(directory, 0);
    onTestFinished(() => chmodSync(directory, 0o700));
    const { run, problems } = readRun(directory);
    expect(problems.map(([file, kind]) => [file, kind])).toEqual(
      isRoot ? [] : [["", "unreadable"]],
    );
    expect(run!.id).toBe(1);
  });

  it("has a remedy for each kind, in one line", () => {
    for (const remedy of Object.values(REMEDIES)) expect(remedy).toMatch(/^[A-Z][^\n]{10,150}\.$/);
  });
});
