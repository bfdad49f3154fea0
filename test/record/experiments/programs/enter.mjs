// Enters an experiment: node enter.mjs ROOT FACTS. Prints the version, and whether it is new.
import { enterExperiment } from "../../../../dist/record/experiments/enter-experiment.js";
import { createRoot } from "../../../../dist/store/create-root.js";

const [root, facts] = process.argv.slice(2);
const { version, isNew } = enterExperiment(createRoot(root), {
  ...JSON.parse(facts),
  time: new Date(),
});
process.stdout.write(`${version} ${isNew}`);
