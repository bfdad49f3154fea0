import { run } from "../provide/steps.mjs";

const POINTS_PER_MM = 72 / 25.4;
/** TeX's points to an inch, and its scaled points to one of them. */
const TEX = { perInch: 72.27, sp: 65536 };
/** Ascent and descent of DejaVu Sans, in which charts are written, in parts of its size. */
const DEJAVU_HEIGHT = 0.928 + 0.236;

/** What LaTeX says of the column and of each figure: width and height in mm, page, and place in points of 72 to an inch. */
export function placesIn(log) {
  const lines = log.split("\n").map((line) => line.split(" "));
  const sizes = lines.filter(([word]) => word === "SIZE");
  const places = new Map(
    lines.flatMap(([word, ...rest]) => (word === "PLACE" ? [[rest[0], rest]] : [])),
  );
  return {
    column: mm(lines.find(([word]) => word === "COLUMN")[1]),
    figures: new Map(
      sizes.map(([, name, width, height]) => {
        const [, page, x, y] = places.get(name).map(Number);
        return [name, { width: mm(width), height: mm(height), page, x: points(x), y: points(y) }];
      }),
    ),
  };
}

/** Lines of a log that tell of trouble. */
export function troubleIn(log) {
  return log
    .split("\n")
    .filter((line) => /^!|Warning|warning|Overfull|Underfull \\hbox/.test(line));
}

/** Words of a PDF by page, as Poppler finds them, from the top left, in points. */
export function pagesOf(pdf) {
  const pages = run("pdftotext", ["-bbox", pdf, "-"]).split("<page ").slice(1);
  return pages.map((page) => ({
    height: Number(/height="([\d.]+)"/.exec(page)[1]),
    words: Array.from(
      page.matchAll(
        /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)<\/word>/g,
      ),
      ([, xMin, yMin, xMax, yMax, text]) => ({
        xMin: +xMin,
        yMin: +yMin,
        xMax: +xMax,
        yMax: +yMax,
        text,
      }),
    ),
  }));
}

/** The size that most words of a figure have in the compiled page, in points of 72 to an inch. */
export function textSize({ page, x, y, width, height }, pages) {
  const { height: paper, words } = pages[page - 1];
  const [right, top, bottom] = [
    x + width * POINTS_PER_MM,
    paper - y - height * POINTS_PER_MM,
    paper - y,
  ];
  const inside = words.filter(
    (word) =>
      word.xMin > x - 1 && word.xMax < right + 1 && word.yMin > top - 1 && word.yMax < bottom + 1,
  );
  const sizes = inside.map(({ yMin, yMax }) => ((yMax - yMin) / DEJAVU_HEIGHT).toFixed(2));
  return Number(mostFrequent(sizes));
}

function mostFrequent(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [NaN, 0])[0];
}

/** How many fonts a PDF uses, and those that it does not hold. */
export function fontsOf(pdf) {
  const lines = run("pdffonts", [pdf]).trim().split("\n").slice(2);
  return {
    fonts: lines.length,
    outside: lines.filter((line) => !/ yes +(?:yes|no) +(?:yes|no) +\d+ +\d+$/.test(line)),
  };
}

function mm(texPoints) {
  return (Number.parseFloat(texPoints) / TEX.perInch) * 25.4;
}

function points(sp) {
  return (sp / TEX.sp / TEX.perInch) * 72;
}
