import type { DrawOptions } from "./chart-options.js";
import { titleText } from "./caption.js";
import { paperOf, withPaper, type Paper } from "./paper.js";
import { Search } from "./search.js";
import { tooSmall } from "./too-small.js";
import { renderSvg } from "../render/render-svg.js";
import { isSpecPart } from "../render/merge-spec.js";
import type { VegaLiteSpec } from "../render/spec.js";
import { applyTheme, PADDING } from "../look/themes.js";

/** Room for the marks, without axes, titles and labels: all columns and all rows together, in px. */
export interface PlotArea {
  readonly width: number;
  readonly height: number;
}

/** A way to lay a chart out. */
export interface Layout {
  /** Panels side by side. */
  readonly columns: number;
  /** Where no size is asked for. */
  readonly usual: PlotArea;
  /** Below this nothing can be read. */
  readonly least: PlotArea;
  /** From here on it is preferred to layouts that follow it. */
  readonly good: PlotArea;
}

/** Takes the plotting area, the width to which titles are wrapped, and the layout. */
export type BuildSpec<Own extends Layout> = (
  area: PlotArea,
  textWidth: number,
  layout: Own,
) => VegaLiteSpec;

/** Axis, labels and padding beside the plotting area, where it has not been measured. */
const USUAL_MARGIN = 70;

/** The least room that is left for the marks of a panel, in px. */
const LEAST = 40;

/** Drawings until the size of text, which depends on that of the panels, is found. */
const MOST_DRAWINGS = 12;

/** The layout of a chart that has one. */
export function onlyLayout(usual: PlotArea, least: Partial<PlotArea> = {}): Layout {
  const own = { width: LEAST, height: LEAST, ...least };
  return { columns: 1, usual, least: own, good: own };
}

/**
 * Builds a chart at its usual size, or such that the whole picture has exactly the size that is asked for with text of
 * the size that is asked for: it is built, measured, and built again with what is left after text. Of several layouts
 * the first is taken in which panels have good room, or the one in which they have most. The theme is applied to
 * whatever is built. Where a subtitle leaves no room it is left to the caption.
 *
 * @throws CeterisError CHART for a size or a theme that does not exist, and for a size that text leaves no room in
 */
export function fitSize<Own extends Layout>(
  build: BuildSpec<Own>,
  layouts: readonly Own[],
  options: DrawOptions,
): VegaLiteSpec {
  const frame = new Frame(build, options, true);
  const { width, height } = frame.paper;
  const [first] = layouts;
  if (width === undefined && height === undefined) return frame.spec(first!, first!.usual);
  const found = bestFit(frame, layouts);
  if (found.spec !== undefined) return found.spec;
  const bare = height === undefined ? found : bestFit(new Frame(build, options, false), layouts);
  if (bare.spec !== undefined) return bare.spec;
  throw tooSmall(frame.paper, bare.needs, options);
}

/** The best of several layouts; where none is possible, what they need. */
function bestFit<Own extends Layout>(
  frame: Frame<Own>,
  layouts: readonly Own[],
): { readonly spec: VegaLiteSpec | undefined; readonly needs: readonly PlotArea[] } {
  const fits: Fit<Own>[] = [];
  for (const layout of layouts) {
    const fit = frame.fit(layout);
    fits.push(fit);
    if (fit.isGood) break;
  }
  const last = fits.at(-1)!;
  const [best] = last.isGood
    ? [last]
    : fits.filter(({ isPossible }) => isPossible).toSorted((a, b) => b.share - a.share);
  const spec = best && frame.spec(best.layout, best.area, best.spare);
  return { spec, needs: fits.map(({ need }) => need) };
}
/** How a layout comes out at the size that was asked for. */
interface Fit<Own extends Layout> {
  readonly layout: Own;
  readonly area: PlotArea;
  /** Px that are left of the picture, less than one where panels can fill it. */
  readonly spare: PlotArea;
  readonly isPossible: boolean;
  readonly isGood: boolean;
  /** Of the good room, in the direction that has less of it. */
  readonly share: number;
  /** The size of the whole picture with panels as small as they can be. */
  readonly need: PlotArea;
}

/** Where a chart is laid out. */
class Frame<Own extends Layout> {
  readonly paper: Paper;
  readonly #build: BuildSpec<Own>;
  readonly #hasTitle: boolean;
  readonly #hasSubtitle: boolean;

  /** @param withSubtitle - false where it is left to the caption */
  constructor(build: BuildSpec<Own>, options: DrawOptions, withSubtitle: boolean) {
    this.#build = build;
    this.paper = paperOf(options);
    // On paper a caption says what a title would.
    this.#hasTitle = this.paper.theme !== "paper" || options.title !== undefined;
    this.#hasSubtitle = withSubtitle;
  }

