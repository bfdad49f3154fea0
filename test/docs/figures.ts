import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Which cases of a fixture a page shows, and which of their values are given and found. */
interface Shown {
  readonly fixture: string;
  /** The function, as it is called in `stats`. */
  readonly name: string;
  readonly given: readonly string[];
  readonly found: readonly string[];
  /** Their positions. */
  readonly cases: readonly number[];
}

interface Fixture {
  readonly command: string;
  readonly version: string;
  /** Listed, or by name. */
  readonly cases: Readonly<Record<string, Values>>;
}

type Values = Readonly<Record<string, unknown>>;

/** Function, fixture, what is given, what is found, positions of the cases. */
const SHOWN = `
tInterval | t-interval | values confidence | mean lower upper | 0 9
welch | welch | a b confidence | t df p lower upper | 0 1 12
pairedT | paired-t | a b confidence | t df p lower upper | 0 1
tost | tost | a b margin paired | pLower pUpper | 0 40
permutationTest | permutation-test | a b | p | 0 1
permutationTest | permutation-test-scipy | a b | p | 0 1
signFlipTest | sign-flip-test | a b | p | 0 1
signedRank | signed-rank | values kind | v p | 0 1
signedRank | signed-rank-decimals | a b | v p | 0
mannWhitney | mann-whitney | a b kind | u p | 0 1
mannWhitney | mann-whitney-scipy | a b kind | u p | 0
hodgesLehmann | hodges-lehmann | a b confidence | estimate lower upper | 0 30
hedgesG, cliffsDelta | effect-size | a b | hedgesG cliffsDelta | 0 1
anova | anova | groups | f dfBetween dfWithin p | 0 1
withinBlocksTest | within-blocks-test | y | f df dfResidual p | 0 1
welchAnova | anova | groups | welch.f welch.dfBetween welch.dfWithin welch.p | 0 1
homogeneityTest | homogeneity-test | groups | q f df dfResidual p | 0 2
repeatedMeasures | repeated-measures | rows | f epsilon p | 0 2
averageEstimates | average-estimates | estimates standardErrors dfs | difference lower upper df p | 0 1
kruskal | kruskal | groups | h df p | 0 1
linearModel | linear-model | name x | sigma test.f test.p | 0 1
linearModel | linear-model-nist | name x | coefficients sigma | 0 1
cellMeansModel | cell-means-model | name values | sigma test.f test.p | 0 1
anovaShares | anova-shares | name values | shares.0.share shares.1.share noise.share | 0 1
fanova | fanova | name features values | shares oob | 0 1
holm | p-adjust | p | holm | 0
hommel | p-adjust | p | hommel | 0
benjaminiHochberg | p-adjust | p | bh | 0
tukey | tukey | groups | pairs.0.p pairs.1.p pairs.2.p | 0
dunnett | dunnett | groups | t p lower upper | 0
friedman | friedman | table | corrected.chiSquare corrected.p meanRanks | 0 1
nemenyi | nemenyi | table alpha | criticalDifference meanRanks | 0 1
bootstrap | bootstrap-exact | statistic samples paired | percentile standardError | 0 5
bootstrap | bootstrap-scipy | statistic samples method | interval standardError | 0 1
bootstrapInterval | bootstrap-interval | statistic samples replicates | percentile basic bca | 0
bcaLevels | bca-levels | statistic replicates | biasCorrection acceleration lower upper | 0
iqm, optimalityGap | rliable | a | iqm optimalityGap | 0 1
probabilityOfImprovement | rliable | a b | probabilityOfImprovement | 0 1
performanceProfile | rliable | a taus | profile | 0
aggregateIntervals | stratified-exact | tasks | iqm.estimate iqm.lower iqm.upper | 0
probabilityOfImprovementInterval | stratified-rliable | a b | improvement.estimate improvement.lower improvement.upper | 0
wilson | wilson | successes n confidence | lower upper | 0 1
powerT | power-t | n delta sd alpha type | power | 60 120
powerT | power-t-n | power delta sd alpha type | n | 0 20
sampleSizeForWidth | sample-size-for-width | margin sd assurance confidence type | n | 0 40
powerTost | power-tost | n margin sd alpha type | power | 9 40
mean, sd, median | descriptive | values | mean sd median | 0 1
iqm | trim-mean | values | iqm | 3 5
ranks | ranks | values | ranks | 0 1
ptukey | ptukey | q groups df | lower upper | 0 80
qtukey | qtukey | p groups df | quantile | 0 40
dunnettUpper | dunnett-distribution | t squares df | upper | 0 5
studentTUpper | student-t | t df | upper | 40 80
studentTQuantile | student-t-quantile | p df | quantile | 0 100
noncentralTUpper | noncentral-t | t df ncp | upper | 0 20
fUpper | f-distribution | f df dfResidual | upper | 0 120
normalCdf | normal | z | cdf | 0 15
normalQuantile | normal-quantile | p | quantile | 0 12
incompleteBeta | incomplete-beta | x a b | value | 0 60
incompleteGamma | incomplete-gamma | a x | lower | 0 20
logGamma | log-gamma | x | value | 0 9
seededGenerator | generator | seed | uniform | 0
`;

