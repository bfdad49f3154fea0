import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A root that the benchmark made, and its files. */
export interface MadeRoot {
  readonly root: string;
  readonly paramsFiles: readonly string[];
  readonly statisticsFiles: readonly string[];
}

const STARTED = new Date(2026, 10, 21, 8, 0, 0).getTime();

/** Writes a root in exman's own format: 18 params a run, and where `steps` is not 0 two statistics at each step. */
export function makeRoot(runs: number, steps: number): MadeRoot {
  const root = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  for (const folder of ["runs", "index", "tmp", "marked", "fails"]) mkdirSync(join(root, folder));
  const made = { root, paramsFiles: [] as string[], statisticsFiles: [] as string[] };
  for (let id = 1; id <= runs; id += 1) writeRun(made, id, steps);
  return made;
}

function writeRun(
  made: { root: string; paramsFiles: string[]; statisticsFiles: string[] },
  id: number,
  steps: number,
): void {
  const time = spell(new Date(STARTED + id * 1000));
  const name = `${String(id).padStart(6, "0")}-${time.replace("T", "-").replaceAll(":", "-")}`;
  const directory = join(made.root, "runs", name);
  const params = join(directory, "params.yaml");
  mkdirSync(directory);
  writeFileSync(params, paramsText(id, name, time));
  symlinkSync(join("..", "runs", name, "params.yaml"), join(made.root, "index", `${name}.yaml`));
  made.paramsFiles.push(params);
  if (steps === 0) return;
  const statistics = join(directory, "statistics.jsonl");
  writeFileSync(statistics, statisticsText(id, steps));
  made.statisticsFiles.push(statistics);
}

/** 18 params, as PyYAML's dumper sorts and spells them; exman adds the time and the id. */
function paramsText(id: number, name: string, time: string): string {
  const optimizer = ["adam", "sgd", "rmsprop"][id % 3]!;
  return `activation: relu
augment: ${id % 2 === 0}
batch_size: ${32 * (1 + (id % 4))}
beta1: 0.9
config_file: null
dataset: cifar10
dropout: ${(id % 5) / 10 + 0.05}
epochs: 20
git_dirty: false
hidden:
- 128
- 64
lr: ${["0.001", "0.0003", "1.0e-05"][id % 3]}
model: resnet18
name: null
optimizer: ${optimizer}
root: runs/${name}
seed: ${id % 10}
tmp: false
weight_decay: 0.0001
time: '${time}'
id: ${id}
`;
}

/** Losses with the sixteen or seventeen digits that JSON has in earnest. */
function statisticsText(id: number, steps: number): string {
  const line = (step: number): string => {
    const loss = Math.exp(-step / 30) + 0.1 * Math.abs(Math.sin(id * 7 + step));
    const accuracy = 1 - loss / 3 + 0.01 * Math.cos(id + step * 3);
    return `{"step": ${step}, "loss": ${loss}, "accuracy": ${accuracy}}\n`;
  };
  return Array.from({ length: steps }, (_, step) => line(step)).join("");
}

function spell(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":")}`;
}
