import { drawError } from "../draw-error.js";
import { parseSvg } from "../svg-tree.js";
import { operation, PdfFile, pdfNumber, pdfText, ref } from "./pdf-file.js";
import { PdfPage } from "./pdf-page.js";

/** Points of print per px: 72 to an inch of 96. */
export const POINTS_PER_PX = 0.75;

/** What a PDF says of itself. */
export interface PdfLabels {
  readonly title: string;
  readonly description: string;
}

/** A PDF of one page that is as large as the drawing, with its text as text and its glyphs embedded. */
export function renderPdf(svg: string, { title, description }: PdfLabels): Uint8Array {
  try {
    const root = parseSvg(svg);
    const { viewBox = "" } = root.attributes;
    const [, , width = 0, height = 0] = viewBox.split(/[\s,]+/).map(Number);
    const size = {
      width: lengthPx(root.attributes["width"]),
      height: lengthPx(root.attributes["height"]),
    };
    // As SVG has it by default: as large as fits, in the middle.
    const scale = Math.min(size.width / width, size.height / height);
    const file = new PdfFile();
    const page = new PdfPage(file, root);
    page.write(
      operation(
        "cm",
        POINTS_PER_PX * scale,
        0,
        0,
        -POINTS_PER_PX * scale,
        (POINTS_PER_PX * (size.width - scale * width)) / 2,
        (POINTS_PER_PX * (size.height + scale * height)) / 2,
      ),
    );
    page.draw(root);
    const { resources, content } = page.finish();
    const pages = file.reserve();
    const box = [0, 0, POINTS_PER_PX * size.width, POINTS_PER_PX * size.height];
    const leaf = file.add(
      `<</Type/Page/Parent ${ref(pages)}/MediaBox[${box.map(pdfNumber).join(" ")}]/Resources ${resources}/Contents ${ref(content)}>>`,
    );
    file.add(`<</Type/Pages/Kids[${ref(leaf)}]/Count 1>>`, pages);
    const catalog = file.add(
      `<</Type/Catalog/Pages ${ref(pages)}/ViewerPreferences<</DisplayDocTitle true>>>>`,
    );
    const info = file.add(
      `<</Title ${pdfText(title)}/Subject ${pdfText(description)}/Producer(ceteris)>>`,
    );
    return file.finish(catalog, info);
  } catch (cause) {
    throw drawError(cause);
  }
}

/** A length of SVG in px. */
function lengthPx(text = "0"): number {
  return Number.parseFloat(text) * (text.endsWith("mm") ? 96 / 25.4 : 1);
}
