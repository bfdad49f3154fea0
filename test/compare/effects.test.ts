import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { grid, rowsTable } from "./runs.js";

describe("crossed factors", () => {
  it("have a row for every main effect and interaction, and a column that names it", () => {
    const { contrasts, tests, design } = compare(rowsTable(grid), "acc ~ a * b");
    expect(contrasts.columnNames().slice(0, 5)).toEqual([
      "response",
      "term",
      "level",
      "control",
      "n",
    ]);
    expect(contrasts.array("term")).toEqual(["a", "b", "b", "a:b", "a:b"]);
    expect(contrasts.array("level")).toEqual(["v", 2, 3, "v, 2", "v, 3"]);
    expect(contrasts.array("control")).toEqual(["u", 1, 1, "u, 1", "u, 1"]);
    expect(contrasts.array("paired")).toEqual(Array(5).fill(true));
    expect(contrasts.array("n")).toEqual(Array(5).fill(4));
    expect(tests.array("term")).toEqual(["a", "b", "a:b"]);
    expect(design.terms.map(({ factors, within }) => [factors, within])).toEqual([
      [[0], []],
      [[1], []],
      [[0, 1], []],
    ]);
  });

  it("flip signs over the seeds where every seed has all cells", () => {
    const { differences } = compare(rowsTable(grid), "acc ~ a * b");
    // Four blocks that agree: 2 of 2^4 choices of signs.
    expect(differences[0]!.pExact).toBeCloseTo(0.125, 12);
    expect(differences[0]!.pSmallest).toBeCloseTo(0.125, 12);
    const incomplete = grid.filter(({ a, b, seed }) => !(a === "u" && b === 1 && seed === 0));
    const [main] = compare(rowsTable(incomplete), "acc ~ a * b").differences;
    expect(main!.paired).toBe(true);
    expect(main!.pExact).toBeNaN();
  });

  it("may not lack a combination: the error lists what is missing and what to do", () => {
    const rows = grid.filter(({ a, b }) => !(a === "v" && b > 1));
    expect(() => compare(rowsTable(rows), "acc ~ a * b")).toThrow(
      "There is no finished run of a and b at v, 2; v, 3, so effects cannot be averaged over all combinations; compare within each level ('a + b'), or filter such levels away (where).",
    );
    expect(compare(rowsTable(rows), "acc ~ a + b").differences).toHaveLength(1);
  });

  it("are compared within the levels of a factor that is not crossed", () => {
    const rows = [0, 1].flatMap((c) => grid.map((row) => ({ ...row, c, acc: row.acc + c })));
    const { contrasts, design } = compare(rowsTable(rows), "acc ~ a * b + c");
    expect(contrasts.columnNames().slice(0, 5)).toEqual([
      "response",
      "term",
      "c",
      "level",
      "control",
    ]);
    expect(contrasts.array("c")).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(design.terms[0]!.within).toEqual([2]);
  });

  it("see a param that changes together with the second factor", () => {
    const rows = grid.map((row) => ({ ...row, depth: row.b * 2 }));
    expect(() => compare(rowsTable(rows), "acc ~ a * b")).toThrow(
      "depth changes together with a or b, so a difference could come from either",
    );
    expect(compare(rowsTable(rows), "acc ~ a + b").differences).toHaveLength(3);
  });

  it("are averaged over a hidden factor in every cell alike", () => {
    const rows = [1, 2].flatMap((lr) => grid.map((row) => ({ ...row, lr, acc: row.acc * lr })));
    const { differences, design } = compare(rowsTable(rows), "acc ~ a * b", { over: "mean" });
    const [main] = compare(rowsTable(grid), "acc ~ a * b").differences;
    expect(differences[0]!.difference).toBeCloseTo(main!.difference * 1.5, 12);
    expect(design.averagedOver).toEqual(["mean over lr (1, 2), equal weights"]);
  });

  it("refuse to pair where seeds are not shared", () => {
    const apart = grid.map((row, seed) => ({ ...row, seed }));
    for (const formula of ["acc ~ a * b", "acc ~ ."])
      expect(() => compare(rowsTable(apart), formula, { paired: true })).toThrow(
        "The effects cannot be told within seeds",
      );
    const { design } = compare(rowsTable(apart), "acc ~ a * b");
    expect([design.paired, design.block]).toEqual([false, "seed"]);
  });

  it("have all pairs of levels where these are asked for, and pairs of pairs", () => {
    const { differences } = compare(rowsTable(grid), "acc ~ a * b", { contrasts: "pairs" });
    expect(differences.map(({ term, level, control }) => [term, level, control])).toEqual([
      ["a", "v", "u"],
      ["b", 2, 1],
      ["b", 3, 1],
      ["b", 3, 2],
      ["a:b", "v, 2", "u, 1"],
      ["a:b", "v, 3", "u, 1"],
      ["a:b", "v, 3", "u, 2"],
    ]);
  });

  it("count as incomplete where a level has no result in a facet", () => {
    const rows = [0, 1].flatMap((task) =>
      grid
        .filter(({ b }) => task === 0 || b < 3)
        .map((row) => ({ ...row, task, acc: row.acc + task })),
    );
    const { warnings, verdict } = compare(rowsTable(rows), "acc ~ a * b | task", { margin: 100 });
    expect(warnings).toContain(
      "There is no finished run of 3 at task 1, so contrasts are missing.",
    );
    expect(verdict).not.toBe("no difference larger than the margin");
  });
});

