import { isList } from "../frame/cell-text.js";
import { cellText } from "../frame/cell-text.js";
import { readEnvironment } from "../store/environment-file.js";
import { DIFF_FILE, ofAttempt, type RootLayout } from "../store/layout.js";
import { presentStatus, recordedStatus, type Attempt, type RunFile } from "../store/run-file.js";
import { countText } from "../util/count-text.js";
import { factText } from "./fact-text.js";

/** What is known of a run besides its params: names and values, each as one line. */
export function recordedLines(layout: RootLayout, file: RunFile): [name: string, value: string][] {
  const facts: (readonly [string, string | undefined])[] = [
    ["command", isTexts(file.command) ? factText("command", file.command) : undefined],
    ["folder", textOf(file.cwd)],
    ["code", codeText(file.vcs)],
    ["environment", environmentText(layout, file.environment)],
    ["machine", machineText(file.machine)],
    ["GPUs", gpusText(file.gpus)],
    ["attempts", file.attempts.length > 1 ? attemptsText(file) : undefined],
    ...earlierLines(layout, file),
    ["exit code", typeof file.exitCode === "number" ? String(file.exitCode) : undefined],
    ["signal", textOf(file.signal)],
    ["scalars", scalarsText(file)],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, cellText(value)] satisfies [string, string]],
  );
}

/** What reads numbers from the output ends with the recorder, and the program may go on. */
function scalarsText(file: RunFile): string | undefined {
  if (typeof file.recording?.scalars !== "string") return undefined;
  if (presentStatus(recordedStatus(file)) !== "lost") return undefined;
  return "read until the recorder was killed; log.txt may have more";
}

/** Facts are not checked when run.json is read: any of them may be of another kind. */
type Unchecked<Fact> = { readonly [Key in keyof Fact]?: unknown } | undefined;

function codeText(vcs: Unchecked<NonNullable<RunFile["vcs"]>>): string | undefined {
  const [commit, branch] = [textOf(vcs?.HEAD_sha), textOf(vcs?.active_branch)];
  if (commit === undefined) return undefined;
  return joined([
    commit === "" ? "no commit yet" : factText("commit", commit),
    branch && `on ${branch}`,
    vcs?.is_dirty === true && "with uncommitted changes",
    textOf(vcs?.remote) && `of ${String(vcs?.remote)}`,
  ]);
}

function environmentText(layout: RootLayout, sha: unknown): string | undefined {
  if (typeof sha !== "string") return undefined;
  const environment = readEnvironment(layout, sha);
  const { python, node, cuda } = environment ?? {};
  const packages = Object.keys(python?.packages ?? {}).length;
  return joined(
    [
      textOf(python?.version) && `Python ${python!.version} with ${countText(packages, "package")}`,
      textOf(node?.version) && `Node ${node!.version.replace(/^v/, "")}`,
      textOf(cuda) && `CUDA ${cuda!}`,
      factText("environment", sha),
    ],
    ", ",
  );
}

function machineText(machine: Unchecked<NonNullable<RunFile["machine"]>>): string | undefined {
  if (!machine) return undefined;
  const { hostname, os, cpu, cores, memory } = machine;
  return joined(
    [
      textOf(hostname),
      textOf(os),
      textOf(cpu),
      typeof cores === "number" && countText(cores, "core"),
      typeof memory === "number" && factText("memory", memory),
    ],
    ", ",
  );
}

function gpusText(gpus: unknown): string | undefined {
  if (!isList(gpus)) return undefined;
  return joined(
    Array.from(gpus, (gpu) => textOf((gpu as { name?: unknown } | null)?.name)),
    ", ",
  );
}

/** What attempts before the last one had otherwise than that. */
function earlierLines(
  layout: RootLayout,
  last: RunFile,
): (readonly [string, string | undefined])[] {
  return last.attempts
    .slice(0, -1)
    .flatMap((attempt, at) =>
      EARLIER.filter(({ keyOf }) => keyOf(attempt) !== keyOf(last)).map(
        ({ name, toText }) =>
          [`${name} of attempt ${at + 1}`, toText(layout, attempt, at + 1)] as const,
      ),
    );
}

type AttemptFacts = Pick<Attempt, "vcs" | "environment" | "machine" | "experiment">;

const EARLIER: readonly {
  readonly name: string;
  /** What tells it apart. */
  readonly keyOf: (facts: AttemptFacts) => unknown;
  readonly toText: (layout: RootLayout, facts: AttemptFacts, attempt: number) => string | undefined;
}[] = [
  {
    name: "code",
    keyOf: ({ vcs }) => `${vcs?.HEAD_sha} ${vcs?.diff_sha}`,
    toText: (_layout, { vcs }, attempt) => {
      const text = codeText(vcs);
      return text && vcs?.is_dirty ? `${text} (${ofAttempt(DIFF_FILE, attempt)})` : text;
    },
  },
  {
    name: "environment",
    keyOf: ({ environment }) => environment,
    toText: (layout, { environment }) => environmentText(layout, environment),
  },
  {
    name: "machine",
    keyOf: ({ machine }) => machine?.hostname,
    toText: (_layout, { machine }) => machineText(machine),
  },
  {
    name: "trial",
    keyOf: ({ experiment }) => experiment?.version,
    toText: (_layout, { experiment }) =>
      experiment && `version ${experiment.version} of ${experiment.name}`,
  },
];

function attemptsText({ attempts }: RunFile): string {
  return `${attempts.length} (${attempts.map(({ status }) => status).join(", ")})`;
}

function joined(parts: readonly (string | false | undefined)[], between: string = " "): string {
  return parts.filter((part) => typeof part === "string" && part !== "").join(between);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
