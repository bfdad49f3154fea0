import { table } from "arquero";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { displayData, JUPYTER_DISPLAY } from "../../../src/kernel/display/bundles.js";
import { installDisplay } from "../../../src/kernel/display/install-display.js";
import { built } from "../../tools/built.js";
import { PROJECT } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";

installDisplay();
installDisplay(); // the package may be loaded by import and by require

const runs = table({ id: [1, 2], optimizer: ["adam", "sgd"] });

test("a table prints as an aligned table, and in one line inside other values", () => {
  expect(inspect(runs)).toBe("2 rows × 2 columns\nid  optimizer\n 1  adam\n 2  sgd");
  expect(inspect({ runs })).toBe("{ runs: Table (2 rows × 2 columns) }");
});

test("a table answers Deno's question for its MIME bundle", () => {
  const bundle = Reflect.get(runs, JUPYTER_DISPLAY).call(runs) as Record<string, string>;
  expect(Object.keys(bundle)).toEqual(["text/html", "text/plain"]);
  expect(bundle["text/plain"]).toBe(inspect(runs));
});

test("installing leaves the keys of a table as they were", () => {
  expect(Object.keys(runs)).not.toContain("Symbol(Jupyter.display)");
  expect([...runs]).toEqual([
    { id: 1, optimizer: "adam" },
    { id: 2, optimizer: "sgd" },
  ]);
});

test("another library's value is displayed as it says, and gets a text", () => {
  const foreign = { [JUPYTER_DISPLAY]: () => ({ "text/html": "<b>x</b>" }) };
  expect(displayData(foreign).data).toMatchObject({
    "text/html": "<b>x</b>",
    "text/plain": expect.any(String),
  });
});

test("display prints text where there is no notebook", async () => {
  const script = `import { display } from ${JSON.stringify(built("kernel", "display", "display.js"))};
    import { table } from "arquero";
    display(table({ id: [1] }));
    display([1, 2]);`;
  const flags = ["--input-type=module", "--eval", script];
  const { stdout } = await succeed(process.execPath, flags, { cwd: PROJECT });
  expect(stdout).toBe("1 row × 1 column\nid\n 1\n[ 1, 2 ]\n");
});
