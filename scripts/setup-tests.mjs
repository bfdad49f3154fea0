// What the tests need: beyond the npm packages, the real programs that the integration tests run.
import { provideChromium } from "./provide/chromium.mjs";
import { provideDanfo } from "./provide/danfo.mjs";
import { provideDeno } from "./provide/deno.mjs";
import { provideGitLfs } from "./provide/git-lfs.mjs";
import { provideNodeModules } from "./provide/node-modules.mjs";
import { provideNotebooksLink } from "./provide/notebooks-link.mjs";
import { providePoppler } from "./provide/poppler.mjs";
import { providePython } from "./provide/python.mjs";
import { main } from "./provide/steps.mjs";
import { provideVega5 } from "./provide/vega5.mjs";

main(
  provideNodeModules,
  provideNotebooksLink,
  providePython,
  provideChromium,
  providePoppler,
  provideGitLfs,
  provideDanfo,
  provideVega5,
  provideDeno,
);
