import { formatDecimals, formatSignificant } from "../../../util/format-number.js";
import { listWords } from "../../../util/list-words.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { drawn, fixedScale, quantity, tip } from "../../marks/encode.js";
import { hitMark } from "../../marks/hits.js";
import { shortenText, textWidth } from "../../font/text-width.js";
import type { LevelStyle } from "../../look/level-style.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { INK, LABEL_SIZE, SOFT_INK } from "../../look/theme.js";

/** Heights in px: the bar of the critical difference, the ruler, the first clique, and what follows it. */
const CD_AT = 20;
const RULER_AT = 54;
const CLIQUE_AT = 66;
const CLIQUE_GAP = 9;
const NAME_GAP = 20;
const LINE = 19;
const LEAST_LINE = 13;

const NAME_LIMIT = 190;

/** Px across a level's line and name that show its tooltip. */
const NAME_HIT = 12;

/** Room of a rank's number on the ruler, in px. */
const TICK_ROOM = 24;

/** A critical difference diagram. */
export interface RankRuler {
  readonly styles: readonly LevelStyle[];
  /** One a style. */
  readonly meanRanks: readonly number[];
  /** Positions of styles of which no two differ. */
  readonly cliques: readonly (readonly number[])[];
  readonly criticalDifference: number;
}

/** Px that names take at each side. */
export function rulerSides({ styles }: Pick<RankRuler, "styles">): number {
  const names = styles.map(({ text }) =>
    textWidth(shortenText(text, NAME_LIMIT, LABEL_SIZE), LABEL_SIZE),
  );
  return Math.max(...names) + textWidth(" (00.00)", LABEL_SIZE) + 12;
}

/** Px from top to bottom. */
export function rulerHeight(styles: number, cliques: number, line: number = LINE): number {
  return CLIQUE_AT + cliques * CLIQUE_GAP + NAME_GAP + (Math.ceil(styles / 2) - 0.5) * line;
}

/**
 * Mean ranks on a ruler, 1 at the left; a name at the end of each line, the better half at the left; below the ruler a
 * bar for each clique, above it the critical difference. It is higher than wanted where the names need it. Source: Demšar, JMLR 7 (2006), figure 1.
 */
export function rankRuler(ruler: RankRuler, width: number, wanted: number): SpecPart {
  const { styles, cliques } = ruler;
  const height = Math.max(wanted, rulerHeight(styles.length, cliques.length, LEAST_LINE));
  const side = rulerSides(ruler);
  const place = (rank: number): number =>
    side + ((rank - 1) / (styles.length - 1)) * (width - 2 * side);
  return {
    width,
    height,
    encoding: {
      x: quantity("x", { scale: fixedScale([0, width]), axis: null }),
      y: quantity("y", { scale: fixedScale([height, 0]), axis: null }),
    },
    layer: [
      ...rulerLayers(styles.length, place),
      ...differenceLayers(ruler, place, width),
      ...nameLayers(ruler, place, { width, height }),
      cliqueLayer(ruler, place),
      ...hitLayers(ruler, place, { width, height }),
    ],
  };
}

type Place = (rank: number) => number;

function rule(rows: readonly SpecRow[], mark: SpecPart): SpecPart {
  return drawn(rows, {
    mark: { type: "rule", stroke: INK, ...mark },
    encoding: { x: quantity("x"), x2: { field: "x2" }, y: quantity("y"), y2: { field: "y2" } },
  });
}

function words(rows: readonly SpecRow[], mark: SpecPart, more: SpecPart = {}): SpecPart {
  return drawn(rows, {
    mark: { type: "text", baseline: "middle", fontSize: LABEL_SIZE, color: INK, ...mark },
    encoding: {
      x: quantity("x"),
      y: quantity("y"),
      text: { field: "text", type: "nominal" },
      ...more,
    },
  });
}

function rulerLayers(count: number, place: Place): SpecPart[] {
  const every = Math.ceil(TICK_ROOM / (place(2) - place(1)));
  const ranks = Array.from({ length: count }, (_, i) => i + 1);
  const ticks = ranks.filter((rank) => (rank - 1) % every === 0);
  const at = (rank: number): SpecRow => ({
    x: place(rank),
    x2: place(rank),
    y: RULER_AT - 5,
    y2: RULER_AT,
  });
  const line = { x: place(1), x2: place(count), y: RULER_AT, y2: RULER_AT };
  return [
    rule([line, ...ticks.map(at)], { strokeWidth: 1 }),
    words(
      ticks.map((rank) => ({ x: place(rank), y: RULER_AT - 13, text: String(rank) })),
      {},
    ),
  ];
}

