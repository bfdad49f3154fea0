import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall, hasApt } from "./debian.mjs";
import { CACHE } from "./steps.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/** Holds the browser's path, for the tests. */
const RECORD = join(CACHE, "chromium-path");

/** A Chromium: `$CHROME`, one that is installed, or Debian's. */
export function provideChromium() {
  const found = findChromium();
  if (found) return record(found);
  if (hasApt()) aptInstall("chromium");
  const installed = findChromium();
  if (installed) return record(installed);
  throw new Error(
    "no Chromium was found on PATH: install chromium or Google Chrome, or name its program in $CHROME.",
  );
}

function findChromium() {
  const named = process.env.CHROME;
  if (named && !isProgram(named))
    throw new Error(`$CHROME names ${named}, which is not a program: correct or unset it.`);
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return named ?? [...onPath, ...APPLICATIONS].find(isProgram);
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function record(program) {
  if (existsSync(RECORD) && readFileSync(RECORD, "utf8") === program) return;
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(RECORD, program);
}
