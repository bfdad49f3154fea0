import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { newestRun } from "./recorded-run.js";
import { runCeteris } from "./run-ceteris.js";

/** Each is planted in one place, which it names. */
const SECRETS = {
  remote: "plantedremote7f3a",
  option: "plantedoption91bc",
  joined: "plantedjoined44de",
  marked: "plantedmarked0aa1",
  positional: "plantedposition5b",
  url: "plantedurlpassword",
  variable: "plantedvariable8c",
  changed: "planteddiffvalue2",
  untracked: "planteduntracked3",
  config: "plantedconfig6e6e",
  github: "ghp_0123456789abcdefABCDEF0123456789abcd",
};

it("keeps no secret of the line, the variables, the code or a config file anywhere in the root", () => {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      cwd,
    });
  git("init", "-q");
  git("remote", "add", "origin", `https://ann:${SECRETS.remote}@example.org/a.git`);
  writeFileSync(join(cwd, "settings.py"), "API_KEY = ''\n");
  git("add", ".");
  git("commit", "-qm", "first");
  writeFileSync(join(cwd, "settings.py"), `API_KEY = "${SECRETS.changed}"\nlr = 1\n`);
  writeFileSync(join(cwd, "new.sh"), `export SLACK_TOKEN=${SECRETS.untracked}\n`);
  writeFileSync(join(cwd, ".env"), `PASSWORD=${SECRETS.untracked}\n`);
  writeFileSync(join(cwd, "conf.yaml"), `lr: 1\ndatabase:\n  password: ${SECRETS.config}\n`);
  mkdirSync(join(root, "runs"), { recursive: true });
  mkdirSync(join(root, "index"));
  const words = [
    "--lr~0.1",
    "--password",
    SECRETS.option,
    `--token=${SECRETS.joined}`,
    `--api-key~${SECRETS.marked}`,
    `password~${SECRETS.positional}`,
    "--db",
    `postgres://ann:${SECRETS.url}@example.org/db`,
    "--note",
    SECRETS.github,
    "--config",
    "conf.yaml",
  ];
  const script = 'test "$2" = 0.1 && echo "$@" | wc -w; exit 3';
  const env = { OPENAI_API_KEY: SECRETS.variable, WANDB_TOKEN: SECRETS.variable };
  const command = ["run", "-n", "secret", "sh", "-c", script, "sh", ...words];
  const answer = runCeteris(command, { cwd, env });
  expect(answer).toMatchObject({ exit: 3, out: "14\n" }); // the command gets its own words
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());
  const text = files.map((path) => `${path}\n${readFileSync(path, "utf8")}`).join("\n");
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  const { params, read, file } = newestRun(root, "fails");
  expect(params).toMatchObject({
    lr: 0.1,
    password: ["[redacted]", "[redacted]"],
    token: "[redacted]",
    api_key: "[redacted]",
    database: { password: "[redacted]" },
  });
  expect(read("changes.diff")).toContain("+lr = 1");
  expect(read("config", "conf.yaml")).toContain("lr: 1");
  expect(file.experiment).toMatchObject({ name: "secret", version: 1 });
  expect(
    runCeteris(["run", "--config", join(root, "fails", readdirSync(join(root, "fails"))[0]!)], {
      cwd,
    }).err,
  ).toContain("give it again after --");
});
