import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { typesOf } from "../../src/index/types.js";
import { oddTable } from "../frame/odd-table.js";
import { CACHE, PROJECT } from "../tools/project.js";

const index = new Index(join(PROJECT, "test/fixtures/digits-exman/root"));
const relativeSource = "../../src/index/run-index.js";
const folder = join(CACHE, `types-${process.pid}`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("index.types", () => {
  it("writes the columns of the root with their types and levels", async () => {
    const text = await index.types();
    const line = (name: string): string | undefined =>
      text.split("\n").find((one) => one.startsWith(`  ${name}:`));
    expect(text.split("\n")[0]).toBe("export interface Runs {");
    expect(line("id")).toBe("  id: number;");
    expect(line("time")).toBe("  time: Date;");
    expect(line("root")).toBe("  root: string;");
    expect(line("hidden")).toBe("  hidden: number[];");
    expect(line("early_stop")).toBe("  early_stop: boolean;");
    expect(line("optimizer")).toMatch(/^ {2}optimizer: ("\w+" \| )+"\w+";$/);
    expect(line("val_accuracy")).toMatch(/^ {2}val_accuracy: number( \| null)?;$/);
  });

  it("compiles, and carries the types through info and the verbs", async () => {
    const use = `
      import { Index } from "${relativeSource}";
      ${await index.types("Trials")}
      const runs = await new Index("./exman").info<Trials>();
      const adam = runs.filter((d) => d.optimizer === "adam").orderby("lr", (d) => d.id);
      const levels: Trials["optimizer"][] = adam.array("optimizer");
      const lr: number = adam.object(0).lr;
      for (const row of adam) row.hidden.map((size) => size * 2);
      const some: { id: number }[] = adam.select("id", "lr").objects();
      adam.derive({ half: (d) => d.lr / 2 }).rollup({ half: (d: { half: number }) => d.half }).columnNames();
      // @ts-expect-error: no such column
      runs.filter((d) => d.optimiser === "adam");
      // @ts-expect-error: no such level
      runs.filter((d) => d.optimizer === "adamm");
      // @ts-expect-error: not a number
      const wrong: number = runs.get("optimizer", 0);
      // @ts-expect-error: there is no such column any more
      adam.select("id").object().lr;
      export { levels, lr, some, wrong };`;
    expect(compile(use)).toBe("");
  });

  it("compiles for any column names and values", () => {
    const text = typesOf(oddTable(), "Odd");
    expect(text).toContain('  "val loss": number | null;\n');
    expect(text).toContain(
      '  "opti%mizer_#1": "adam" | "naïve Δ 🎉" | "say \\"hi\\",\\n\\t\\\\ \'x\' & | ~^{}$";\n',
    );
    expect(text).toContain("  seed: bigint | number | null;\n");
    expect(text).toContain("  nothing: null;\n");
    expect(text).toContain("  time: Date | null;\n");
    const use = `${text}
      const odd = null as unknown as Odd;
      const mixed: number | "one" | unknown[] = odd.mixed;
      const names: (string | null)[] | null = odd.names;
      export const all = [mixed, names, odd["model.depth"], odd["größe"], odd.constructor];`;
    expect(compile(use)).toBe("");
  });

  it("refuses a name that no interface can have", async () => {
    await expect(index.types("my runs")).rejects.toThrow('"my runs" is no name for an interface');
  });
});

/** What the compiler says of a module in a folder beside the sources, under the project's own strictness. */
function compile(code: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "use.ts"), code);
  const options = {
    extends: "../../tsconfig.json",
    compilerOptions: {
      noEmit: true,
      rootDir: "../..",
      noUnusedLocals: false,
      isolatedDeclarations: false,
      declaration: false,
    },
    include: ["use.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  const { stdout } = spawnSync(
    process.execPath,
    [join(PROJECT, "node_modules/typescript/bin/tsc"), "--project", folder],
    { encoding: "utf8" },
  );
  return stdout;
}
