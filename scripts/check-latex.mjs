// Compiles charts and tables in a LaTeX document of two columns, and measures them there. Needs the built library.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { documentOf } from "./latex/document.mjs";
import { COLUMN, ODD_WORDS, paperParts } from "./latex/figures.mjs";
import { fontsOf, pagesOf, placesIn, textSize, troubleIn } from "./latex/measure.mjs";
import { CACHE, PROJECT, run, succeeds } from "./provide/steps.mjs";

const FOLDER = join(CACHE, "latex");
const PROGRAMS = {
  pdflatex: ["--version", "texlive-latex-base texlive-latex-recommended"],
  pdftotext: ["-v", "poppler-utils"],
  pdffonts: ["-v", "poppler-utils"],
};
/** Off the width that was asked for, in mm: 0.1 pt; and off the size of text, in points, as layouts are of whole px. */
const TOLERANCE = { mm: (0.1 / 72.27) * 25.4, points: 0.05 };

try {
  checkPrograms();
  const parts = await paperParts();
  compile(parts);
  check(parts);
} catch (error) {
  process.stderr.write(`check:latex: ${error.message}\n`);
  process.exitCode = 1;
}

function checkPrograms() {
  for (const [program, [option, packages]] of Object.entries(PROGRAMS)) {
    if (!succeeds(program, [option]))
      throw new Error(
        `no ${program} was found on PATH: install it, on Debian with \`apt-get install ${packages}\`.`,
      );
  }
}

/** Twice, as references are known after the first time. */
function compile(parts) {
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, chart } of parts.figures) chart.save(join(FOLDER, `${name}.pdf`));
  writeFileSync(join(FOLDER, "paper.tex"), documentOf(parts));
  const env = { ...process.env, max_print_line: "1000" };
  const options = ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"];
  for (let time = 0; time < 2; time++) run("pdflatex", options, { cwd: FOLDER, env });
}

function check(parts) {
  const pdf = join(FOLDER, "paper.pdf");
  const log = readFileSync(join(FOLDER, "paper.log"), "latin1");
  const { column, figures } = placesIn(log);
  const pages = pagesOf(pdf);
  const rows = [
    row("column", "width in mm", column, COLUMN.mm, TOLERANCE.mm),
    ...parts.figures.flatMap(({ name, room }) => {
      const place = figures.get(name);
      return [
        row(name, "width in mm", place.width, room.mm, TOLERANCE.mm),
        row(name, "text in pt", textSize(place, pages), room.points, TOLERANCE.points),
      ];
    }),
  ];
  const tables = pages.slice(Math.max(...Array.from(figures.values(), ({ page }) => page)));
  const text = tables.flatMap(({ words }) => words.map((word) => word.text)).join(" ");
  const { fonts, outside } = fontsOf(pdf);
  const trouble = [
    ...rows.flatMap((one) => one.trouble),
    ...outside.map((font) => `A font is not embedded: ${font}`),
    ...troubleIn(log).map((line) => `pdflatex says: ${line}`),
    ...ODD_WORDS.filter((word) => !text.includes(word)).map((word) => `A table lost '${word}'.`),
  ];
  for (const { line } of rows) console.log(line);
  console.log(
    `${fonts} fonts, ${fonts - outside.length} embedded; ${pages.length} pages in ${relative(PROJECT, pdf)}`,
  );
  if (trouble.length > 0) throw new Error(trouble.join("\n"));
}

function row(name, what, found, wanted, tolerance) {
  const isRight = Math.abs(found - wanted) <= tolerance;
  return {
    line: `${name.padEnd(12)} ${what.padEnd(12)} ${found.toFixed(3).padStart(8)}  asked ${wanted}`,
    trouble: isRight ? [] : [`${name} has ${what} ${found.toFixed(3)}, not ${wanted}.`],
  };
}
