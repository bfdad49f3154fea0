// What the library, its build and its demo need. Runs before node_modules exists, so it imports Node only.
import { provideNodeModules } from "./provide/node-modules.mjs";
import { provideNotebooksLink } from "./provide/notebooks-link.mjs";
import { main } from "./provide/steps.mjs";

main(provideNodeModules, provideNotebooksLink);
