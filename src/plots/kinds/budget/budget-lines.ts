import type { Contrast, Design, Level } from "../../../compare/types.js";
import { groupBy } from "../../../util/group-by.js";
import { listWords } from "../../../util/list-words.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import { levelStyles, MAX_STYLED_LEVELS } from "../../look/level-style.js";
import { SOFT_INK } from "../../look/theme.js";
import { contrastParts } from "../../parts/contrast-words.js";
import type { Panel } from "../../parts/panels.js";
import { contrastKind } from "../../../compare/contrast-kind.js";
import { rangeText } from "../../parts/words.js";
import type { BudgetPlan } from "./budget-plan.js";

/** More curves than this in a panel are cut to those that need most. */
const MOST_LINES = 6;

/** More contrasts than this that share a curve are counted, not named. */
const MOST_NAMED = 3;

/** Beyond this a number of seeds is no plan. */
export const MOST_SEEDS = 1000;

/** One curve, of one contrast or of several. */
export interface BudgetLine {
  readonly plans: readonly BudgetPlan[];
  /** Of the contrasts, one a plan. */
  readonly names: readonly string[];
  readonly name: string;
  /** True for a line of all contrasts of its panel, which has no level's colour. */
  readonly isAll: boolean;
  readonly colour: string;
  /** At the end of its curve. */
  readonly text: string;
}

/** The curves of a panel. */
export interface BudgetLines {
  /** Those that need most first. */
  readonly drawn: readonly BudgetLine[];
  /** Those for which there is no room. */
  readonly hidden: readonly BudgetLine[];
}

/** The curves of every panel, each contrast in one colour throughout where there are colours enough. */
export function budgetLines(
  panels: readonly Panel[],
  planOf: ReadonlyMap<Contrast, BudgetPlan>,
  design: Design,
  colors: DrawOptions["colors"],
): ReadonlyMap<Panel, BudgetLines> {
  const cut = new Map(
    panels.map((panel) => {
      const all = plainLines(panel, planOf, design);
      return [panel, { drawn: all.slice(0, MOST_LINES), hidden: all.slice(MOST_LINES) }];
    }),
  );
  const colourOf = coloursOf(
    [...cut.values()].flatMap(({ drawn }) => drawn),
    design,
    colors,
  );
  return new Map(
    [...cut].map(([panel, { drawn, hidden }]) => [
      panel,
      { drawn: drawn.map((line, i) => ({ ...line, colour: colourOf(line, i) })), hidden },
    ]),
  );
}

/** True where more seeds are needed, and so many that it is a plan. */
export function isOpen({ isEnough, needed }: BudgetPlan): boolean {
  return !isEnough && needed <= MOST_SEEDS;
}

/** `n = 12`, `n = 8 to 12` for those that need more than they have, `n = 5 is enough`. */
export function neededText(plans: readonly BudgetPlan[]): string {
  const open = plans.filter(({ isEnough }) => !isEnough);
  if (open.length === 0)
    return `n = ${rangeText(plans.map(({ present }) => Number(present.toFixed(1))))} is enough`;
  const needed = open.map((plan) => plan.needed);
  if (needed.some(Number.isNaN)) return "n unknown";
  const least = Math.min(...needed);
  if (least > MOST_SEEDS) return `n > ${MOST_SEEDS}`;
  if (needed.some((n) => n > MOST_SEEDS)) return `n = ${least} to more than ${MOST_SEEDS}`;
  return `n = ${rangeText(needed)}`;
}

/** A line for all contrasts that have one curve, as those of one model have. */
function plainLines(
  panel: Panel,
  planOf: ReadonlyMap<Contrast, BudgetPlan>,
  design: Design,
): BudgetLine[] {
  const plans = panel.differences.flatMap((contrast) => planOf.get(contrast) ?? []);
  const groups = groupBy(plans, ({ present, sd, contrast: { paired } }) =>
    JSON.stringify([sd.toPrecision(6), present, paired]),
  );
  const lines = [...groups.values()].map((own): BudgetLine => {
    const parts = own.map(({ contrast }) => contrastParts(contrast, design));
    const isAll = own.length === plans.length && own.length > 1;
    const name = isAll
      ? `${own.length === 2 ? "both" : `all ${own.length}`} contrasts`
      : groupName(parts);
    return {
      plans: own,
      names: parts.map(fullName),
      name,
      isAll,
      colour: SOFT_INK,
      text: `${name}: ${neededText(own)}`,
    };
  });
  return lines.toSorted((a, b) => mostNeeded(b) - mostNeeded(a));
}

/** Those that nothing more is needed of come last. */
function mostNeeded({ plans }: BudgetLine): number {
  return Math.max(...plans.map(({ isEnough, needed }) => (isEnough ? 0 : needed || 1)));
}

type Parts = ReturnType<typeof contrastParts>;

function fullName(parts: Parts): string {
  return parts.filter((part) => part !== "").join(", ");
}

/** `b − a and c − a, data = mnist`. */
function groupName(parts: readonly Parts[]): string {
  const [first] = parts;
  const shown = parts.length > MOST_NAMED ? [first!] : parts;
  const rest = parts.length > MOST_NAMED ? [`${parts.length - 1} more`] : [];
  if (new Set(parts.map(([, where]) => where)).size > 1)
    return listWords([...shown.map(fullName), ...rest]);
  return fullName([listWords([...shown.map(([what]) => what), ...rest]), first![1]]);
}

/** The level's colour where each level has one contrast; else one for each name, or for each place in its panel. */
function coloursOf(
  all: readonly BudgetLine[],
  design: Design,
  colors: DrawOptions["colors"],
): (line: BudgetLine, place: number) => string {
  const lines = all.filter(({ isAll }) => !isAll);
  const options = colors === undefined ? {} : { colours: colors };
  const keyOf = levelKeys(lines, design) ?? nameKeys(lines);
  const levels = keyOf.levels;
  const styles = levelStyles(levels, {
    ...options,
    standOut: lines.map((line) => keyOf.of(line, 0)),
  });
  return (line, place) =>
    line.isAll ? SOFT_INK : styles.find(({ level }) => level === keyOf.of(line, place))!.colour;
}

/** What has a colour, and which of them a line is. */
interface ColourKeys {
  readonly levels: readonly Level[];
  readonly of: (line: BudgetLine, place: number) => Level;
}

/** The levels of the first factor, where every line is a contrast of one, and no level has two. */
function levelKeys(lines: readonly BudgetLine[], { factors }: Design): ColourKeys | undefined {
  const contrasts = lines.map(({ plans }) => plans[0]!.contrast);
  const kinds = new Set(contrasts.map(contrastKind)).size;
  const isPlain =
    lines.every(({ plans }) => plans.length === 1) &&
    contrasts.every(({ term }) => term === factors[0]?.name) &&
    new Set(contrasts.map(({ level }) => level)).size === kinds;
  if (!isPlain || kinds > MAX_STYLED_LEVELS) return undefined;
  return { levels: factors[0]?.levels ?? [], of: ({ plans }) => plans[0]!.contrast.level };
}

/** The names of the lines, or their places in their panels where there are more names than colours. */
function nameKeys(lines: readonly BudgetLine[]): ColourKeys {
  const names = [...new Set(lines.map(({ name }) => name))];
  if (names.length <= MAX_STYLED_LEVELS) return { levels: names, of: ({ name }) => name };
  return {
    levels: Array.from({ length: MOST_LINES }, (_, i) => i),
    of: (_, place) => place,
  };
}