const STATS = "test/stats/fixtures";
const COMPARE = "test/compare/fixtures";

/** Fixtures of the functions in `stats`. */
export function statsFixtures(project: string): string[] {
  return readdirSync(join(project, STATS)).map((file) => file.replace(/\.json$/, ""));
}

/** Fixtures that the page names. */
export function shownFixtures(): string[] {
  return shownCases().map(({ fixture }) => fixture);
}

/** The rows of the table of verified figures, as they stand in the fixtures. */
export function figureRows(project: string): string[] {
  return [...shownCases().flatMap((shown) => statsRows(project, shown)), ...compareRows(project)];
}

function shownCases(): Shown[] {
  return SHOWN.trim()
    .split("\n")
    .map((line) => {
      const [name, fixture, ...lists] = line.split(" | ");
      const [given, found, cases] = lists.map((list) => list.split(" "));
      return {
        name: name!,
        fixture: fixture!,
        given: given!,
        found: found!,
        cases: cases!.map(Number),
      };
    });
}

function readFixture(project: string, folder: string, name: string): Fixture {
  return JSON.parse(readFileSync(join(project, folder, `${name}.json`), "utf8")) as Fixture;
}

function statsRows(project: string, { fixture, name, given, found, cases }: Shown): string[] {
  const { cases: all, version } = readFixture(project, STATS, fixture);
  return cases.map((position) => {
    const values = all[position];
    if (values === undefined) throw new Error(`${fixture}.json has no case ${position}.`);
    const inputs = given.map((key) => `${key} ${inputText(at(values, key))}`).join(", ");
    const figures = found.map((key) => `${key} ${figureText(at(values, key))}`).join(", ");
    return row(`\`${name}\``, inputs, figures, `${sourceOf(version)}, ${fixture}.json`);
  });
}

/** The first contrast and the first test of every design, and the first average over facets of each. */
function compareRows(project: string): string[] {
  return [...designRows(project), ...averageRows(project)];
}

function averageRows(project: string): string[] {
  const { cases, version } = readFixture(project, COMPARE, "averages");
  const source = `${sourceOf(version)}, averages.json`;
  const keys = ["difference", "lower", "upper", "df", "p", "f_facets", "df_facets", "p_facets"];
  return Object.entries(cases).map(([name, { formula, pooled }]) => {
    const [average] = pooled as Values[];
    const numbers = keys.map((key) => `${key} ${figureText(average![key])}`).join(", ");
    return row("`compare`", `\`${String(formula)}\` (${name}): pooled`, numbers, source);
  });
}

function designRows(project: string): string[] {
  const { cases, version } = readFixture(project, COMPARE, "designs");
  const source = `${sourceOf(version)}, designs.json`;
  return Object.entries(cases).flatMap(([name, { formula, contrasts, tests }]) => {
    const [contrast] = (contrasts ?? []) as Values[];
    const [test] = (tests ?? []) as Values[];
    const about = `\`${String(formula)}\` (${name})`;
    const keys = ["difference", "lower", "upper", "df", "p", "p_adjusted"];
    const numbers = (values: Values, names: readonly string[]): string =>
      names
        .filter((key) => typeof values[key] === "number")
        .map((key) => `${key} ${figureText(values[key])}`)
        .join(", ");
    return [
      ...(contrast
        ? [
            row(
              "`compare`",
              `${about}: ${String(contrast["level"])} against ${String(contrast["control"])}`,
              numbers(contrast, keys),
              source,
            ),
          ]
        : []),
      ...(test
        ? [
            row(
              "`compare`",
              `${about}: ${String(test["test"])} of ${String(test["term"])}`,
              numbers(test, ["statistic", "df", "df_residual", "p"]),
              source,
            ),
          ]
        : []),
    ];
  });
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** `corrected.p` of a case. */
function at(values: Values, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}

const MOST_LISTED = 6;

/** Short inputs in full, long ones by their size. */
function inputText(value: unknown): string {
  if (!Array.isArray(value)) return figureText(value);
  const items = value as readonly unknown[];
  if (typeof items[0] !== "object" || items[0] === null)
    return items.length <= MOST_LISTED
      ? `[${items.map(figureText).join(", ")}]`
      : `of ${items.length}`;
  const arrays = items.filter((item) => Array.isArray(item));
  if (arrays.length < items.length) return String(items.length);
  const sizes = [...new Set(items.map((item) => (item as readonly unknown[]).length))];
  return `${items.length} × ${sizes.join("/")}`;
}

function figureText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(figureText).join(", ")}]`;
  if (typeof value !== "number") return String(value ?? "none");
  return String(Number(value.toPrecision(10))).replaceAll("-", "−");
}

/** `R 4.2.2, emmeans 1.8.4.1` */
function sourceOf(version: string): string {
  return version.replace(/^R version (\S+) Patched \([^)]*\)/, "R $1").split(";")[0]!;
}
