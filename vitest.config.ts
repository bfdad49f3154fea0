import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/tools/longest-first.js";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // By default one core would be left to Vitest itself, which needs next to nothing.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Pictures must not depend on the fonts of the machine.
    env: {
      CETERIS_FONTS: fileURLToPath(new URL("test/plots/fixtures/fonts/cjk", import.meta.url)),
    },
    typecheck: {
      enabled: true,
      checker: "./node_modules/typescript/bin/tsc",
      include: ["test/**/*.test-d.ts"],
      tsconfig: "test/tsconfig.json",
    },
    coverage: {
      provider: "v8",
      include: ["src/**"],
      reporter: ["text-summary"],
      thresholds: { lines: 85, functions: 85, branches: 75 },
    },
  },
});
