import { CeterisError } from "../../util/error.js";
import type { DrawOptions } from "./chart-options.js";
import { isOnPaper, lengthInPx } from "./length.js";
import type { SpecPart, VegaLiteSpec } from "../render/spec.js";
import { LABEL_SIZE } from "../look/theme.js";
import { checkTheme, type ThemeName } from "../look/themes.js";

/** Labels of the paper theme, in points. */
const PAPER_FONT = 8;

/** Limits of `fontSize`, in points. */
const FONT = { least: 4, most: 36 } as const;

const PX_PER_POINT = 96 / 72;

/** What was asked of a picture, checked. */
export interface Paper {
  readonly theme: ThemeName;
  /** Px of the picture per px of its layout, which has labels of 11 px. */
  readonly scale: number;
  /** Of the layout, where they were asked for. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** What the specification carries of it; undefined where a picture is as large as its layout. */
  readonly note: PaperNote | undefined;
}

/** How large a picture is: in `usermeta.ceteris` of its specification, which no renderer reads. */
export interface PaperNote {
  readonly scale: number;
  /** In px. */
  readonly width?: number;
  readonly height?: number;
  /** The unit that sizes are written in. */
  readonly unit: "px" | "mm";
  /** What the title would have said, where the theme has none. */
  readonly caption?: string;
}

/** @throws CeterisError CHART for a size or a theme that does not exist */
export function paperOf(options: DrawOptions): Paper {
  const theme = checkTheme(options.theme ?? "screen");
  const width = options.width === undefined ? undefined : lengthInPx(options.width, "width");
  const height = options.height === undefined ? undefined : lengthInPx(options.height, "height");
  const points = options.fontSize ?? (theme === "paper" ? PAPER_FONT : undefined);
  const scale = points === undefined ? 1 : (checkFontSize(points) * PX_PER_POINT) / LABEL_SIZE;
  const onPaper = isOnPaper(options.width) || isOnPaper(options.height);
  const note: PaperNote = {
    scale,
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    unit: onPaper ? "mm" : "px",
  };
  return {
    theme,
    scale,
    width: width === undefined ? undefined : width / scale,
    height: height === undefined ? undefined : height / scale,
    note: onPaper || points !== undefined ? note : undefined,
  };
}

/** The specification with a note of its size on paper. */
export function withPaper(spec: VegaLiteSpec, note: PaperNote | undefined): VegaLiteSpec {
  return note === undefined ? spec : { ...spec, usermeta: { ceteris: { ...note } } };
}

/** The specification with a caption that does not stand in the picture. */
export function withCaption(spec: VegaLiteSpec, caption: string): VegaLiteSpec {
  return { ...spec, usermeta: { ceteris: { ...ownNote(spec), caption } } };
}

/** The note of its size that a specification carries. */
export function paperNote(spec: SpecPart): PaperNote | undefined {
  const note = ownNote(spec);
  return note?.scale === undefined ? undefined : (note as PaperNote);
}

/** The caption that a specification carries beside its title. */
export function notedCaption(spec: SpecPart): string | undefined {
  return ownNote(spec)?.caption;
}

function ownNote(spec: SpecPart): Partial<PaperNote> | undefined {
  const usermeta = spec["usermeta"] as { readonly ceteris?: Partial<PaperNote> } | undefined;
  return usermeta?.ceteris;
}

/** Size of a picture in px, from that of its layout. */
export function pictureSize(
  layout: { readonly width: number; readonly height: number },
  note: PaperNote | undefined,
): { readonly width: number; readonly height: number } {
  const { scale = 1, width, height } = note ?? {};
  const factor =
    width !== undefined
      ? width / layout.width
      : height !== undefined
        ? height / layout.height
        : scale;
  return { width: width ?? layout.width * factor, height: height ?? layout.height * factor };
}

/** A length in px as SVG has it: in mm with four decimals, or in px. */
export function lengthText(px: number, unit: PaperNote["unit"]): string {
  const value = unit === "mm" ? px * (25.4 / 96) : px;
  return `${Number(value.toFixed(4))}${unit === "mm" ? unit : ""}`;
}

function checkFontSize(points: number): number {
  if (points >= FONT.least && points <= FONT.most) return points;
  throw new CeterisError(
    "CHART",
    `The font size of a chart is ${String(points)}; give points as a number from ${FONT.least} to ${FONT.most}, such as 8.`,
  );
}
