import { evaluate } from "../compare/evaluate.js";
import type { CompareOptions, Over } from "../compare/options.js";
import type { Level } from "../compare/types.js";
import { parseCondition } from "../compare/where.js";
import { type Command, type Flags, textFlag } from "./command.js";
import { ROOT_OPTIONS } from "./load.js";
import { UsageError } from "./usage-error.js";

/** Flags of the commands that take a formula. */
export const COMPARE_FLAGS: Command["options"] = {
  ...ROOT_OPTIONS,
  where: { type: "string" },
  over: { type: "string" },
  ref: { type: "string" },
  margin: { type: "string" },
  confidence: { type: "string" },
  seed: { type: "string" },
  unpaired: { type: "boolean" },
  direction: { type: "string" },
  output: { type: "string", short: "o" },
};

/** What the help of these commands says of them. */
export const COMPARE_HELP = `  --where EXPR      only runs where it holds: "lr < 0.01 && hidden == [64, 32]"
  --over HOW        pool params that vary and are not in the formula: mean,
                    best, or a setting such as lr=0.001
  --ref LEVEL       the control; the first level of the first factor by default
  --margin NUMBER   a difference smaller than this does not matter
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
  const ref = textFlag(flags, "ref");
  const seed = textFlag(flags, "seed");
  const margin = numberFlag(flags, "margin", (value) => value > 0, "a number above 0");
  const confidence = numberFlag(
    flags,
    "confidence",
    (value) => value > 0 && value < 1,
    "between 0 and 1, such as 0.95",
  );
  const direction = textFlag(flags, "direction");
  if (direction !== undefined && direction !== "up" && direction !== "down") {
    throw new UsageError(`--direction is ${direction}; it is up (more is better) or down.`);
  }
  return {
    ...(over === undefined ? {} : { over: parseOver(over) }),
    ...(ref === undefined ? {} : { ref: literal(ref) as Level }),
    ...(seed === undefined ? {} : { seed }),
    ...(margin === undefined ? {} : { margin }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(direction === undefined ? {} : { direction }),
    ...(flags["unpaired"] ? { paired: false } : {}),
  };
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
    return [name, literal(value)];
  });
  return Object.fromEntries(settings) as Over;
}

/** A value as a formula would have it: a number, true, null, a [list]; anything else is a text. */
function literal(text: string): unknown {
  try {
    const expression = parseCondition(text);
    return expression.kind === "name" ? text : evaluate(expression, () => null);
  } catch {
    return text;
  }
}
