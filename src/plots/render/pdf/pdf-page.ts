import { loadFont, type Font, type FontWeight } from "../../font/font.js";
import { setLine } from "../../font/text-pieces.js";
import { textWidth } from "../../font/text-width.js";
import { parseTransform } from "../matrix.js";
import { parsePath, type PathStep } from "../path-data.js";
import { elementsNamed, textOf, type SvgElement } from "../svg-tree.js";
import { operation, pdfNumber, pdfText, ref, type PdfFile, type PdfReference } from "./pdf-file.js";
import { PdfFont } from "./pdf-font.js";
import { gradientShading } from "./pdf-gradient.js";
import { INITIAL_STYLE, parseColour, styleOf, type PdfStyle } from "./pdf-style.js";

/** The content of one page, in the making. */
export class PdfPage {
  readonly #file: PdfFile;
  readonly #content: string[] = [];
  readonly #fonts = new Map<string, PdfFont>();
  readonly #names = new Map<Font, string>();
  readonly #opacities = new Map<string, string>();
  readonly #shadings: PdfReference[] = [];
  readonly #named: ReadonlyMap<string, SvgElement>;

  constructor(file: PdfFile, svg: SvgElement) {
    this.#file = file;
    const named = ["clipPath", "linearGradient"].flatMap((name) => elementsNamed(svg, name));
    this.#named = new Map(named.map((one) => [`url(#${one.attributes["id"] ?? ""})`, one]));
  }

  /** Adds operators as they are. */
  write(...operators: readonly string[]): void {
    this.#content.push(...operators);
  }

  /** Draws an element with everything in it. */
  draw(element: SvgElement, outer: PdfStyle = INITIAL_STYLE): void {
    const { name, attributes } = element;
    if (attributes["display"] === "none" || name === "defs") return;
    const style = styleOf(element, outer);
    this.write("q\n");
    if (attributes["transform"] !== undefined)
      this.write(operation("cm", ...parseTransform(attributes["transform"])));
    if (attributes["clip-path"] !== undefined) this.#clip(attributes["clip-path"]);
    if (name === "text") this.#text(element, style);
    else if (name === "g" || name === "svg" || name === "a") this.#children(element, style);
    else this.#shape(outline(element), style);
    this.write("Q\n");
  }

  /** Adds the page's resources and its content. */
  finish(): { readonly resources: string; readonly content: PdfReference } {
    const fonts = [...this.#fonts].map(([name, font]) => `/${name} ${ref(font.write(this.#file))}`);
    const shadings = this.#shadings.map((one, i) => `/S${i} ${ref(one)}`);
    const states = [...this.#opacities].map(([state, name]) => `/${name} ${state}`);
    return {
      resources: `<</Font<<${fonts.join("")}>>/ExtGState<<${states.join("")}>>/Shading<<${shadings.join("")}>>>>`,
      content: this.#file.addStream(this.#content.join("")),
    };
  }

  #children({ children }: SvgElement, style: PdfStyle): void {
    for (const child of children) if (typeof child !== "string") this.draw(child, style);
  }

  #clip(address: string): void {
    const shapes = this.#named.get(address)?.children ?? [];
    const steps = shapes.flatMap((shape) => (typeof shape === "string" ? [] : outline(shape)));
    this.write(pathOperators(steps), "W n\n");
  }

