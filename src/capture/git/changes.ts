import { createHash } from "node:crypto";
import { countText } from "../../util/count-text.js";
import type { Deadline } from "../deadline.js";
import { redactDiff } from "../redact/redact-diff.js";
import type { DiffSection } from "./diff-sections.js";
import { isSecretFile } from "./secret-file.js";
import { MOST_BYTES_OF_FILE, newFileDiff } from "./new-file-diff.js";

/** Bytes of a diff that are kept. */
const MOST_BYTES = 1_000_000;
/** Names that a message lists at most, and those that the diff does. */
const MOST_NAMED = 5;
const MOST_NOTED = 100;

/** What is uncommitted in a repository. */
export interface Changes {
  /** Empty where nothing is. Lines that begin with `# ceteris:` say what was left out; git ignores them. */
  readonly diff: string;
  /** What was left out, as a sentence. */
  readonly leftOut?: string;
}

interface Part {
  /** Of the file's changes, secrets redacted. */
  readonly text: string;
  readonly redacted: number;
}

/** What is left out, and why. */
export interface Omission {
  readonly path: string;
  readonly reason: string;
}

/** What there is to put together. Paths are relative to the root. */
export interface Uncommitted {
  readonly root: string;
  readonly tracked: readonly DiffSection[];
  readonly untracked: readonly string[];
  /** What was left out before. */
  readonly omissions: readonly Omission[];
  /** Values that are known to be secrets. */
  readonly secrets: readonly string[];
}

/**
 * Puts the changes of tracked files and the untracked programs together, up to a cap of 1 MB in all. Files of secrets are
 * named and not kept, and so is an untracked file of more than 100 kB.
 *
 * @throws Error (as a rejection) where the time is over.
 */
export async function collectChanges(
  { root, tracked, untracked, omissions, secrets }: Uncommitted,
  deadline: Deadline,
): Promise<Changes> {
  const collected = new Collected(omissions, secrets);
  for (const { path, text } of tracked) {
    if (isSecretFile(path)) collected.omit(path, SECRET);
    else collected.add(path, text);
  }
  for (const path of untracked) {
    if (deadline.isOver) throw deadline.error("reading the untracked files");
    if (isSecretFile(path)) collected.omit(path, SECRET);
    else if (collected.isFull) collected.omit(path, CAP);
    else await addNew(root, path, collected);
  }
  return together(collected);
}

const SECRET = "its name is one of secrets";
const CAP = `the diff is capped at ${MOST_BYTES / 1e6} MB`;

/** What is kept so far, and what is not. */
class Collected {
  readonly parts: Part[] = [];
  readonly omissions: Omission[];
  /** True once an untracked file was over the cap. */
  isFull = false;
  readonly #secrets: readonly string[];
  #size = 0;

  constructor(omissions: readonly Omission[], secrets: readonly string[]) {
    this.omissions = [...omissions];
    this.#secrets = secrets;
  }

  /** False for what is over the cap. */
  add(path: string, content: string): boolean {
    const { text, count } = redactDiff(content, path, this.#secrets);
    const bytes = Buffer.byteLength(text);
    if (this.#size + bytes > MOST_BYTES) {
      // the sum tells changes apart that are not kept
      const sum = createHash("sha256").update(text).digest("hex");
      this.omit(path, `${CAP}, and this is ${bytes} bytes, sha256 ${sum}`);
      return false;
    }
    this.#size += bytes;
    this.parts.push({ text, redacted: count });
    return true;
  }

  omit(path: string, reason: string): void {
    this.omissions.push({ path, reason });
  }
}

async function addNew(root: string, path: string, collected: Collected): Promise<void> {
  try {
    const file = await newFileDiff(root, path);
    if (file === "binary") return;
    if ("text" in file) collected.isFull = !collected.add(path, file.text);
    else collected.omit(path, `an untracked file is kept up to ${MOST_BYTES_OF_FILE / 1000} kB`);
  } catch (error) {
    collected.omit(path, `it cannot be read (${(error as Error).message})`);
  }
}

function together({ parts, omissions }: Collected): Changes {
  const redacted = parts.reduce((sum, part) => sum + part.redacted, 0);
  const rest = omissions.length - MOST_NOTED;
  const notes = [
    ...omissions
      .slice(0, MOST_NOTED)
      .map(({ path, reason }) => `left out ${JSON.stringify(path)}: ${reason}`),
    ...(rest > 0 ? [`left out ${countText(rest, "more file")}`] : []),
    ...(redacted > 0 ? [`redacted ${countText(redacted, "line")}`] : []),
  ];
  const diff = [
    ...notes.map((note) => `# ceteris: ${note}\n`),
    ...parts.map(({ text }) => text),
  ].join("");
  return omissions.length === 0 ? { diff } : { diff, leftOut: sentence(omissions) };
}

function sentence(omissions: readonly Omission[]): string {
  const names = omissions.slice(0, MOST_NAMED).map(({ path }) => path);
  const more = omissions.length > MOST_NAMED ? `, and ${omissions.length - MOST_NAMED} more` : "";
  return `left out of the changes: ${names.join(", ")}${more} (the diff says why)`;
}