describe("nested factors", () => {
  const rows = [
    ["conv", "small"],
    ["conv", "big"],
    ["mlp", "flat"],
    ["mlp", "deep"],
    ["mlp", "wide"],
  ].flatMap(([model, kind], i) =>
    [0, 1, 2].map((seed) => ({ model, kind, seed, acc: i * i + seed + ((i + seed) % 3) / 5 })),
  );

  it("compare their levels within the outer factor, each place with its own control", () => {
    const { contrasts, design } = compare(rowsTable(rows), "acc ~ model / kind");
    expect(contrasts.columnNames().slice(0, 5)).toEqual([
      "response",
      "term",
      "model",
      "level",
      "control",
    ]);
    expect(contrasts.array("term")).toEqual(["model", ...Array(3).fill("kind within model")]);
    expect(contrasts.array("model")).toEqual([null, "conv", "mlp", "mlp"]);
    expect(contrasts.array("level")).toEqual(["mlp", "small", "flat", "wide"]);
    expect(contrasts.array("control")).toEqual(["conv", "big", "deep", "deep"]);
    expect(design.terms.map(({ within }) => within)).toEqual([[], [0]]);
  });
});

describe("factors nested twice, or nested and crossed", () => {
  const rows = ["p", "q"].flatMap((a, i) =>
    [0, 1].flatMap((b) =>
      ["x", "y"].flatMap((c, k) =>
        [0, 1, 2].map((seed) => ({
          a,
          b: `${a}${b}`,
          c,
          seed,
          acc: 8 * i + 4 * b * (i + 1) + 2 * k * (b + 1) + seed + ((i + b + k + seed) % 2) / 8,
        })),
      ),
    ),
  );
  /** The mean of the cells that a prefix of `a`, `b` and `c` names. */
  const meanAt = (place: object): number => {
    const here = rows.filter((row) =>
      Object.entries(place).every(([name, level]) => row[name as "a"] === level),
    );
    return here.reduce((sum, { acc }) => sum + acc, 0) / here.length;
  };

  it("compare each within all that are around it", () => {
    const { differences } = compare(rowsTable(rows), "acc ~ a / b / c");
    expect(differences.map(({ term, within, level }) => [term, ...within, level])).toEqual([
      ["a", "q"],
      ["b within a", "p", "p1"],
      ["b within a", "q", "q1"],
      ["c within a:b", "p", "p0", "y"],
      ["c within a:b", "p", "p1", "y"],
      ["c within a:b", "q", "q0", "y"],
      ["c within a:b", "q", "q1", "y"],
    ]);
    const [a, b] = differences;
    expect(a!.difference).toBeCloseTo(meanAt({ a: "q" }) - meanAt({ a: "p" }), 12);
    expect(b!.difference).toBeCloseTo(meanAt({ b: "p1" }) - meanAt({ b: "p0" }), 12);
  });

  it("cross the nested factor too", () => {
    const { differences, omnibus } = compare(rowsTable(rows), "acc ~ a / b * c");
    expect(omnibus.map(({ term, within }) => [term, ...within])).toEqual([
      ["a"],
      ["c"],
      ["b within a", "p"],
      ["b within a", "q"],
      ["a:c"],
      ["c:b within a", "p"],
      ["c:b within a", "q"],
    ]);
    const last = differences.at(-1)!;
    expect([last.level, last.control]).toEqual(["y, q1", "x, q0"]);
    const simple = (b: string): number => meanAt({ b, c: "y" }) - meanAt({ b, c: "x" });
    expect(last.difference).toBeCloseTo(simple("q1") - simple("q0"), 12);
  });

  it("have no place beside every param", () => {
    expect(() => compare(rowsTable(rows), "acc ~ a / b + .")).toThrow(
      'The effects of "." add up, which those of a nested factor do not',
    );
  });
});