  #shape(steps: readonly PathStep[], style: PdfStyle): void {
    if (steps.length === 0) return;
    const path = pathOperators(steps);
    const gradient = this.#named.get(style.fill);
    if (gradient !== undefined) {
      const name = `S${this.#shadings.length}`;
      this.#shadings.push(this.#file.add(gradientShading(gradient, steps)));
      this.write("q\n", path, `W n\n/${name} sh\nQ\n`);
    }
    const [fill, stroke] = [parseColour(style.fill), parseColour(style.stroke)];
    const isStroked = stroke !== undefined && style.strokeWidth > 0;
    if (fill === undefined && !isStroked) return;
    this.#opacity(style.fillOpacity * (fill?.[3] ?? 1), style.strokeOpacity * (stroke?.[3] ?? 1));
    if (fill !== undefined) this.write(operation("rg", ...fill.slice(0, 3)));
    if (isStroked) this.#pen(style, stroke);
    this.write(path, fill === undefined ? "S\n" : isStroked ? "B\n" : "f\n");
  }

  #pen(style: PdfStyle, colour: readonly number[]): void {
    this.write(
      operation("RG", ...colour.slice(0, 3)),
      operation("w", style.strokeWidth),
      operation("J", style.cap),
      operation("j", style.join),
      operation("M", style.miterLimit),
      `[${style.dash.map(pdfNumber).join(" ")}] ${operation("d", style.dashOffset)}`,
    );
  }

  #opacity(fill: number, stroke: number): void {
    if (fill >= 1 && stroke >= 1) return;
    const state = `<</ca ${pdfNumber(fill)}/CA ${pdfNumber(stroke)}>>`;
    const name = this.#opacities.get(state) ?? `O${this.#opacities.size}`;
    this.#opacities.set(state, name);
    this.write(`/${name} gs\n`);
  }

  /** Lines of text stand in elements of their own, each below the one before. */
  #text(element: SvgElement, style: PdfStyle): void {
    const colour = parseColour(style.fill);
    if (colour === undefined) return;
    this.#opacity(style.fillOpacity * colour[3], 1);
    this.write("BT\n", operation("rg", ...colour.slice(0, 3)));
    let [x, y] = [numberOf(element, "x"), numberOf(element, "y")];
    for (const child of element.children) {
      if (typeof child === "string") this.#line(child, x, y, style);
      else {
        if (child.attributes["x"] !== undefined) x = numberOf(child, "x");
        y += numberOf(child, "dy");
        this.#line(textOf(child), x, y, styleOf(child, style));
      }
    }
    this.write("ET\n");
  }

  #line(text: string, x: number, y: number, { fontSize, fontWeight, anchor }: PdfStyle): void {
    if (text === "") return;
    const share = anchor === "end" ? 1 : anchor === "middle" ? 0.5 : 0;
    const left = x - share * textWidth(text, fontSize, fontWeight);
    const { pieces, isMoved } = setLine(text, fontWeight);
    // Readers of a PDF take the order of drawing for that of the text where nothing tells them.
    if (isMoved) this.write(`/Span <</ActualText ${pdfText(text)}>> BDC\n`);
    for (const [i, { font, characters }] of pieces.entries()) {
      const name = this.#fontName(font, fontWeight);
      this.write(`/${name} ${operation("Tf", fontSize)}`);
      if (i === 0) this.write(operation("Tm", 1, 0, 0, -1, left, y));
      this.write(`${this.#fonts.get(name)!.encode(characters)} Tj\n`);
    }
    if (isMoved) this.write("EMC\n");
  }

  /** A font's name on this page: the weight of ours, and a number besides for those of the machine. */
  #fontName(font: Font, weight: FontWeight): string {
    const others = [...this.#names.keys()].filter((one) => !isOurs(one));
    const name = this.#names.get(font) ?? (isOurs(font) ? weight : `${weight}${others.length}`);
    if (!this.#fonts.has(name)) this.#fonts.set(name, new PdfFont(font, weight));
    this.#names.set(font, name);
    return name;
  }
}

function isOurs(font: Font): boolean {
  return font === loadFont("normal") || font === loadFont("bold");
}

function numberOf({ attributes }: SvgElement, name: string): number {
  return Number(attributes[name] ?? 0);
}

/** The outline of a path, a rectangle or a line. */
function outline(element: SvgElement): PathStep[] {
  const { name, attributes } = element;
  const at = (attribute: string): number => numberOf(element, attribute);
  switch (name) {
    case "path":
      return parsePath(attributes["d"] ?? "");
    case "rect":
      return parsePath(`M${at("x")},${at("y")}h${at("width")}v${at("height")}h${-at("width")}Z`);
    case "line":
      return parsePath(`M${at("x1")},${at("y1")}L${at("x2")},${at("y2")}`);
    default:
      throw new Error(`The drawing has the element '${name}', which a PDF cannot show.`);
  }
}

function pathOperators(steps: readonly PathStep[]): string {
  return steps
    .map((step) => {
      switch (step.kind) {
        case "move":
          return operation("m", ...step.to);
        case "line":
          return operation("l", ...step.to);
        case "curve":
          return operation("c", ...step.one, ...step.two, ...step.to);
        case "close":
          return "h\n";
      }
    })
    .join("");
}
