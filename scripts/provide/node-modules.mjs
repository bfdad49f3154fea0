import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npm, PROJECT, say } from "./steps.mjs";

const LOCK = join(PROJECT, "package-lock.json");
/** npm's own record of what it installed. */
const INSTALLED = join(PROJECT, "node_modules", ".package-lock.json");

/** Installs the npm packages where they are missing or differ from `package-lock.json`. */
export function provideNodeModules() {
  if (!existsSync(INSTALLED)) return install("they are missing");
  const differing = firstDifference(packagesOf(LOCK), packagesOf(INSTALLED));
  if (differing) install(`${differing} differs from package-lock.json`);
}

function install(reason) {
  say(`installing npm packages into node_modules (${reason})`);
  // Not `npm ci`: optional packages for other platforms may not be installable, and it refuses a lock that has such.
  npm(["install", "--no-save"]);
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Optional packages may be absent: they are made for other platforms. */
function firstDifference(wanted, installed) {
  return Object.keys(wanted).find((path) => {
    if (path === "") return false;
    const found = installed[path];
    return found ? found.version !== wanted[path].version : !wanted[path].optional;
  });
}
