import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kernelCommand } from "../../../src/kernel/client/kernel-command.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

const AROUND = {
  env: { HOME: "/home/me", PATH: "/bin" },
  platform: "linux",
  home: "/home/me",
} as const;

function kernel(
  prefix: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const directory = join(prefix, "share/jupyter/kernels/mine");
  const spec = {
    argv,
    env,
    displayName: "",
    language: "",
    interruptMode: "signal",
    metadata: {},
  } as const;
  return { name: "mine", directory, spec };
}

it("fills in what Jupyter fills in, and leaves other braces", () => {
  const argv = ["run", "-f={connection_file}", "{resource_dir}/x", "{prefix}", "{other}", "{{}}"];
  const given = kernel("/opt/env", argv, { PATH: "/kernel:${PATH}", A: "$HOME/$UNSET", B: "$" });
  const { program, args, env } = kernelCommand(given, "/tmp/c.json", AROUND);
  expect([program, ...args]).toEqual([
    "run",
    "-f=/tmp/c.json",
    "/opt/env/share/jupyter/kernels/mine/x",
    "/opt/env",
    "{other}",
    "{{}}",
  ]);
  expect(env).toEqual({
    HOME: "/home/me",
    PATH: "/kernel:/bin",
    A: "/home/me/$UNSET",
    B: "$",
    JPY_PARENT_PID: String(process.pid),
  });
});

it("takes the Python of the environment that the kernel lies in, where there is one", () => {
  const prefix = temporaryFolder();
  const given = kernel(prefix, ["python", "-m", "ipykernel_launcher"]);
  expect(kernelCommand(given, "c", AROUND).program).toBe("python");
  mkdirSync(join(prefix, "bin"));
  writeFileSync(join(prefix, "bin/python"), "");
  expect(kernelCommand(given, "c", AROUND).program).toBe(join(prefix, "bin/python"));
});
