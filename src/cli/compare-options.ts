import { evaluate } from "../compare/evaluate.js";
import type { Expression } from "../compare/expression.js";
import { toLevel } from "../compare/level.js";
import { ADJUSTS, type Adjust, type CompareOptions, type Over } from "../compare/options.js";
import { parseCondition } from "../compare/where.js";
import { listWords } from "../util/list-words.js";
import { type Command, type Flags, textFlag } from "./command.js";
import { ROOT_OPTIONS } from "./load.js";
import { UsageError } from "./usage-error.js";

/** Flags of the commands that take a formula. */
export const COMPARE_FLAGS: Command["options"] = {
  ...ROOT_OPTIONS,
  where: { type: "string" },
  over: { type: "string" },
  ignore: { type: "string" },
  ref: { type: "string" },
  pairs: { type: "boolean" },
  adjust: { type: "string" },
  margin: { type: "string" },
  confidence: { type: "string" },
  seed: { type: "string" },
  unpaired: { type: "boolean" },
  direction: { type: "string" },
  output: { type: "string", short: "o" },
};

/** What the help of these commands says of them. */
export const COMPARE_HELP: string = `  --where EXPR      only runs where it holds: "lr < 0.01 && hidden == [64, 32]";
                    so a param that varies beside the formula is kept at one
                    setting
  --over HOW        how to pool params that vary beside the formula:
                    mean      each seed is averaged over their settings
                    best      each level is taken at its own best setting
                    lr=0.001,hidden=[16]   only runs at that setting
  --ignore a,b      params that make no difference: an output folder, a host
  --ref LEVEL       the control; the first level of the first factor by default
  --pairs           all pairs of levels, instead of each with the control
  --adjust METHOD   of p-values, for the number of contrasts:
                    ${listWords([...ADJUSTS], "or")}.
                    By default tukey for pairs in one model, bh for more than
                    20 contrasts, else holm
  --margin NUMBER   a difference smaller than this does not matter; a factor,
                    such as 1.05, where contrasts are ratios: log(loss) ~ lr
  --confidence P    of the intervals; 0.95 by default
  --seed COL        the column of seeds, where it is not named seed
  --unpaired        do not pair runs of equal seeds
  --direction WAY   up or down, where the name does not tell what is better`;

/**
 * The options of a comparison, from flags.
 *
 * @throws UsageError for a value that cannot be used.
 */
export function compareOptions(flags: Flags): CompareOptions {
  const over = textFlag(flags, "over");
  const ignore = textFlag(flags, "ignore");
  const ref = textFlag(flags, "ref");
  const seed = textFlag(flags, "seed");
  const margin = numberFlag(flags, "margin", (value) => value > 0, "a number above 0");
  const confidence = numberFlag(
    flags,
    "confidence",
    (value) => value > 0 && value < 1,
    "between 0 and 1, such as 0.95",
  );
  const adjust = adjustFlag(flags);
  const direction = textFlag(flags, "direction");
  if (direction !== undefined && direction !== "up" && direction !== "down") {
    throw new UsageError(`--direction is ${direction}; it is up (more is better) or down.`);
  }
  return {
    ...(over === undefined ? {} : { over: parseOver(over) }),
    ...(ignore === undefined ? {} : { ignore: ignore.split(",").map(plainName) }),
    ...(ref === undefined ? {} : { ref: toLevel(parseValue(ref)) }),
    ...(seed === undefined ? {} : { seed }),
    ...(margin === undefined ? {} : { margin }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(direction === undefined ? {} : { direction }),
    ...(flags["pairs"] ? { contrasts: "pairs" } : {}),
    ...(adjust === undefined ? {} : { adjust }),
    ...(flags["unpaired"] ? { paired: false } : {}),
  };
}

/** Backquotes are for formulas; they do no harm here. */
function plainName(text: string): string {
  return text.trim().replace(/^`(.+)`$/, "$1");
}

function adjustFlag(flags: Flags): Adjust | undefined {
  const text = textFlag(flags, "adjust");
  if (text === undefined) return undefined;
  const adjust = ADJUSTS.find((known) => known === text.toLowerCase());
  if (adjust === undefined)
    throw new UsageError(`--adjust is ${text || "empty"}; it is ${listWords([...ADJUSTS], "or")}.`);
  if (adjust === "dunnett" && flags["pairs"])
    throw new UsageError(
      "--adjust dunnett is for contrasts with one control, and --pairs has none; write --adjust tukey.",
    );
  return adjust;
}

function numberFlag(
  flags: Flags,
  name: string,
  isValid: (value: number) => boolean,
  wanted: string,
): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && isValid(value)) return value;
  throw new UsageError(`--${name} is ${text || "empty"}; it has to be ${wanted}.`);
}

function parseOver(text: string): Over {
  if (text === "mean" || text === "best") return text;
  const settings = text.split(/,(?![^[]*\])/).map((part) => {
    const [, name, value] = /^\s*([^=]+?)\s*=\s*(.+)$/.exec(part) ?? [];
    if (!name || !value)
      throw new UsageError(
        `--over is ${text}; it is mean, best, or a setting such as lr=0.001,depth=3.`,
      );
    return [name, parseValue(value)];
  });
  return Object.fromEntries(settings) as Over;
}

/** A number, true, null, a 'text' or a [list] as an expression has it; anything else is the text as it was typed. */
function parseValue(text: string): unknown {
  try {
    const expression = parseCondition(text);
    return isValue(expression) ? evaluate(expression, () => null) : text;
  } catch {
    return text;
  }
}

/** True for what need not be calculated: `sgd-momentum` is a text, not a difference. */
function isValue(expression: Expression): boolean {
  if (expression.kind === "list") return expression.items.every(isValue);
  if (expression.kind !== "unary") return expression.kind === "literal";
  const { operator, operand } = expression;
  return operator === "-" && operand.kind === "literal" && isNumeric(operand.value);
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}