/** The critical difference as a length of the ruler; cut at the picture's edge where it is longer. */
function differenceLayers(
  { criticalDifference }: RankRuler,
  place: Place,
  width: number,
): SpecPart[] {
  if (!Number.isFinite(criticalDifference)) return [];
  const [x, end] = [place(1), place(1 + criticalDifference)];
  const x2 = Math.min(width, end);
  const ends = end > width ? [x] : [x, x2];
  return [
    rule(
      [
        { x, x2, y: CD_AT, y2: CD_AT },
        ...ends.map((at) => ({ x: at, x2: at, y: CD_AT - 3, y2: CD_AT + 3 })),
      ],
      { strokeWidth: 1.4, stroke: SOFT_INK },
    ),
    words([{ x, y: CD_AT - 12, text: `CD = ${formatSignificant(criticalDifference, 3)}` }], {
      align: "left",
      color: SOFT_INK,
    }),
  ];
}

/** Where the line of a level lies. */
interface NameLine {
  readonly style: LevelStyle;
  readonly rank: number;
  readonly isLeft: boolean;
  /** Px of its rank and of its name. */
  readonly x: number;
  readonly edge: number;
  readonly y: number;
}

function nameLines(ruler: RankRuler, place: Place, { width, height }: PlotArea): NameLine[] {
  const { styles, meanRanks, cliques } = ruler;
  const order = styles.map((_, i) => i).toSorted((a, b) => meanRanks[a]! - meanRanks[b]! || a - b);
  const half = Math.ceil(order.length / 2);
  const top = CLIQUE_AT + cliques.length * CLIQUE_GAP + NAME_GAP;
  const line = (height - top) / (half - 0.5);
  return order.map((i, rank) => {
    const isLeft = rank < half;
    return {
      style: styles[i]!,
      rank: meanRanks[i]!,
      isLeft,
      x: place(meanRanks[i]!),
      edge: isLeft ? rulerSides(ruler) - 12 : width - rulerSides(ruler) + 12,
      y: top + (isLeft ? rank : order.length - 1 - rank) * line,
    };
  });
}

function nameLayers(ruler: RankRuler, place: Place, area: PlotArea): SpecPart[] {
  return nameLines(ruler, place, area).flatMap(({ style, rank, isLeft, x, edge, y }) => {
    const { text, colour, standsOut } = style;
    const name = shortenText(text, NAME_LIMIT, LABEL_SIZE);
    const number = formatDecimals(rank, 2);
    return [
      rule(
        [
          { x, x2: x, y: RULER_AT, y2: y },
          { x, x2: edge, y, y2: y },
        ],
        { stroke: colour, strokeWidth: 1.2 },
      ),
      drawn([{ x, y: RULER_AT }], {
        mark: { type: "circle", size: 34, opacity: 1, color: colour },
        encoding: { x: quantity("x"), y: quantity("y") },
      }),
      words(
        [
          {
            x: isLeft ? edge - 5 : edge + 5,
            y,
            text: `${name} (${number})`,
          },
        ],
        { align: isLeft ? "right" : "left", color: standsOut ? colour : SOFT_INK },
      ),
    ];
  });
}

/** Tooltips along the line and over the name of each level, with the levels that share a bar with it. */
function hitLayers(ruler: RankRuler, place: Place, area: PlotArea): SpecPart[] {
  const rows = nameLines(ruler, place, area).flatMap(({ style, rank, isLeft, x, y }) => {
    const tips = { level: style.text, rank: formatDecimals(rank, 2), alike: alikeTo(style, ruler) };
    return [
      { ...tips, x, x2: x, y: RULER_AT, y2: y },
      { ...tips, x: isLeft ? 0 : area.width, x2: x, y, y2: y },
    ];
  });
  const tooltip = [
    tip("level", "level"),
    tip("rank", "mean rank"),
    tip("alike", "does not differ from"),
  ];
  const hit = rule(rows, hitMark({ strokeWidth: NAME_HIT }));
  return [{ ...hit, encoding: { ...(hit["encoding"] as SpecPart), tooltip } }];
}

/** The levels that share a bar with this one. */
function alikeTo(style: LevelStyle, { styles, cliques }: RankRuler): string {
  const own = cliques.filter((clique) => clique.some((position) => styles[position] === style));
  const others = styles.filter(
    (one, position) => one !== style && own.some((clique) => clique.includes(position)),
  );
  return listWords(others.map(({ text }) => text)) || "none";
}

function cliqueLayer({ meanRanks, cliques }: RankRuler, place: Place): SpecPart {
  const rows = cliques.map((clique, i) => {
    const ranks = clique.map((position) => meanRanks[position]!);
    const y = CLIQUE_AT + i * CLIQUE_GAP;
    return { x: place(Math.min(...ranks)) - 4, x2: place(Math.max(...ranks)) + 4, y, y2: y };
  });
  return rule(rows, { strokeWidth: 4.5 });
}
