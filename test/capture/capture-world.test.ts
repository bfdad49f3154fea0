import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { arch, hostname, totalmem, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readAmdGpus } from "../../src/capture/amd-gpus.js";
import { captureWorld } from "../../src/capture/capture-world.js";
import { seedsOf } from "../../src/capture/seeds-of.js";
import { built } from "../tools/built.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { repositoryOf, write } from "./repository.js";

const node = [process.execPath, "main.js"];

/** A folder whose programs come before all others. */
function withProgram(name: string, text: string): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = temporaryFolder();
  write(folder, { [`bin/${name}`]: text });
  chmodSync(join(folder, "bin", name), 0o755);
  const path = [join(folder, "bin"), process.env["PATH"]].join(delimiter);
  return { folder, env: { ...process.env, PATH: path } };
}

describe("graphics cards", () => {
  it("are those that nvidia-smi lists", async () => {
    // what nvidia-smi 535 prints, without most of its lines, where a card of an old kind does not tell its memory
    const { folder, env } = withProgram(
      "nvidia-smi",
      `#!/bin/sh
[ "$*" = "-q -x" ] || exit 2
cat <<EOF
<nvidia_smi_log>
	<driver_version>535.104.05</driver_version>
	<cuda_version>12.2</cuda_version>
	<gpu id="00000000:07:00.0">
		<product_name>NVIDIA A100-SXM4-40GB</product_name>
		<fb_memory_usage>
			<total>40960 MiB</total>
		</fb_memory_usage>
	</gpu>
	<gpu id="00000000:0F:00.0">
		<product_name>Quadro K600</product_name>
		<fb_memory_usage>
			<total>N/A</total>
		</fb_memory_usage>
	</gpu>
</nvidia_smi_log>
EOF
`,
    );
    const { gpus, unread } = await captureWorld({ cwd: folder, command: node, env });
    const versions = { driver: "535.104.05", cuda: "12.2" };
    expect(gpus).toEqual([
      { name: "NVIDIA A100-SXM4-40GB", memory: 40960 * 2 ** 20, ...versions },
      { name: "Quadro K600", ...versions },
      ...readAmdGpus(),
    ]);
    expect(unread).toEqual({});
  });

  it("are unread, with the reason, where its driver is out of order", async () => {
    const said = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.";
    const { folder, env } = withProgram("nvidia-smi", `#!/bin/sh\necho "${said}"\nexit 9\n`);
    const world = await captureWorld({ cwd: folder, command: node, env });
    expect(world.gpus).toBeUndefined();
    expect(world.unread).toEqual({ gpus: said });
  });

  it("are those of AMD alone on a machine without the program", async () => {
    const folder = temporaryFolder();
    const env = { ...process.env, PATH: join(folder, "bin") };
    const world = await captureWorld({ cwd: folder, command: node, env });
    expect(world.gpus ?? []).toEqual(readAmdGpus());
    expect(world.unread).toEqual({});
  });
});

it("programs that hang leave their facts out within the limit, and all others in", async () => {
  const hang = "#!/bin/sh\nsleep 600 &\nsleep 600\n";
  const { folder, env } = withProgram("nvidia-smi", hang);
  for (const name of ["git", "python3"]) {
    write(folder, { [`bin/${name}`]: hang });
    chmodSync(join(folder, "bin", name), 0o755);
  }
  write(folder, { ".git/HEAD": "ref: refs/heads/main\n" });
  const world = await captureWorld({ cwd: folder, command: ["python3", "x.py"], env, limit: 400 });
  const reason = (program: string): string => `${program} gave no answer within 0.4 s`;
  expect(world.unread).toEqual({
    vcs: reason("git"),
    environment: reason(join(folder, "bin/python3")),
    gpus: reason(join(folder, "bin/nvidia-smi")),
  });
  expect(world.machine.hostname).toBe(hostname());
  const left = spawnSync("pgrep", ["-f", join(folder, "bin")], { encoding: "utf8" });
  expect(left.stdout ?? "").toBe("");
});

it("a world has the machine, the job of Slurm, and the variables of the allow list", async () => {
  const folder = temporaryFolder();
  repositoryOf(folder, { "a.py": "a\n" });
  const env = {
    PATH: process.env["PATH"],
    SLURM_JOB_ID: "4242",
    SLURM_ARRAY_TASK_ID: "7",
    SLURM_JWT: "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh",
    OMP_NUM_THREADS: "4",
    PYTHONHASHSEED: "0",
    TZ: "",
    NODE_OPTIONS: "--require /x.js --title=https://me:s3cr3ts3cr3t@host.org/",
    WANDB_API_KEY: "0123456789abcdef",
    MY_SETTING: "mine",
  };
  const world = await captureWorld({ cwd: folder, command: node, env });
  expect(world.machine).toEqual({
    os: expect.stringMatching(/\w/),
    arch: arch(),
    cpu: expect.stringMatching(/\w/),
    cores: expect.any(Number),
    memory: totalmem(),
    hostname: hostname(),
    user: userInfo().username,
  });
  expect(world.machine.cores).toBeGreaterThan(0);
  expect(world.slurm).toEqual({ SLURM_JOB_ID: "4242", SLURM_ARRAY_TASK_ID: "7" });
  expect(world.variables).toEqual({
    NODE_OPTIONS: "--require /x.js --title=https://[redacted]@host.org/",
    OMP_NUM_THREADS: "4",
    PYTHONHASHSEED: "0",
  });
  expect(world.vcs).toMatchObject({ root: folder, is_dirty: false });
  const code = { unread: "known before" };
  const again = await captureWorld({ cwd: folder, command: node, env: {}, code });
  expect(again).toEqual({
    environment: { node: { version: process.versions.node } },
    machine: world.machine,
    ...(world.gpus && { gpus: world.gpus }),
    unread: { vcs: "known before" },
  });
});

it("in the background keeps no process alive, and survives a busy event loop", () => {
  const { folder, env } = withProgram(
    "nvidia-smi",
    '#!/bin/sh\nwhile [ -e "$0" ]; do sleep 0.2; done\n', // as long as this test takes
  );
  repositoryOf(join(folder, "a"), { "a.py": "a\n" });
  const from = JSON.stringify(built("capture", "capture-world.js"));
  const run = (program: string): string =>
    spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: join(folder, "a"),
      env,
      encoding: "utf8",
    }).stdout;
  const left = `import { captureWorld } from ${from};
captureWorld({ cwd: ".", command: process.argv, background: true }).then(() => console.log("read"));
process.on("exit", () => console.log("ended"));`;
  expect(run(left)).toBe("ended\n");
  const busy = `import { captureCode } from ${from.replace("capture-world", "capture-code")};
const reading = captureCode(".", { limit: 100 });
const begin = Date.now();
while (Date.now() - begin < 300);
console.log((await reading).vcs.active_branch);`;
  expect(run(busy)).toBe("main\n");
});

it("seeds are the numbers under a seed's name", () => {
  const params = {
    seed: 3,
    lr: 0.1,
    data: { random_seed: 7, seeds: 2 },
    manual_seed: "no",
    list: [1],
  };
  expect(seedsOf(params)).toEqual({ seed: 3, "data.random_seed": 7 });
});
