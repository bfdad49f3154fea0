import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toCSV, toJSON } from "../../src/frame/to-text-formats.js";
import { Index } from "../../src/index/run-index.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "polluted"];
const RUN = "000001-2026-11-21-10-00-01";

/** A root with one run: these names as params, as nested params, in rows of JSON, in a CSV header, and as final values. */
function hostileRoot(): string {
  const root = join(temporaryFolder(), "exman");
  const run = join(root, "runs", RUN);
  for (const folder of ["marked", "fails", "tmp", "index", join("runs", RUN)])
    mkdirSync(join(root, folder), { recursive: true });
  const params = NAMES.map((name, position) => `${name}: ${position}\n`).join("");
  const nested = `nested: {__proto__: {polluted: 1}, constructor: {prototype: {polluted: 1}}}\n`;
  const row = NAMES.map((name, position) => `"${name}": ${position + 10}`).join(", ");
  writeFileSync(join(run, "params.yaml"), `${params}${nested}id: 1\n`);
  writeFileSync(join(run, "statistics.jsonl"), `{"step": 0, ${row}}\n{"step": 1, ${row}}\n`);
  const header = [...NAMES.map((name) => `csv ${name}`), "__proto__"].join(",");
  const fields = [...NAMES.map((_, position) => position + 20), 30].join(",");
  writeFileSync(join(run, "metrics.csv"), `step,${header}\n0,${fields}\n`);
  writeFileSync(join(run, "result.json"), `{${row}, "__proto__": {"polluted": 1}}`);
  symlinkSync(`../runs/${RUN}/params.yaml`, join(root, "index", `${RUN}.yaml`));
  return root;
}

function propertiesOfPrototypes(): string[] {
  return [Object, Array, Function, Map].flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype),
  );
}

it("names of JavaScript's own properties are columns, and nothing is polluted", async () => {
  const before = propertiesOfPrototypes();
  const index = new Index(hostileRoot());
  const runs = await index.info();
  const long = await index.statistics();
  const record = await index.run(1);

  // A table cannot hold a column __proto__; a name that is param and statistic has the suffix _last.
  for (const [position, name] of NAMES.entries()) {
    const column = name === "__proto__" ? "__proto___param" : name;
    const cells = [column, `${name}_last`, `csv ${name}`].map((wanted) => runs.get(wanted, 0));
    expect(cells).toEqual([position, position + 10, position + 20]);
    expect(Object.entries(record.params)).toContainEqual([name, position]);
    expect(Object.keys(record.statistics)).toContain(name);
  }
  expect(runs.get("nested.__proto__.polluted", 0)).toBe(1);
  expect(runs.get("nested.constructor.prototype.polluted", 0)).toBe(1);
  expect(new Set(long.array("name") as string[])).toEqual(
    new Set([...NAMES, ...NAMES.map((name) => `csv ${name}`)]),
  );
  expect((await index.statistics(["__proto__"])).array("value")).toEqual(
    expect.arrayContaining([10]),
  );

  for (const text of [toCSV(runs), toJSON(runs), await index.types()])
    for (const name of NAMES) expect(text).toContain(name);

  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(propertiesOfPrototypes()).toEqual(before);
});
