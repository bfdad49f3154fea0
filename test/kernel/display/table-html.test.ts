import { table } from "arquero";
import { describe, expect, test } from "vitest";
import { withFacts } from "../../../src/frame/run-facts.js";
import { tableHtml } from "../../../src/kernel/display/table-html.js";

const ATTACK = `<img src=x onerror="alert(1)">'&`;

test("escapes every value, name and level", () => {
  const html = tableHtml(
    table({
      [ATTACK]: [ATTACK, ATTACK],
      list: [[ATTACK], [1]],
      object: [{ [ATTACK]: ATTACK }, null],
    }),
  );
  expect(html).not.toContain("<img");
  expect(html).not.toMatch(/title="[^"]*"alert/);
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;");
});

test("shows 20 rows of many with the true count, and more where they are asked for", () => {
  const many = table({ id: Array.from({ length: 149 }, (_, row) => row) });
  expect(tableHtml(many).match(/<td/g)).toHaveLength(20);
  expect(tableHtml(many)).toContain("first 20 of 149 rows × 1 column");
  expect(tableHtml(many, 50).match(/<td/g)).toHaveLength(50);
  expect(tableHtml(many, Infinity)).toContain(">149 rows × 1 column");
});

test("a column of bigints says so, keeps its digits, and is aligned as numbers are", () => {
  const html = tableHtml(table({ n: [2n ** 53n + 1n, 2n ** 53n + 3n], mixed: [1, 2n] }));
  const [, big, mixed] = html.split(/<th(?=[ >])/);
  expect(big).toMatch(/^ class="ceteris-number"/);
  expect(textIn(big)).toEqual(
    expect.arrayContaining(["bigint", "9007199254740993 – 9007199254740995"]),
  );
  expect(textIn(mixed)).toContain("number");
});

describe("a table of runs", () => {
  const facts = { params: [], statistics: new Map(), histories: new Map() };
  const ids = [1, 2, 3];
  const columns = {
    id: ids,
    time: ids.map((id) => new Date(id)),
    root: ids.map((id) => `/runs/${id}`),
    name: ["first", null, null],
    status: ids.map(() => "completed"),
    lr: [0.1, 0.2, 0.3],
    note: [null, null, null],
    layers: ids.map(() => [64, 32]),
    loss: [3, 2, 1],
  };
  const runs = withFacts(table(columns), facts);
  const names = (html: string): string[] =>
    html
      .split(/<th(?=[ >])/)
      .slice(1)
      .map((header) => textIn(header)[0]!);
  const notes = (html: string): string[] => textIn(html.slice(html.indexOf("</table>")));

  test("begins with what tells runs apart, and says the rest below", () => {
    const html = tableHtml(runs);
    expect(names(html)).toEqual(["id", "lr", "loss", "time", "root", "name"]);
    expect(notes(html)).toEqual([
      "3 rows × 9 columns",
      "constant: status completed, layers [64, 32]",
      "empty: note",
    ]);
  });

  test("has the code that they ran from last, whose digests say little to a reader", () => {
    const digests = ["a", "b", "c"].map((digit) => digit.repeat(40));
    const { id: _id, ...rest } = columns;
    const code = { commit: digests, dirty: [true, false, true] };
    const recorded = (environment: readonly unknown[]): string[] =>
      names(tableHtml(withFacts(table({ id: ids, ...code, environment, ...rest }), facts)));
    const others = ["lr", "loss", "time", "root", "name"];
    expect(recorded(digests)).toEqual(["id", ...others, "commit", "dirty", "environment"]);
    expect(recorded(["x", "y", "z"])).toEqual(["id", "environment", ...others, "commit", "dirty"]);
    const same = ids.map(() => digests[0]!);
    const html = tableHtml(withFacts(table({ id: ids, commit: same, ...rest }), facts));
    expect(notes(html)[1]).toBe(
      `constant: status completed, layers [64, 32], commit ${digests[0]}`,
    );
  });

  test("stays as it is with few columns, with one row, and where it is no table of runs", () => {
    const few = ["id", "root", "status"];
    expect(names(tableHtml(runs.select(few)))).toEqual(few);
    for (const whole of [runs.slice(0, 1), table(columns)])
      expect(names(tableHtml(whole))).toEqual(Object.keys(columns));
  });
});

test("a header tells the type, the distribution over all rows, and what is missing", () => {
  const optimizer = ["adam", "sgd", "adam", null];
  const html = tableHtml(table({ optimizer, lr: [0.001, 0.01, 0.001, Number.NaN] }));
  const [, first, second] = html.split(/<th(?=[ >])/);
  expect(textIn(first)).toEqual(["optimizer", "string", "adam ×2", "sgd ×1", "1 missing"]);
  expect(textIn(second)).toContain("0.001 – 0.01");
  expect(second!.match(/<rect/g)).toHaveLength(2);
});

test("levels are not listed where every value is another", () => {
  expect(tableHtml(table({ name: ["a", "b"] }))).toContain("2 distinct");
});

test("paths are shown without the folder they share, and in full on the cell", () => {
  const html = tableHtml(table({ root: ["/data/exman/runs/000001", "/data/exman/fails/000002"] }));
  expect(html).toContain('title="/data/exman/fails/000002">…/fails/000002</td>');
});

test("a column of numbers is aligned to the right, and rounds without hiding the value", () => {
  expect(tableHtml(table({ loss: [0.123456789] }))).toContain(
    '<td class="ceteris-number" title="0.123456789">0.123457</td>',
  );
});

test("long lists and texts are cut, so that a notebook stays small", () => {
  const list = Array.from({ length: 10_000 }, (_, i) => i / 3);
  const html = tableHtml(table({ list: [list], text: ["x".repeat(100_000)] }));
  expect(html.length).toBeLessThan(10_000);
  expect(html).toContain(`>${"x".repeat(79)}…</td>`);
});

test("leaves out columns beyond 60, and names them", () => {
  const wide = table(Object.fromEntries(Array.from({ length: 62 }, (_, i) => [`p${i}`, [i]])));
  const html = tableHtml(wide);
  expect(html.match(/<td/g)).toHaveLength(60);
  expect(html).toContain("1 row × 62 columns; not shown: p60, p61");
});

test("tables without rows, without columns, and with infinite numbers are displayed", () => {
  expect(tableHtml(table({ id: [] }))).toContain("0 rows × 1 column");
  expect(tableHtml(table({}))).toContain("0 rows × 0 columns");
  expect(tableHtml(table({ x: [Infinity, -Infinity, 1] }))).toContain("-Infinity – Infinity");
});

function textIn(html: string | undefined): string[] {
  return `<th${html}`
    .replace(/<[^>]*>/g, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
}
