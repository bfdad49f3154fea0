import { from, type ColumnTable } from "arquero";
import { CeterisError } from "../../util/error.js";
import { visibleText } from "../../util/visible-text.js";
import { whyNotWritten } from "../../util/why-not-written.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { chartFormat, type ChartFormat } from "./chart-format.js";
import { amendSpec } from "./amend-spec.js";
import { captionOf, titleTexts } from "./caption.js";
import { freezeDeep } from "./freeze-deep.js";
import { lengthText, paperNote, pictureSize } from "./paper.js";
import { embedSvg, labelledSvg, sizedSvg } from "../render/embed-svg.js";
import { renderPdf } from "../render/pdf/render-pdf.js";
import { plainSpec } from "../render/plain-spec.js";
import { renderHtml } from "../render/render-html.js";
import { checkPngOptions, renderPng, type PngOptions } from "../render/render-png.js";
import { renderSvg, type Drawing } from "../render/render-svg.js";
import type { SpecPart, SpecRow, VegaLiteSpec } from "../render/spec.js";

/** What a chart is made of. */
export interface ChartParts {
  readonly spec: VegaLiteSpec;
  /** One sentence that says what is drawn: the alternative text. */
  readonly description: string;
  /** The rows that are drawn, in the order and with the names of `data()`. */
  readonly rows: readonly SpecRow[];
}

/** Size of a whole picture in px. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

type Write = (chart: Chart, options: PngOptions) => string | Uint8Array;

const WRITERS: Readonly<Record<ChartFormat, Write>> = {
  ".svg": (chart) => chart.toSVG(),
  ".png": (chart, options) => chart.toPNG(options),
  ".pdf": (chart) => chart.toPDF(),
  ".html": (chart) => chart.toHTML(),
  ".vl.json": (chart) => `${JSON.stringify(chart.spec, null, 2)}\n`,
};

/**
 * A chart: a Vega-Lite specification with the data it draws. The same chart always gives the same bytes, on any
 * machine, whatever fonts it has; characters that DejaVu Sans lacks, with the same fonts (`CETERIS_FONTS`).
 */
export class Chart {
  /** The Vega-Lite specification, version 5, data included; frozen. */
  readonly spec: VegaLiteSpec;
  /** One sentence that says what is drawn: the alternative text. */
  readonly description: string;
  readonly #rows: readonly SpecRow[];
  #drawing: Drawing | undefined;

  constructor(parts: ChartParts) {
    this.description = visibleText(parts.description);
    this.spec = freezeDeep(plainSpec({ ...parts.spec, description: this.description }));
    this.#rows = parts.rows;
  }

  /** The plotted rows. */
  data(): ColumnTable {
    return from([...this.#rows]);
  }

  /** Title and subtitle as one paragraph: what a figure's caption has to say where the picture has no title. */
  get caption(): string {
    return captionOf(this.spec);
  }

  /** The whole picture in px, 96 to an inch; a PNG has `scale` times as many pixels. */
  get size(): ChartSize {
    return pictureSize(this.#draw(), paperNote(this.spec));
  }

  /**
   * The chart with a part of its specification replaced: objects are merged, lists and all other values replaced. A title
   * keeps the subtitle, unless it is given as `{ text, subtitle }`. The rows of `data()` stay as they are.
   *
   * @throws CeterisError CHART for anything but an object, for a name that Vega-Lite does not know, and for one that would
   * do nothing, such as `width` where several views have theirs
   *
   * @example
   * chart.with({ config: { axis: { grid: false } } });
   */
  with(patch: SpecPart): Chart {
    const spec = amendSpec(this.spec, patch);
    const { description } = patch;
    return new Chart({
      spec,
      description: typeof description === "string" ? description : this.description,
      rows: this.#rows,
    });
  }

  /** SVG with selectable text and the glyphs it needs embedded. */
  toSVG(): string {
    return embedSvg(this.#picture(), this.description);
  }

  /** PNG, by default with two pixels per px. */
  toPNG(options: PngOptions = {}): Uint8Array {
    checkPngOptions("toPNG", options);
    return renderPng(labelledSvg(this.#picture(), this.description), options);
  }

  /** PDF of one page that is as large as the picture, with selectable text and its glyphs embedded. */
  toPDF(): Uint8Array {
    const { description } = this;
    return renderPdf(this.#picture(), { title: this.#shortTitle(), description });
  }

  /** One page that works without a network, with tooltips. */
  toHTML(): string {
    const note = paperNote(this.spec);
    return renderHtml(this.spec, {
      svg: this.#draw().svg,
      title: this.#shortTitle(),
      ...(note === undefined ? {} : { width: `${Math.round(this.size.width)}px` }),
    });
  }

  /**
   * Writes the chart, whole or not at all, in the format that the name ends in: `.svg`, `.png`, `.pdf`, `.html`,
   * or `.vl.json` for the specification.
   *
   * @param options - how fine a PNG is: `{ dpi: 300 }`
   * @returns the path as it was given
   * @throws CeterisError CHART when the name ends in anything else, the file cannot be written, or options are for a PNG and
   * it is none
   */
  save(path: string, options: PngOptions = {}): string {
    const format = chartFormat(path);
    checkPngOptions("save", options);
    if (format !== ".png") refusePngOptions(path, options);
    const content = WRITERS[format](this, options);
    try {
      writeFileAtomic(path, content);
    } catch (cause) {
      throw new CeterisError("CHART", `'${path}' ${whyNotWritten(path, cause)}`, { cause });
    }
    return path;
  }

  /** The title, or what the description begins with: `Interval plot of accuracy by optimizer`. */
  #shortTitle(): string {
    return titleTexts(this.spec).title || this.description.split(/:| \(/)[0]!;
  }

  /** The drawing at the size that was asked for. */
  #picture(): string {
    const { svg } = this.#draw();
    const note = paperNote(this.spec);
    if (note === undefined) return svg;
    const { width, height } = this.size;
    return sizedSvg(svg, lengthText(width, note.unit), lengthText(height, note.unit));
  }

  #draw(): Drawing {
    this.#drawing ??= renderSvg(this.spec);
    return this.#drawing;
  }
}

function refusePngOptions(path: string, options: PngOptions): void {
  const given = (["scale", "dpi"] as const).find((name) => options[name] !== undefined);
  if (given !== undefined)
    throw new CeterisError(
      "CHART",
      `The option ${given} is for a .png, and not for '${path}'; leave it out.`,
    );
}
