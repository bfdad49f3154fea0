// What a benchmark compares with, from Python, in an environment of its own:
// node provide-python.mjs NAME REQUIREMENTS PACKAGES makes `.cache/NAME` with what `bench/REQUIREMENTS` lists.
import { join } from "node:path";
import { provideVenv } from "../scripts/provide/python.mjs";
import { main, PROJECT } from "../scripts/provide/steps.mjs";

const [name, requirements, packages] = process.argv.slice(2);

main(() => provideVenv({ name, requirements: join(PROJECT, "bench", requirements), packages }));
