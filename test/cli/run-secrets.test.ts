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

/** Every file below a folder, with its name. */
function textOf(root: string, isKept: (path: string) => boolean = () => true): string {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile() && isKept(path));
  return files.map((path) => `${path}\n${readFileSync(path, "utf8")}`).join("\n");
}

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
  const text = textOf(root);
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

it("keeps no secret that stands within a line, in whatever a run keeps but the output itself", () => {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  const git = (...args: string[]): void =>
    void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      cwd,
    });
  let count = 0;
  /** Each with letters and digits, and in no other word. */
  const secret = (): string => `planted${String((count += 1)).padStart(3, "0")}x`;
  git("init", "-q");
  writeFileSync(
    join(cwd, "conf.json"),
    `{"lr":1,"db":{"token":"${secret()}","hosts":{"x":{"api_key":"${secret()}"}}},"tokens":["${secret()}"],"token_dim":64}`,
  );
  const program = [
    `d = {"token": "${secret()}"}`,
    `x = {"db": {"auth_token": "${secret()}"}}`,
    `if True: token = "${secret()}"`,
    `PASSWORD, USER = "${secret()}", "x"`,
    `wandb.login(key="${secret()}")`,
    `os.system("mysql -p${secret()} db")`,
    `os.system("curl -u bob:${secret()} https://example.org")`,
    `token = os.environ.get("T") or "${secret()}"`,
    `num_tokens, key, tokenizer = 5000, "val_loss", "bpe"`,
  ];
  const script = [
    `wandb login ${secret()}`,
    `mysql -p${secret()}`,
    `mysql -p'${secret()} ${secret()}'`,
    `curl -u bob:${secret()} https://example.org`,
  ];
  writeFileSync(join(cwd, "new.py"), `${program.join("\n")}\n`);
  writeFileSync(join(cwd, "new.sh"), `${script.join("\n")}\n`);
  const said = [
    `token=${secret()}`,
    `api_key: ${secret()}`,
    `password="${secret()}"`,
    `{"token": "${secret()}"}`,
    `API_TOKEN=${secret()} lr=0.1`,
    `login with token: ${secret()}`,
    "tokens: 5000 loss: 3",
    "key: val_loss",
  ];
  writeFileSync(join(cwd, "said.txt"), `${said.join("\n")}\n`);
  const [key, first, last] = [`/${secret()}`, secret(), secret()];
  writeFileSync(join(cwd, "keys.py"), `A = "${first}"\nB = "${last}"\n`);
  const env = { AWS_SECRET_ACCESS_KEY: key, MY_TOKEN: `${first}\n${last}` };
  const source = [`API_KEY = "${secret()}"\n`, `!mysql -p${secret()}\n`, "tokens = [1]"];
  const outputs = [{ output_type: "stream", name: "stdout", text: [`token: ${secret()}\n`] }];
  const notebook = { cells: [{ cell_type: "code", source, outputs }] };
  writeFileSync(join(cwd, "new.ipynb"), JSON.stringify(notebook, null, 1));
  const failing = `cat said.txt >&2; : curl -u bob:${secret()}; exit 1`;
  const words = ["--config", "conf.json", "--cfg-json", `{"a":{"token":"${secret()}"},"lr":2}`];
  words.push("--key", `${secret()}ab12cd34ef56ab78`, "--sort-key", "val_loss", "--x", key);
  words.push("--pat", `${secret()}ab12cd34ef56ab78`, `--login=bob:${secret()}`, "--pin", "483920");
  words.push("--tokens", "5000");
  const command = ["run", "sh", "-c", failing, "sh", ...words, `{"db":{"password":"${secret()}"}}`];
  mkdirSync(join(root, "runs"), { recursive: true });
  mkdirSync(join(root, "index"));
  expect(runCeteris(command, { cwd, env }).exit).toBe(1);
  const text = textOf(root, (path) => !path.endsWith("log.txt"));
  expect(text.match(/planted\d+x/g)).toBeNull();
  expect(text).not.toContain("483920");
  const { params, read } = newestRun(root, "fails");
  expect(params).toMatchObject({
    lr: 1,
    token_dim: 64,
    cfg_json: '{"a":{"token":"[redacted]"},"lr":2}',
    sort_key: "val_loss",
    login: "bob:[redacted]",
    pin: "[redacted]",
    tokens: 5000,
  });
  expect(JSON.parse(read("config", "conf.json"))).toEqual({
    lr: 1,
    db: { token: "[redacted]", hosts: { x: { api_key: "[redacted]" } } },
    tokens: ["[redacted]"],
    token_dim: 64,
  });
  expect(read("changes.diff")).toContain(program.at(-1));
  expect(read("changes.diff")).toContain(String.raw`"API_KEY = \"[redacted]\"\n",`);
  expect(read("traceback.txt")).toBe(
    `${[
      "token=[redacted]",
      "api_key: [redacted]",
      'password="[redacted]"',
      '{"token": "[redacted]"}',
      "API_TOKEN=[redacted] lr=0.1",
      "login with token: [redacted]",
      "tokens: 5000 loss: 3",
      "key: val_loss",
    ].join("\n")}\n`,
  );
});
