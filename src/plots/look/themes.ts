import { CeterisError } from "../../util/error.js";
import { listWords } from "../../util/list-words.js";
import { nearestName } from "../../util/nearest-name.js";
import { isSpecPart, mergeSpec } from "../render/merge-spec.js";
import type { SpecPart, SpecValue, VegaLiteSpec } from "../render/spec.js";
import { BACKGROUND_COLOUR } from "./level-style.js";
import { BAND_INK, FAINT_INK, GRID_INK, INK, SCREEN_PADDING, SOFT_INK } from "./theme.js";

/** How a chart looks as a whole. */
export const THEMES = ["screen", "paper", "dark"] as const;

export type ThemeName = (typeof THEMES)[number];

/** The ground of the dark theme. */
const DARK_GROUND = "#1e1e1e";

/**
 * Inks of the screen and what stands for them on a dark ground. Some levels would hardly be seen there, or not be told
 * apart from those that had to change.
 */
const DARK_INKS: ReadonlyMap<string, string> = new Map([
  [INK, "#e6e6e6"],
  [SOFT_INK, "#b3b3b3"],
  [FAINT_INK, "#858585"],
  [GRID_INK, "#353535"],
  [BAND_INK, "#39352a"],
  [BACKGROUND_COLOUR, "#616161"],
  ["#0072b2", "#2385ca"],
  ["#000000", "#f5f5f5"],
  ["#8c6d31", "#a98545"],
  ["#56b4e9", "#86ccf2"],
]);

const COLOUR_KEY = /^(?:color|fill|stroke|background|range|\w+Color)$/;

/** Share of a screen's stroke that a line has on paper. */
const PAPER_STROKE = 0.7;

/** Room around everything, in px. */
export const PADDING: Readonly<Record<ThemeName, number>> = {
  screen: SCREEN_PADDING,
  paper: 2,
  dark: SCREEN_PADDING,
};

const CONFIG: Readonly<Record<ThemeName, SpecPart>> = {
  screen: {},
  paper: {
    padding: PADDING.paper,
    axis: { gridWidth: 0.5, domainWidth: 0.7, tickWidth: 0.7 },
  },
  dark: { background: DARK_GROUND },
};

/** @throws CeterisError CHART for a theme that does not exist */
export function checkTheme(given: unknown): ThemeName {
  const theme = THEMES.find((name) => name === given);
  if (theme !== undefined) return theme;
  const nearest = nearestName(String(given), THEMES);
  const remedy = nearest ? `did you mean ${nearest}?` : `there are ${listWords([...THEMES])}.`;
  throw new CeterisError("CHART", `There is no theme '${String(given)}' of charts; ${remedy}`);
}

/** A specification that was made for the screen, in another theme. */
export function applyTheme(spec: VegaLiteSpec, theme: ThemeName): VegaLiteSpec {
  if (theme === "screen") return spec;
  const change = theme === "dark" ? darkened : thinned;
  const { config = {}, ...rest } = changed(spec, "", change) as VegaLiteSpec;
  return { ...rest, $schema: spec.$schema, config: mergeSpec(config as SpecPart, CONFIG[theme]) };
}

type Change = (value: string | number, key: string) => string | number;

/** Every text and number of a specification changed by the key that it stands under, but for the rows of data. */
function changed(value: SpecValue | undefined, key: string, change: Change): SpecValue | undefined {
  if (typeof value === "string" || typeof value === "number") return change(value, key);
  if (Array.isArray(value)) return value.map((item) => changed(item, key, change) as SpecValue);
  if (!isSpecPart(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (name === "data") return [name, item];
      // `color: { value: … }` is a colour, `color: { field: … }` is none.
      return [name, changed(item, name === "value" ? key : name, change)];
    }),
  );
}

function darkened(value: string | number, key: string): string | number {
  if (typeof value === "number" || !COLOUR_KEY.test(key)) return value;
  // White around a mark, or behind everything, is the ground; white text on a colour stays white.
  if (value === "white" && (key === "stroke" || key === "background" || key === "fill"))
    return DARK_GROUND;
  return DARK_INKS.get(value) ?? value;
}

function thinned(value: string | number, key: string): string | number {
  const isWidth = key === "strokeWidth" || key === "thickness";
  return isWidth && typeof value === "number" ? value * PAPER_STROKE : value;
}
