import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, extname, join } from "node:path";
import { familyName } from "./names.js";
import { faceOffsets, tableEntries, type ReadBytes } from "./sfnt.js";

/** A font of the machine, as far as choosing needs. */
export interface FontFace {
  readonly path: string;
  /** Which font of a collection. */
  readonly index: number;
  readonly family: string;
  /** From 100, thin, to 900. */
  readonly weight: number;
  readonly cmap: Buffer;
  /** What it is ordered by: the smaller, the better it suits a chart. */
  readonly rank: readonly number[];
}

/** Tables without which a font cannot be embedded. */
const NEEDED = ["OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post"];
const ENDINGS = new Set([".ttf", ".ttc", ".otf", ".otc"]);
const ITALIC = 0x0201;
const NORMAL_WIDTH = 5;

const scanned = new Map<string | undefined, readonly FontFace[]>();

/**
 * Upright fonts with outlines, those that suit a chart best first: those of the files and folders that the variable
 * `CETERIS_FONTS` names, in its order; without it those of the system. Read once.
 */
export function machineFonts(): readonly FontFace[] {
  const named = process.env["CETERIS_FONTS"];
  const faces = scanned.get(named) ?? sources(named).flatMap(readFaces).toSorted(byRank);
  scanned.set(named, faces);
  return faces;
}

interface FontSource {
  readonly path: string;
  /** Place in the user's list; the system's folders are alike. */
  readonly place: number;
}

function sources(named: string | undefined): FontSource[] {
  const roots = named === undefined ? systemFolders() : named.split(delimiter).filter(Boolean);
  return roots.flatMap((root, place) =>
    fontFiles(root).map((path) => ({ path, place: named === undefined ? 0 : place })),
  );
}

function systemFolders(): string[] {
  const home = homedir();
  switch (process.platform) {
    case "darwin":
      return [join(home, "Library/Fonts"), "/Library/Fonts", "/System/Library/Fonts"];
    case "win32": {
      const own = process.env["LOCALAPPDATA"] ?? join(home, "AppData", "Local");
      const windows = process.env["WINDIR"] ?? "C:\\Windows";
      return [join(own, "Microsoft", "Windows", "Fonts"), join(windows, "Fonts")];
    }
    default: {
      const own = process.env["XDG_DATA_HOME"] ?? join(home, ".local/share");
      return [
        join(own, "fonts"),
        join(home, ".fonts"),
        "/usr/local/share/fonts",
        "/usr/share/fonts",
      ];
    }
  }
}

/** The font files of a folder and of those in it, or the file itself; none where there is nothing to read. */
function fontFiles(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path)
      .toSorted()
      .flatMap((name) => fontFiles(join(path, name)))
      .filter((file) => ENDINGS.has(extname(file).toLowerCase()));
  } catch {
    return [];
  }
}

/** The fonts of a file; none where it is damaged. */
function readFaces({ path, place }: FontSource): FontFace[] {
  let file: number | undefined;
  try {
    const opened = (file = openSync(path, "r"));
    const read: ReadBytes = (offset, length) => {
      const bytes = Buffer.alloc(length);
      readSync(opened, bytes, 0, length, offset);
      return bytes;
    };
    return faceOffsets(read).flatMap((offset, index) => {
      const face = readFace(read, offset);
      return face === undefined ? [] : [{ ...face, path, index, rank: [place, ...face.rank] }];
    });
  } catch {
    return [];
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readFace(
  read: ReadBytes,
  offset: number,
): Pick<FontFace, "family" | "weight" | "cmap" | "rank"> | undefined {
  const entries = tableEntries(read, offset);
  const isWhole = NEEDED.every((tag) => entries.has(tag));
  if (!isWhole || !(entries.has("CFF ") || (entries.has("glyf") && entries.has("loca")))) return;
  const table = (tag: string): Buffer => {
    const { offset: at, length } = entries.get(tag)!;
    return read(at, length);
  };
  const look = table("OS/2");
  if ((look.readUInt16BE(62) & ITALIC) !== 0) return;
  const weight = look.readUInt16BE(4);
  return {
    family: familyName(table("name")),
    weight,
    cmap: table("cmap"),
    rank: [strangeness(look), Math.abs(weight - 400)],
  };
}

/** How far a font is from a plain one without serifs. Source: the OpenType specification, "OS/2", PANOSE. */
function strangeness(look: Buffer): number {
  const [kind = 0, serif = 0, , proportion = 0] = look.subarray(32);
  const isMonospaced = kind === 2 && proportion === 9;
  if (kind > 2 || isMonospaced || look.readUInt16BE(6) !== NORMAL_WIDTH) return 3;
  if (kind === 2 && serif > 10) return 0;
  return kind === 2 && serif > 1 ? 2 : 1;
}

function byRank(a: FontFace, b: FontFace): number {
  const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
  return at < 0 ? 0 : a.rank[at]! - b.rank[at]!;
}
