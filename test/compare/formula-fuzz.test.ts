import {
  array,
  assert,
  constantFrom,
  double,
  integer,
  oneof,
  option,
  property,
  record,
  string,
  tuple,
  uniqueArray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { FormulaError } from "../../src/compare/formula-error.js";
import { parseFormula, type Formula } from "../../src/compare/formula.js";
import { parseCondition } from "../../src/compare/where.js";

/**
 * How long random texts are tried, in minutes: `CETERIS_FUZZ_MINUTES=10 npx vitest run test/compare/formula-fuzz.test.ts`.
 * Without it a fixed count with a fixed seed.
 */
const MINUTES = Number(process.env["CETERIS_FUZZ_MINUTES"] ?? 0);
const SEED = 20261121;

/** What an error of a parser has to be; undefined for none. */
function complaint(parse: (text: string) => unknown, text: string): string | undefined {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof FormulaError)) return `${JSON.stringify(text)}: ${String(error)}`;
    const isWithin = error.position >= 0 && error.position <= text.length;
    return isWithin ? undefined : `${JSON.stringify(text)}: position ${error.position}`;
  }
}

const plainName = constantFrom(
  "acc",
  "val_loss",
  "lr",
  "größe",
  "model.depth",
  "in",
  "C",
  "log",
  "min",
);
const quotedName = string({ unit: "grapheme", minLength: 1, maxLength: 6 })
  .filter((name) => !name.includes("`"))
  .map((name) => `\`of ${name}\``);
const name = oneof({ weight: 4, arbitrary: plainName }, { weight: 1, arbitrary: quotedName });
const number = oneof(
  integer({ min: 0, max: 1000 }).map(String),
  double({ min: 1e-9, max: 1e9, noNaN: true }).map(String),
);
const space = constantFrom("", "", " ", "  ", "\n", "\t", "\u00A0");

const unquoted = (text: string): string => text.replaceAll("`", "");

/** A piece of a formula, and what the parser has to make of it. */
interface Piece {
  readonly text: string;
  readonly means: unknown;
}

const reduction: Arbitrary<Piece> = oneof(
  tuple(constantFrom("last", "final", "first", "min", "max", "median", "auc"), name).map(
    ([reducer, statistic]): Piece => ({
      text: `${reducer}(${statistic})`,
      means: { statistic: unquoted(statistic), method: { reducer } },
    }),
  ),
  tuple(name, integer({ min: 1, max: 100 })).map(([statistic, percent]): Piece => ({
    text: `mean(${statistic}, tail=${percent / 100})`,
    means: { statistic: unquoted(statistic), method: { reducer: "mean", tail: percent / 100 } },
  })),
  tuple(name, number).map(([statistic, step]): Piece => ({
    text: `at(${statistic}, step=-${step})`,
    means: { statistic: unquoted(statistic), method: { reducer: "at", step: -Number(step) } },
  })),
  tuple(name, constantFrom(">=", ">", "<=", "<"), number).map(
    ([statistic, order, threshold]): Piece => ({
      text: `stepsTo(${statistic}${order}${threshold})`,
      means: {
        statistic: unquoted(statistic),
        method: { reducer: "stepsTo", order, threshold: Number(threshold) },
      },
    }),
  ),
);

const response: Arbitrary<Piece> = tuple(
  oneof(
    name.map((text): Piece => ({ text, means: { name: unquoted(text) } })),
    reduction,
    tuple(name, constantFrom("+", "-", "*", "/", "%"), number).map(
      ([one, operator, other]): Piece => ({
        text: `{${one === "in" ? "`in`" : one} ${operator} ${other}}`,
        means: { operator, left: { name: unquoted(one) }, right: { value: Number(other) } },
      }),
    ),
  ),
  option(constantFrom("log", "log2", "log10", "logit")),
).map(([{ text, means }, transform]) => ({
  text: transform === null ? text : `${transform}(${text})`,
  means: { transform: transform ?? undefined, expression: means },
}));

const factorOf = (column: string): Arbitrary<Piece> =>
  oneof(
    constantFrom({ text: column, means: unquoted(column) }),
    constantFrom("C", "log", "log2", "log10").map((callee): Piece => ({
      text: `${callee}(${column})`,
      means: `${callee}(${unquoted(column)})`,
    })),
    integer({ min: 2, max: 100 }).map((bins): Piece => ({
      text: `bin(${column},${bins})`,
      means: `bin(${unquoted(column)}, ${bins})`,
    })),
  );

/** Factors in groups: `a`, `b*c`, `d/e`, `f:g`. */
const rightSide = uniqueArray(name, { minLength: 1, maxLength: 7, selector: unquoted })
  .chain((columns) =>
    tuple(
      tuple(...columns.map(factorOf)),
      tuple(...columns.map(() => constantFrom("+", "+", "*", "/", ":"))),
    ),
  )
  .map(([factors, operators]): Piece & { readonly facet: Piece } => {
    const [facet, first, ...rest] = [{ text: "facet", means: "facet" }, ...factors] as Piece[];
    const pairs: { text: string; means: string[] }[] = [
      { text: first!.text, means: [String(first!.means)] },
    ];
    let isOpen = true;
    for (const [position, factor] of rest.entries()) {
      const operator: string = isOpen ? operators[position]! : "+";
      isOpen = operator === "+";
      const last = pairs.at(-1)!;
      const means = String(factor.means);
      if (operator === "+") pairs.push({ text: factor.text, means: [means] });
      else {
        last.text += operator + factor.text;
        last.means = operator === ":" ? [`${last.means[0]}:${means}`] : [...last.means, means];
      }
    }
    return {
      text: pairs.map(({ text }) => text).join(" + "),
      means: pairs.flatMap(({ means }) => means),
      facet: facet!,
    };
  });

