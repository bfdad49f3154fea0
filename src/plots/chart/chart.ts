import { from, type ColumnTable } from "arquero";
import { errorCode } from "../../util/error-code.js";
import { CeterisError } from "../../util/error.js";
import { visibleText } from "../../util/visible-text.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { chartFormat, type ChartFormat } from "./chart-format.js";
import { titleOf } from "../render/title-of.js";
import { captionOf } from "./caption.js";
import { freezeDeep } from "./freeze-deep.js";
import { lengthText, paperNote, pictureSize } from "./paper.js";
import { embedSvg, labelledSvg, sizedSvg } from "../render/embed-svg.js";
import { isSpecPart, mergeSpec } from "../render/merge-spec.js";
import { renderPdf } from "../render/pdf/render-pdf.js";
import { plainSpec } from "../render/plain-spec.js";
import { renderHtml } from "../render/render-html.js";
import { renderPng, type PngOptions } from "../render/render-png.js";
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

const WRITERS: Readonly<Record<ChartFormat, (chart: Chart) => string | Uint8Array>> = {
  ".svg": (chart) => chart.toSVG(),
  ".png": (chart) => chart.toPNG(),
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
   * The chart with a part of its specification replaced: objects are merged, lists and all other values replaced. The
   * rows of `data()` stay as they are.
   *
   * @throws CeterisError CHART for anything but an object
   *
   * @example
   * chart.with({ config: { axis: { grid: false } } });
   */
  with(patch: SpecPart): Chart {
    if (!isSpecPart(patch)) throw noPatch(patch);
    const spec = { ...mergeSpec(this.spec, patch), $schema: this.spec.$schema };
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
  toPNG(options?: PngOptions): Uint8Array {
    return renderPng(labelledSvg(this.#picture(), this.description), options);
  }

  /** PDF of one page that is as large as the picture, with selectable text and its glyphs embedded. */
  toPDF(): Uint8Array {
    const { description } = this;
    const title = titleOf(this.spec) || description;
    return renderPdf(this.#picture(), { title, description });
  }

  /** One page that works without a network, with tooltips. */
  toHTML(): string {
    return renderHtml(this.spec, this.#draw().svg, this.description);
  }

  /**
   * Writes the chart, whole or not at all, in the format that the name ends in: `.svg`, `.png`, `.pdf`, `.html`,
   * or `.vl.json` for the specification.
   *
   * @returns the path as it was given
   * @throws CeterisError CHART when the name ends in anything else, or the file cannot be written
   */
  save(path: string): string {
    const content = WRITERS[chartFormat(path)](this);
    try {
      writeFileAtomic(path, content);
    } catch (cause) {
      throw new CeterisError(
        "CHART",
        `'${path}' cannot be written (${errorCode(cause) ?? "for an unknown reason"}); name a file in a folder that exists and may be written to.`,
        { cause },
      );
    }
    return path;
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

function noPatch(patch: unknown): CeterisError {
  return new CeterisError(
    "CHART",
    `A chart cannot be amended with ${JSON.stringify(patch) ?? String(patch)}; give a part of a Vega-Lite specification, such as { config: { axis: { grid: false } } }.`,
  );
}
