import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Index } from "../../../src/ceteris.js";
import {
  type KernelCommand,
  ownKernel,
  startKernel,
  stockTslab,
} from "../../tools/kernel-process.js";
import { linkPackages } from "../../tools/notebook-workspace.js";
import { PROJECT } from "../../tools/project.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

/** 54 runs that Python's exman wrote: each has these params, and one of these optimizers. */
const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");
const PARAMS = ["batch_size", "early_stop", "epochs", "hidden", "lr", "optimizer", "seed"];
const OPTIMIZERS = ["adam", "momentum", "sgd"];

const FIRST_CELL = `import type { Runs } from "./runs";
import { Index } from "ceteris";
const typed = await new Index(${JSON.stringify(ROOT)}).info<Runs>();
const rows = typed.objects() as Runs[];`;

// What `index.types()` wrote beside a notebook reaches the completions of its cells.
describe.each<[string, () => KernelCommand]>([
  ["our kernel", ownKernel],
  ["stock tslab", stockTslab],
])("%s", (_name, command) => {
  test("completes the columns and levels of `runs.d.ts`", { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    linkPackages(folder);
    const folders = { own: join(folder, "own"), work: join(folder, "notebooks") };
    mkdirSync(folders.own);
    writeFileSync(join(folders.work, "runs.d.ts"), await new Index(ROOT).types());
    const kernel = await startKernel(command(), folders);
    const complete = async (code: string): Promise<unknown> => {
      const asked = { code, cursor_pos: code.length };
      return (await kernel.request("complete_request", asked).ended)["matches"];
    };
    try {
      expect(await complete(`${FIRST_CELL}\nrows[0].`)).toEqual(expect.arrayContaining(PARAMS));
      expect(await kernel.run(FIRST_CELL).ended).toMatchObject({ status: "ok" });
      expect(await complete("rows[0].")).toEqual(expect.arrayContaining(PARAMS));
      expect(await complete("typed.filter((run) => run.")).toEqual(expect.arrayContaining(PARAMS));
      expect(await complete('rows[0].optimizer === "')).toEqual(OPTIMIZERS);
    } finally {
      await kernel.stop();
    }
  });
});
