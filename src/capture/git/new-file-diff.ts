import { constants } from "node:fs";
import { lstat, open, readlink } from "node:fs/promises";
import { join } from "node:path";
import { quotePath } from "./quote-path.js";

/** A file of more bytes than this is data rather than code. */
export const MOST_BYTES_OF_FILE = 100_000;

/** As many bytes as git looks at to tell a text from other files. */
const LOOKED_AT = 8000;

/** A change that adds a file; `tooLarge` with its size in bytes; `binary` for what is no text. */
export type NewFile = { readonly text: string } | { readonly tooLarge: number } | "binary";

/**
 * The diff of an untracked file against nothing, as `git apply` takes it. A link is kept as a link, and never followed.
 *
 * @throws Error of the file system (as a rejection).
 */
export async function newFileDiff(root: string, path: string): Promise<NewFile> {
  const absolute = join(root, path);
  const { mode, size } = await fileKind(absolute);
  if (mode === "120000") return { text: additions(path, mode, await readlink(absolute)) };
  const content = await readText(absolute, size);
  if (content === null) return "binary";
  if (size > MOST_BYTES_OF_FILE) return { tooLarge: size };
  return { text: additions(path, mode, content) };
}

async function fileKind(path: string): Promise<{ mode: string; size: number }> {
  const kind = await lstat(path);
  if (kind.isSymbolicLink()) return { mode: "120000", size: kind.size };
  if (!kind.isFile()) throw new Error("it is no file");
  return { mode: kind.mode & 0o100 ? "100755" : "100644", size: kind.size };
}

/** The text of a file; of one that is too large, its beginning; null for what is no text. */
async function readText(path: string, size: number): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const wanted = size > MOST_BYTES_OF_FILE ? LOOKED_AT : size;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, 0);
    const isBinary = buffer.subarray(0, LOOKED_AT).includes(0);
    return isBinary ? null : buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

function additions(path: string, mode: string, content: string): string {
  const name = quotePath(path);
  const header = `diff --git ${quotePath(`a/${path}`)} ${quotePath(`b/${path}`)}\nnew file mode ${mode}\n`;
  if (content === "") return header;
  const isEnded = content.endsWith("\n");
  const lines = (isEnded ? content.slice(0, -1) : content).split("\n");
  // git ends a name with spaces by a tab
  const end = name === path && path.includes(" ") ? "\t" : "";
  return [
    `${header}--- /dev/null`,
    `+++ ${quotePath(`b/${path}`)}${end}`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
    isEnded ? "" : "\\ No newline at end of file\n",
  ].join("\n");
}