describe("every param", () => {
  it("compares each with its first level, and says which numbers enter as a line", () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      arm: ["x", "y"][i % 2],
      width: 2 ** ((i % 13) + 1),
      seed: i % 4,
      acc: (i % 2) + ((i % 13) + 1) / 4 + (i % 5) / 10,
    }));
    const { contrasts, tests, design, warnings } = compare(rowsTable(rows), "acc ~ .");
    expect(contrasts.array("term")).toEqual(["arm"]);
    expect(tests.array("term")).toEqual(["arm", "width"]);
    expect(tests.array("df")).toEqual([1, 1]);
    expect(design.additive).toBe(true);
    expect(design.notes).toEqual([
      "Not every seed has every setting, so the effects are taken to be the same in every seed; where they are not, these tests find too much.",
      "width has 13 levels and enters the model as a line in its logarithm: it has a test and an importance, but no contrasts.",
    ]);
    expect(warnings).toEqual([]);
  });

  it("says where runs are too few for all effects", () => {
    const rows = [0, 1].flatMap((task) =>
      grid
        .filter(({ seed }) => task === 0 || seed === 0)
        .map((row, i) => ({ ...row, task, tag: `t${(i * 5) % (task === 0 ? 4 : 6)}` })),
    );
    const { warnings, differences } = compare(rowsTable(rows), "acc ~ . | task");
    expect(warnings).toContain(
      'The 6 runs at 1 are too few for the 8 effects that "." asks for in acc; take params away, as in . - name.',
    );
    expect(new Set(differences.map(({ facets }) => facets[0]))).toEqual(new Set([0]));
  });

  it("leaves out what was taken away, and keeps a crossing", () => {
    const rows = [0, 1].flatMap((depth) =>
      grid.map((row) => ({ ...row, depth, host: `node${(row.seed + depth) % 2}` })),
    );
    const { tests, contrasts, warnings } = compare(rowsTable(rows), "acc ~ a * b + . - host");
    expect(tests.array("term")).toEqual(["a", "b", "depth", "a:b"]);
    expect(contrasts.array("term")).toEqual(["a", "b", "b", "depth", "a:b", "a:b"]);
    expect(warnings).toContain("host may vary, and was ignored.");
  });
});

describe("runs that say little", () => {
  it.each(["acc ~ a * b", "acc ~ a / b", "acc ~ ."])("constant responses: %s", (formula) => {
    const rows = grid.map((row) => ({ ...row, acc: 1 }));
    const { differences, verdict } = compare(rowsTable(rows), formula);
    expect(differences.every(({ difference }) => Math.abs(difference) < 1e-12)).toBe(true);
    expect(differences.every(({ p, lower }) => Number.isNaN(p) && Number.isNaN(lower))).toBe(true);
    expect(verdict).toBe("cannot conclude");
  });

  it.each(["acc ~ a * b", "acc ~ a / b", "acc ~ ."])("one seed: %s", (formula) => {
    const rows = grid.filter(({ seed }) => seed === 0);
    const { differences } = compare(rowsTable(rows), formula);
    expect(differences.length).toBeGreaterThan(0);
    expect(differences.every(({ paired }) => !paired)).toBe(true);
  });

  it("a level in which every run failed", () => {
    const rows = grid.map((row) => ({ ...row, status: row.a === "v" ? "failed" : "completed" }));
    for (const formula of ["acc ~ a * b", "acc ~ a + b", "acc ~ ."]) {
      const { warnings, differences } = compare(rowsTable(rows), formula);
      expect(differences.every(({ level }) => level !== "v")).toBe(true);
      expect(warnings.join()).toContain(formula === "acc ~ ." ? "" : "no finished run of v");
    }
  });

  it("levels of mixed types", () => {
    const rows = grid.map((row) => ({ ...row, b: [null, "2", 2][row.b - 1] }));
    const { differences } = compare(rowsTable(rows), "acc ~ a * b");
    expect(differences.map(({ level }) => level)).toEqual(["v", "2", null, "v, 2", "v, none"]);
    expect(differences[1]!.control).toBe(2);
  });
});
