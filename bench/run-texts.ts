/** 18 params, as PyYAML's dumper sorts and spells them; exman adds the time and the id. */
export function paramsText(id: number, directory: string, time: string): string {
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
lr: ${0.01 + 0.09 * drawn(id)}
model: resnet18
name: null
optimizer: ${optimizer}
root: runs/${directory}
seed: ${id % 10}
tmp: false
weight_decay: 0.0001
time: '${time}'
id: ${id}
`;
}

/** A line a step, with the sixteen or seventeen digits that losses have in earnest. */
export function statisticsText(id: number, steps: number): string {
  const line = (step: number): string => {
    const loss = Math.exp(-step / 30) + 0.1 * drawn(id * 7 + step);
    const accuracy = 1 - loss / 3 + 0.01 * drawn(id + step * 3);
    return `{"step": ${step}, "loss": ${loss}, "accuracy": ${accuracy}}\n`;
  };
  return Array.from({ length: steps }, (_, step) => line(step)).join("");
}

/** Between 0 and 1, the same for the same key: a random search draws such values, and no two runs share one. */
function drawn(key: number): number {
  const spread = Math.sin(key) * 10_000;
  return spread - Math.floor(spread);
}