const formula = record({
  responses: uniqueArray(response, { minLength: 1, maxLength: 3, selector: ({ text }) => text }),
  right: rightSide,
  hasFacet: constantFrom(true, false),
  gap: space,
});

type Shape = Pick<Formula, "responses" | "factors" | "facets">;

function checkRoundTrip({
  responses,
  right,
  hasFacet,
  gap,
}: {
  readonly responses: readonly Piece[];
  readonly right: Piece & { readonly facet: Piece };
  readonly hasFacet: boolean;
  readonly gap: string;
}): void {
  const left = responses.map(({ text }) => text).join(`${gap}+${gap}`);
  const facet = hasFacet ? `${gap}|${gap}${right.facet.text}` : "";
  const parsed: Shape = parseFormula(`${gap}${left}${gap}~${gap}${right.text}${facet}${gap}`);
  expect(parsed.responses).toMatchObject(responses.map(({ means }) => means) as object[]);
  expect(parsed.factors.map((term) => term.name)).toEqual(right.means);
  expect(parsed.facets.map((term) => term.name)).toEqual(hasFacet ? ["facet"] : []);
}

const token = constantFrom(
  ..."acc lr ~ + - * / % : | || && ( ) [ ] { } , . .. = == != < <= > >= ! in min max mean at auc".split(
    " ",
  ),
  ..."tail= step= best= stepsTo( (1| C( bin( log( log10( logit( sqrt( 1 0.5 1e9 .5 1e999 ` ' \" \\".split(
    " ",
  ),
  " ",
  "\n",
  "`a b`",
  "'x'",
  "\u{1F600}",
  "\u0000",
  "\uD800",
  "\u202E",
  "é",
);
const soup = oneof(
  array(token, { maxLength: 40 }).map((parts) => parts.join("")),
  string({ unit: "binary", maxLength: 40 }),
  string({ maxLength: 40 }),
  formula.map(({ responses, right }) => `${responses[0]!.text}~${right.text}`),
  // a sound formula with a piece cut out and another put in
  tuple(formula, integer({ min: 0, max: 60 }), integer({ min: 0, max: 9 }), token).map(
    ([{ responses, right }, start, count, piece]) => {
      const text = `${responses[0]!.text} ~ ${right.text} | facet`;
      return text.slice(0, start) + piece + text.slice(start + count);
    },
  ),
);

describe("the formula language", () => {
  it("reads back whatever its grammar writes", () => {
    assert(property(formula, checkRoundTrip), { numRuns: 500, seed: SEED });
  });

  it(
    "answers any text with a formula or a place within it",
    () => {
      const end = performance.now() + MINUTES * 60_000;
      const check = property(soup, (text) => {
        expect(complaint(parseFormula, text)).toBeUndefined();
        expect(complaint(parseCondition, text)).toBeUndefined();
      });
      let tried = 0;
      do {
        assert(check, { numRuns: 3000, seed: SEED + tried });
        if (MINUTES > 0)
          assert(property(formula, checkRoundTrip), { numRuns: 300, seed: SEED + tried });
        tried += 3000;
      } while (performance.now() < end);
      if (MINUTES > 0) process.stderr.write(`${tried} texts, ${tried / 10} formulas read back\n`);
    },
    20_000 + MINUTES * 70_000,
  );

  const long = 100_000;
  const repeat = (piece: string): string => piece.repeat(Math.ceil(long / piece.length));
  const numbered = (piece: (index: number) => string): string =>
    Array.from({ length: long / 10 }, (_, index) => piece(index)).join("");
  it.each<[string, string]>([
    ...Array.from("([{!-`'\"~|+*/:.,=<\\ \n9a").map((one): [string, string] => [one, repeat(one)]),
    ["brackets", `${"(".repeat(long / 2)}a${")".repeat(long / 2)}`],
    ["braces", `{${"(".repeat(long / 2)}a${")".repeat(long / 2)}} ~ a`],
    ["functions", `{${repeat("abs(")}a`],
    ["sums", `{ a${repeat(" + a")} } ~ b`],
    ["nested sums", `{${repeat("(a + a + a + a + ")}`],
    ["sums in front", `{${"(".repeat(150)}a${repeat("+a+a+a)")}`],
    ["factors", `y ~ a${numbered((index) => ` + a${index}`)}`],
    ["crossings", `y ~ a${numbered((index) => `*a${index}`)}`],
    ["composites", `y ~ a${numbered((index) => `:a${index} + b`)}`],
    ["blocks", `y ~ a${numbered((index) => `+(1|b${index})`)}`],
    ["removals", `y ~ .${numbered((index) => ` - b${index}`)}`],
    ["facets", `y ~ a | b${numbered((index) => ` + b${index}`)}`],
    ["responses", `y${numbered((index) => ` + min(y${index})`)} ~ a`],
    ["a long name", `${"a".repeat(long)} ~ b`],
    ["an unknown function", `${"a".repeat(long)}(b) ~ b`],
    ["escapes", `'${"\\'".repeat(long / 2)}`],
    ["quotes", `y ~ ${repeat("`a`")}`],
    ["signs", `{${repeat("- ")}a} ~ b`],
    ["digits", `stepsTo(a > ${"9".repeat(long)}) ~ b`],
    ["a list", `[${repeat("1,")}1]`],
  ])("takes a hundred kilobytes of %s in its stride", (_, text) => {
    const start = performance.now();
    expect(complaint(parseFormula, text)).toBeUndefined();
    expect(complaint(parseCondition, text)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
