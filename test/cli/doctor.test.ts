import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PROJECT } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, widest } from "./run-ceteris.js";

function digitsRoot(): string {
  const root = join(temporaryFolder(), "exman");
  cpSync(join(PROJECT, "test/fixtures/digits-exman/root"), root, {
    recursive: true,
    verbatimSymlinks: true,
  });
  return root;
}

function doctor(
  root: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Answer> {
  return callCeteris(["doctor", "--root", root, ...args], { cwd: root, env });
}

it("says that nothing is wrong, and exits with 0", async () => {
  // 148 runs, four that failed, and a temporary one
  expect(await doctor(digitsRoot())).toEqual({
    exit: 0,
    out: "153 runs read, nothing is wrong\n",
    err: "",
  });
});

it("tells the findings by kind, with their remedies, in 80 columns, and exits with 1", async () => {
  const root = digitsRoot();
  rmSync(join(root, "tmp"), { recursive: true });
  appendFileSync(join(root, "runs/000001-2026-11-21-08-26-44/metrics.csv"), "21,0.1");
  for (const name of readdirSync(join(root, "index")).toSorted().slice(10, 17))
    rmSync(join(root, "index", name));
  const { exit, out, err } = await doctor(root);
  expect({ exit, err }).toEqual({ exit: 1, err: "" });
  expect(widest(out)).toBeLessThanOrEqual(80);
  const [torn, hidden, missing, sum] = out.split("\n\n");
  expect(torn!.split("\n").slice(0, 3)).toEqual([
    "torn-line (1): ends in a line that was not written whole; the line is left out",
    "  runs/000001-2026-11-21-08-26-44/metrics.csv",
    expect.stringMatching(/^ {2}Remedy: /),
  ]);
  expect(hidden!.split("\n").slice(0, 10)).toEqual([
    "hidden-run (7): is not linked from index/, so that no load shows it",
    ...[11, 12, 13, 14, 15].map((id) =>
      expect.stringMatching(new RegExp(`^ {2}runs/0000${id}-2026-11-21-08-2\\d-\\d\\d$`)),
    ),
    "  and 2 more, which --json lists",
    "  Remedy: Bring it back, where it is to be shown again.",
    expect.stringMatching(/^ {4}ceteris restore 000011-2026-11-21-08-26-\d\d --root \.$/),
    expect.stringMatching(/^ {4}ceteris restore 000012-/),
  ]);
  expect(missing).toBe(
    [
      "missing-folder (1): is missing, and Python's exman refuses a root without it",
      "  tmp",
      "  Remedy: Make the folder.",
      "    mkdir tmp",
    ].join("\n"),
  );
  expect(sum).toBe("145 runs read, 9 findings\n"); // 153, without one in tmp/ and seven that are hidden
  expect(widest((await doctor(root, [], { COLUMNS: "60" })).out)).toBeLessThanOrEqual(60);
});

it("gives all of them as JSON", async () => {
  const root = digitsRoot();
  for (const name of readdirSync(join(root, "index"))) rmSync(join(root, "index", name));
  const { exit, out } = await doctor(root, ["--json"]);
  const findings = JSON.parse(out) as Record<string, string>[];
  expect(exit).toBe(1);
  expect(findings).toHaveLength(148);
  expect(findings[0]).toEqual({
    path: join(root, "runs/000001-2026-11-21-08-26-44"),
    kind: "hidden-run",
    message: "is not linked from index/, so that no load shows it",
    remedy: "Bring it back, where it is to be shown again.",
    command: "ceteris restore 000001-2026-11-21-08-26-44 --root .",
  });
  expect(JSON.parse((await doctor(root, ["--json"])).out)).toEqual(findings);
});

it("shows messages that differ beside their paths, and escapes what a terminal would obey", async () => {
  const root = digitsRoot();
  mkdirSync(join(root, "marked/\u001b[31mred"));
  writeFileSync(join(root, "runs/000001-2026-11-21-08-26-44/params.yaml"), "lr: [1");
  writeFileSync(join(root, "runs/000002-2026-11-21-08-26-44/params.yaml"), "- 1\n");
  const { out } = await doctor(root);
  expect(out).not.toContain("\u001b");
  expect(out).toContain("marked/\\u001b[31mred");
  expect(out).toMatch(
    /^invalid-yaml \(2\)\n {2}runs\/000001-2026-11-21-08-26-44\/params\.yaml\n {4}cannot be read: /m,
  );
});

it("names a folder that is no root, and a link that breaks when the root moves", async () => {
  const root = digitsRoot();
  expect((await doctor(join(root, "runs"))).err).toMatch(/^ceteris: The folder .* is no root/);
  const [name] = readdirSync(join(root, "marked/best")) as [string];
  rmSync(join(root, "marked/best", name));
  symlinkSync(join(root, "runs", name), join(root, "marked/best", name));
  expect((await doctor(root)).out).toContain("absolute-link (1): is an absolute link");
  renameSync(root, `${root}-moved`);
  expect((await doctor(`${root}-moved`)).out).toMatch(/^(dangling-link|link-outside-root) \(1\)/);
});
