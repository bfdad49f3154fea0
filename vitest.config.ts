import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
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
