import { aptInstall, hasApt } from "./debian.mjs";
import { succeeds } from "./steps.mjs";

/** pdftotext, pdffonts and pdftoppm, which read the charts that are saved as PDF. */
export function providePoppler() {
  if (succeeds("pdftotext", ["-v"])) return;
  if (hasApt()) aptInstall("poppler-utils");
  if (!succeeds("pdftotext", ["-v"]))
    throw new Error("no pdftotext was found on PATH: install Poppler's tools (poppler-utils).");
}
