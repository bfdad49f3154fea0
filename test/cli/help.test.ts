import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT } from "../tools/project.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, widest } from "./run-ceteris.js";

const ceteris = (args: readonly string[]): Promise<Answer> => callCeteris(args, { cwd: tmpdir() });

describe("help", () => {
  it("lists every command, each with help of its own", async () => {
    const { out } = await ceteris(["--help"]);
    for (const verb of [
      "ls",
      "show",
      "marks",
      "mark",
      "unmark",
      "diff",
      "restore",
      "delete",
      "compare",
      "plot",
      "doctor",
      "kernel",
      "notebook",
    ]) {
      expect(out).toContain(`ceteris ${verb}`);
      const own = (await ceteris([verb, "--help"])).out;
      expect(own).toContain(`ceteris ${verb}`);
      expect(widest(own)).toBeLessThanOrEqual(80);
    }
    expect(widest(out)).toBeLessThanOrEqual(80);
  });

  it("has the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
      version: string;
    };
    expect((await ceteris(["--version"])).out).toBe(`${version}\n`);
  });
});
