import { table } from "arquero";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import { displayData, JUPYTER_DISPLAY } from "../../../src/kernel/display/bundles.js";
import { installDisplay } from "../../../src/kernel/host/install-display.js";
import { built } from "../../tools/built.js";
import { PROJECT } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

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

/** What a script prints that can import arquero. */
async function print(script: string, environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const flags = ["--input-type=module", "--eval", script];
  const env = { ...process.env, ...environment };
  return (await succeed(process.execPath, flags, { cwd: PROJECT, env })).stdout;
}

test("display prints text where there is no notebook", async () => {
  const script = `import { display } from ${JSON.stringify(built("kernel", "host", "display.js"))};
    import { table } from "arquero";
    display(table({ id: [1] }));
    display([1, 2]);
    display(table({ id: Array.from({ length: 25 }, (_, row) => row) }), { rows: 22 });
    for (const [value, options] of [[7, { rows: 1 }], [table({}), { rows: 0 }], [7, { row: 1 }]])
      try { display(value, options); } catch ({ message }) { console.log(message); }`;
  const [first, many] = (await print(script)).split("25 rows × 1 column\n");
  expect(first).toBe("1 row × 1 column\nid\n 1\n[ 1, 2 ]\n");
  expect(many!.split("\n").slice(22)).toEqual([
    "21",
    "… 3 more rows",
    "The value to display is 7; leave the option rows out, which only tables have.",
    "The option rows of display is 0; give a whole number from 1, or Infinity for all.",
    "There is no option row of display; did you mean rows?",
    "",
  ]);
});

test("CETERIS_DISPLAY=off leaves tables as Arquero prints them, but not to display", async () => {
  const script = `import { table } from "arquero"; console.log(table({ id: [1] }));`;
  const library = pathToFileURL(built("ceteris.js")).href;
  const withUs = `import { display } from ${JSON.stringify(library)}; ${script}`;
  const off = { CETERIS_DISPLAY: "off" };
  expect(await print(withUs, off)).toBe(await print(script));
  expect(await print(`${withUs} display(table({ id: [1] }));`, off)).toContain("1 row × 1 column");
  expect(await print(withUs)).toBe("1 row × 1 column\nid\n 1\n");
});

test("two copies of ceteris display each other's values, by one notebook", async () => {
  const folder = temporaryFolder();
  built();
  cpSync(join(PROJECT, "dist"), join(folder, "dist"), { recursive: true });
  cpSync(join(PROJECT, "package.json"), join(folder, "package.json"));
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"), "junction");
  const load = (copy: string, file: string): string =>
    `await import(${JSON.stringify(pathToFileURL(join(copy, "dist", file)).href)})`;
  const script = `import { table } from "arquero";
    const first = ${load(PROJECT, "ceteris.js")};
    const second = ${load(folder, "ceteris.js")};
    const { setDisplayHost } = ${load(folder, "kernel/host/host.js")};
    const runs = table({ id: [1, 2], lr: [1, 2], loss: [1, 2] });
    console.log(runs);
    setDisplayHost({ send: ({ data, metadata }) => console.log(Object.keys(data), metadata) });
    first.display(second.plot(runs, "loss ~ lr"));
    first.display(runs);`;
  const [title, ...lines] = (await print(script)).trimEnd().split("\n");
  expect(title).toBe("2 rows × 3 columns");
  expect(lines.slice(3).join(" ").replace(/\s+/g, " ")).toMatch(
    /^\[ 'application\/vnd.vegalite.v5\+json', 'image\/png', 'text\/plain' \] \{ 'image\/png': \{ width: \d+, height: \d+ \} \} \[ 'text\/html', 'text\/plain' \] \{\}$/,
  );
});
