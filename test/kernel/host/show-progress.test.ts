import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addRuns, makeRoot, range } from "../../tools/many-runs.js";
import {
  bundles,
  executeNotebook,
  jupyterEnvironment,
  KERNEL,
  textOf,
  writeNotebook,
} from "../../tools/notebook.js";
import { installTestKernel, linkPackages } from "../../tools/notebook-workspace.js";
import { PYTHON } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

/** Reading so many takes long enough to be shown, and so few does not. */
const MANY = 6000;
const FEW = 20;

const folder = newFolder();
const root = (name: string): string => join(folder, name);
const load = (name: string): string =>
  `await new Index(${JSON.stringify(root(name))}, { cache: false }).info()`;
const CELLS = [
  `import { Index } from "ceteris"; console.log("before"); ${load("many")}`,
  load("few"),
  load("many"),
];

let dataFolder: string;
beforeAll(() => {
  linkPackages(folder);
  dataFolder = installTestKernel(folder);
  addRuns(makeRoot(root("many")), range(1, MANY), 10);
  addRuns(makeRoot(root("few")), range(1, FEW));
}, 60_000);
afterAll(() => removeFolder(folder));

/** What a kernel publishes for a cell, as far as it is looked at here. */
interface Message {
  readonly type: string;
  readonly content: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly transient: { readonly display_id?: string };
  };
}

/** What each cell displays and updates, from a real tslab kernel. */
async function displaysOf(cells: readonly string[]): Promise<Message[][]> {
  const program = join(import.meta.dirname, "../programs/record-messages.py");
  const args = [program, KERNEL, join(folder, "notebooks"), JSON.stringify(cells)];
  const { stdout } = await succeed(PYTHON, args, { env: jupyterEnvironment(dataFolder) });
  const published = JSON.parse(stdout) as Message[][];
  return published.map((messages) => messages.filter(({ type }) => /display_data/.test(type)));
}

test(
  "a long load is one line that is replaced, before the table; a quick one says nothing",
  { timeout: 90_000 },
  async () => {
    const [first, quick, second] = (await displaysOf(CELLS)) as [Message[], Message[], Message[]];
    expect(quick.map(({ content }) => Object.keys(content.data))).toEqual([
      ["text/html", "text/plain"],
    ]);
    for (const displays of [first, second]) {
      const lines = displays.slice(0, -1);
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.map(({ type }) => type)).toEqual([
        "display_data",
        ...lines.slice(1).map(() => "update_display_data"),
      ]);
      expect(idsOf(lines).size).toBe(1);
      const texts = lines.map(({ content }) => String(content.data["text/plain"]));
      const counts = texts.slice(0, -1).map(doneOf);
      expect(counts).toEqual(counts.toSorted((a, b) => a - b));
      expect(counts.every((done) => done <= MANY)).toBe(true);
      expect(texts.at(-1)).toBe(`${MANY} runs read`);
      expect(displays.at(-1)!.content.data).toHaveProperty("text/html");
    }
    expect(idsOf([...first, ...second].filter(isLine)).size).toBe(2);
  },
);

test(
  "the stored notebook keeps one line of a long load beside the cell's other outputs",
  { timeout: 90_000 },
  async () => {
    const file = join(folder, "notebooks", "progress.ipynb");
    writeNotebook(file, CELLS);
    const { cells } = await executeNotebook(file, dataFolder);
    const outputs = cells.map(({ outputs: all = [] }) => all.map(({ output_type }) => output_type));
    expect(outputs).toEqual([
      ["stream", "display_data", "display_data"],
      ["display_data"],
      ["display_data", "display_data"],
    ]);
    const texts = cells.map((cell) => bundles(cell).map((bundle) => textOf(bundle["text/plain"])));
    const table = (rows: number): unknown => expect.stringMatching(new RegExp(`\\b${rows} rows`));
    expect(texts).toEqual([
      [`${MANY} runs read`, table(MANY)],
      [table(FEW)],
      [`${MANY} runs read`, table(MANY)],
    ]);
  },
);

test(
  "every load has a line of its own, also after one that was ended, which says so",
  { timeout: 90_000 },
  async () => {
    const [ended, later, two] = (await displaysOf([
      `import { Index } from "ceteris";
const index = new Index(${JSON.stringify(root("many"))}, { cache: false });
await index.info(undefined, { signal: AbortSignal.timeout(300) }).catch(() => null);
await index.refresh(); 0`,
      load("many"),
      `await Promise.all([1, 2].map(async () => ${load("many")})); 0`,
    ])) as [Message[], Message[], Message[]];
    expect(idsOf(ended).size).toBe(1);
    const stopped = expect.stringMatching(new RegExp(`^reading stopped: \\d+ of ${MANY} runs$`));
    expect(lastTexts(ended.filter(isLine))).toEqual([stopped]);
    const lines = later.filter(isLine);
    expect(idsOf([...ended, ...lines]).size).toBe(2);
    expect(lines[0]!.type).toBe("display_data");
    expect(lastTexts(lines)).toEqual([`${MANY} runs read`]);
    expect(lastTexts(two)).toEqual([`${MANY} runs read`, `${MANY} runs read`]);
  },
);

/** What each line says last. */
function lastTexts(lines: readonly Message[]): unknown[] {
  const last = new Map(
    lines.map(({ content }) => [content.transient.display_id, content.data["text/plain"]]),
  );
  return [...last.values()];
}

function isLine({ content }: Message): boolean {
  return content.transient.display_id !== undefined;
}

function idsOf(messages: readonly Message[]): Set<string | undefined> {
  return new Set(messages.map(({ content }) => content.transient.display_id));
}

/** How many runs a line says to be read; NaN for any other text. */
function doneOf(text: string): number {
  const [, done, percent] = new RegExp(`^reading runs: (\\d+) of ${MANY} \\((\\d+) %\\)$`).exec(
    text,
  ) ?? ["", "NaN", ""];
  return Math.floor((100 * Number(done)) / MANY) === Number(percent) ? Number(done) : Number.NaN;
}
