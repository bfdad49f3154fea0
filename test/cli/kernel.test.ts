import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, widest } from "./run-ceteris.js";

/** Calls the command as a user without a Python environment, whose home is `folder`. */
function kernel(
  folder: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Answer> {
  const user = { HOME: folder, USERPROFILE: folder, JUPYTER_DATA_DIR: join(folder, "data") };
  const none = { VIRTUAL_ENV: "", CONDA_PREFIX: "", JUPYTER_PATH: "" };
  return callCeteris(["kernel", ...args], { cwd: folder, env: { ...user, ...none, ...env } });
}

it("installs for the user, in an environment and in a folder, and removes from there alone", async () => {
  const folder = temporaryFolder();
  const environment = { VIRTUAL_ENV: join(folder, "venv") };
  const places = {
    user: join(folder, "data/kernels/ceteris"),
    active: join(folder, "venv/share/jupyter/kernels/ceteris"),
    prefix: join(folder, "env/share/jupyter/kernels/ceteris"),
  };
  expect(await kernel(folder, ["install"])).toEqual({
    exit: 0,
    out: "",
    err: expect.stringContaining(`installed the kernel TypeScript (ceteris) in ${places.user}\n`),
  });
  await kernel(folder, ["install", "--sys-prefix"], environment);
  await kernel(folder, ["install", "--prefix", "env"]);
  expect(Object.values(places).map((place) => existsSync(join(place, "kernel.json")))).toEqual([
    true,
    true,
    true,
  ]);

  expect(await kernel(folder, ["uninstall", "--user"], environment)).toEqual({
    exit: 0,
    out: "",
    err:
      `removed the kernel TypeScript (ceteris) from ${places.user}\n` +
      `Jupyter still finds one in ${places.active}\n`,
  });
  expect(readdirSync(join(folder, "data/kernels"))).toEqual([]);
  expect(await kernel(folder, ["uninstall", "--user"], environment)).toMatchObject({
    exit: 1,
    err: expect.stringContaining(`there is one in ${places.active}: give that place.`),
  });
  const removed = await kernel(folder, ["uninstall", "--prefix", "env", "--json"]);
  expect(JSON.parse(removed.out)).toMatchObject({ directory: places.prefix, elsewhere: [] });
});

it("takes a name and a title, and installs stock tslab beside our kernel", async () => {
  const folder = temporaryFolder();
  const named = ["--name", "runs", "--display-name", "Runs", "--json"];
  const { out } = await kernel(folder, ["install", ...named]);
  expect(JSON.parse(out)).toMatchObject({ name: "runs", displayName: "Runs" });
  await kernel(folder, ["install"]);
  await kernel(folder, ["install", "--stock"]);
  const kernels = join(folder, "data/kernels");
  expect(readdirSync(kernels).toSorted()).toEqual(["ceteris", "ceteris-tslab", "runs"]);
  const spec = JSON.parse(readFileSync(join(kernels, "ceteris-tslab/kernel.json"), "utf8"));
  expect(spec).toMatchObject({ display_name: "TypeScript (tslab)", interrupt_mode: "signal" });
});

it.each([
  [["instal"], 2, /no command kernel instal; did you mean install\?/],
  [["start"], 2, /no command kernel start; there are: install, uninstall, doctor\./],
  [[], 2, /Too few arguments; usage: ceteris kernel install\|uninstall\|doctor/],
  [["install", "--user", "--system"], 2, /--user and --system are two places; choose one\./],
  [["uninstall", "--force"], 2, /kernel uninstall takes no --force; leave it out\./],
  [["doctor", "--stock"], 2, /kernel doctor takes no --stock; leave it out\./],
  [["install", "--sys-prefix"], 1, /No Python environment is active .*: activate one/],
  [["uninstall"], 1, /There is no kernel in .*ceteris, nor anywhere else that Jupyter looks/],
])("%o is an error that says what to do", async (args, exit, message) => {
  const answer = await kernel(temporaryFolder(), args);
  expect(answer).toMatchObject({ exit, out: "" });
  expect(answer.err).toMatch(message);
});

it("keeps what the doctor says within the width, but for what is to be copied", async () => {
  const folder = temporaryFolder();
  const { exit, out } = await kernel(folder, ["doctor"], { COLUMNS: "60", PATH: folder });
  expect(exit).toBe(1);
  const toRead = out.split("\n").filter((line) => !line.includes(folder));
  expect(widest(toRead.join("\n"))).toBeLessThanOrEqual(60);
  expect(out).toMatch(
    /^no-kernel: .*\n\nceteris-missing: .*\n0 kernels of ceteris, 2 findings\n$/s,
  );
});