  /** The specification as it is drawn, with what is left of the picture beside it. */
  spec(layout: Own, area: PlotArea, spare?: PlotArea): VegaLiteSpec {
    const { note, theme } = this.paper;
    const built = this.#dressed(layout, area);
    const spec = spare === undefined ? built : { ...built, padding: padded(PADDING[theme], spare) };
    if (this.#hasTitle && this.#hasSubtitle) return withPaper(spec, note);
    const caption = titleText(spec);
    return withPaper(this.#titled(spec), { ...(note ?? { scale: 1, unit: "px" }), caption });
  }

  fit(layout: Own): Fit<Own> {
    const { least, good } = layout;
    const wanted = this.#wanted();
    const [area, drawn] = this.#solve(layout, wanted);
    const spare = {
      width: Math.max(0, (this.paper.width ?? drawn.width) - drawn.width),
      height: Math.max(0, (this.paper.height ?? drawn.height) - drawn.height),
    };
    const isPossible = drawn.width <= wanted.width && drawn.height <= wanted.height;
    const share = Math.min(
      ...(this.paper.width === undefined ? [] : [area.width / good.width]),
      ...(this.paper.height === undefined ? [] : [area.height / good.height]),
    );
    const need = isPossible
      ? drawn
      : this.#measure(layout, {
          width: this.paper.width === undefined ? layout.usual.width : least.width,
          height: this.paper.height === undefined ? layout.usual.height : least.height,
        });
    return { layout, area, spare, isPossible, isGood: isPossible && share >= 1, share, need };
  }

  /** Whole px, as pictures are measured; Infinity where anything goes. */
  #wanted(): PlotArea {
    const whole = (length: number | undefined): number =>
      length === undefined ? Infinity : Math.floor(length + 1e-6);
    return { width: whole(this.paper.width), height: whole(this.paper.height) };
  }

  /** The largest area found with which the picture is no larger than wanted, and that picture's size. */
  #solve(layout: Own, wanted: PlotArea): [PlotArea, PlotArea] {
    const across = new Search(layout.usual.width, layout.least.width, wanted.width);
    const down = new Search(layout.usual.height, layout.least.height, wanted.height);
    let found: [PlotArea, PlotArea] | undefined;
    for (let i = 0; i < MOST_DRAWINGS; i++) {
      const area = { width: across.length, height: down.length };
      const drawn = this.#measure(layout, area);
      const isBetter = spareOf(drawn, wanted) < (found ? spareOf(found[1], wanted) : Infinity);
      found = isBetter || found === undefined ? [area, drawn] : found;
      const isWider = across.move(drawn.width);
      const isHigher = down.move(drawn.height);
      if (!isWider && !isHigher) break;
      if (isWider) down.forget();
    }
    return this.#shrunk(layout, found!, wanted);
  }

  /** Ever smaller areas until the picture is no larger than wanted: where text jumps, no search finds it. */
  #shrunk(layout: Own, start: [PlotArea, PlotArea], wanted: PlotArea): [PlotArea, PlotArea] {
    let [area, drawn] = start;
    for (let i = 0; i < MOST_DRAWINGS && spareOf(drawn, wanted) === Infinity; i++) {
      const less = (length: "width" | "height"): number =>
        Math.max(layout.least[length], area[length] - Math.max(0, drawn[length] - wanted[length]));
      const next = { width: less("width"), height: less("height") };
      if (next.width === area.width && next.height === area.height) break;
      [area, drawn] = [next, this.#measure(layout, next)];
    }
    return [area, drawn];
  }

  /** Size of the whole picture; a title is wrapped to the width that is wanted, and would hide what the rest needs. */
  #measure(layout: Own, area: PlotArea): PlotArea {
    const spec = this.#dressed(layout, area);
    const { width, height } = renderSvg(untitled(spec));
    if (!this.#hasTitle || this.paper.height === undefined) return { width, height };
    return { width, height: renderSvg(this.#titled(spec)).height };
  }

  /** With as much of its title as it has room for. */
  #titled(spec: VegaLiteSpec): VegaLiteSpec {
    if (!this.#hasTitle) return untitled(spec);
    return this.#hasSubtitle ? spec : withoutSubtitle(spec);
  }

  #dressed(layout: Own, area: PlotArea): VegaLiteSpec {
    const { theme, width } = this.paper;
    const room =
      width === undefined ? layout.usual.width + USUAL_MARGIN : width - 2 * PADDING[theme];
    return applyTheme(this.#build(area, room, layout), theme);
  }
}

/** Px that are left of the wanted size; Infinity where the picture is larger. */
function spareOf(drawn: PlotArea, wanted: PlotArea): number {
  const spares = [wanted.width - drawn.width, wanted.height - drawn.height];
  if (spares.some((spare) => spare < 0)) return Infinity;
  return spares.filter(Number.isFinite).reduce((sum, spare) => sum + spare, 0);
}

function padded(padding: number, { width, height }: PlotArea): VegaLiteSpec["padding"] {
  return { left: padding, top: padding, right: padding + width, bottom: padding + height };
}

/** Without a title, the subtitle stands in its place. */
function withoutSubtitle(spec: VegaLiteSpec): VegaLiteSpec {
  const { title } = spec;
  if (!isSpecPart(title) || title["subtitle"] === undefined) return untitled(spec);
  return { ...spec, title: { ...title, subtitle: undefined } };
}

function untitled(spec: VegaLiteSpec): VegaLiteSpec {
  return { ...spec, title: "" };
}
