import { describe, expect, it } from "vitest";
import { redactDiff } from "../../src/capture/redact/redact-diff.js";
import { redactDocument } from "../../src/capture/redact/redact-document.js";
import { redactTraceback } from "../../src/capture/redact/redact-traceback.js";

describe("a line of a program", () => {
  it.each([
    'd = {"lr": 1, "db": {"token": "SEKRIT"}, "x": "kept"}',
    'if True: token = "SEKRIT"; x = "kept"',
    'f(token="SEKRIT", user="kept")',
    'token = os.environ.get("kept") or "SEKRIT"',
    'token = "SEKRIT" if x else "SEKRIT" # kept',
    'kept = password = "SEKRIT"',
    'password: SecretStr = SecretStr("SEKRIT") # kept',
    'PASSWORD, USER = "SEKRIT", kept',
    'kept.login("me", "SEKRIT")',
    String.raw`kept = "{\"a\": {\"token\": \"SEKRIT\"}}"`,
    `kept = json.loads('{"a": {"token": "SEKRIT"}}')`,
    'connect("host=kept password=SEKRIT1")',
    'os.system("kept --token SEKRIT1")',
    'run(["kept", "--token", "SEKRIT"])',
    'run(["mysql", "-pSEKRIT", "kept"])',
    'os.system("curl -u bob:SEKRIT kept")',
    'os.system("PGPASSWORD=SEKRIT psql kept")',
    'API_KEY_2 = "SEKRIT"; x = "kept"',
  ])("has no secret left: %s", (line) => {
    const { text } = redactDiff(`@@ -0,0 +1 @@\n+${line}`, "x.py");
    expect(text).not.toContain("SEKRIT");
    expect(text).toContain("kept");
  });

  it.each([
    'print(f"token={token}", "text")',
    'print("token=" + x, "text")',
    'raise ValueError("invalid token: no word")',
    'token = "<pad>"; password = "%s"',
    'name, token = line.split("@")',
    'parser.add_argument("--key", default="val_loss", help="use --token to log in")',
    'sorted(runs, key=lambda run: "val_loss")',
    "tokens: int = 5000; token_dim=64; max_token_length=5",
    'model(tokenizer="bpe", num_tokens=3, password_field=True)',
    'enter(token=token, password=getpass("Password: "))',
  ])("stays as it is: %s", (line) => {
    const diff = `@@ -0,0 +1 @@\n+${line}`;
    expect(redactDiff(diff, "x.py")).toEqual({ text: diff, count: 0 });
  });
});

it("a traceback has its source read as a program, and the rest as what was printed", () => {
  const lines = [
    "password: correct horse",
    "tokens=5000 token_dim=64 lr=0.1 api_key=SEKRIT",
    '  File "x.py", line 3, in main',
    '    token = get(path); login(token=token, password="SEKRIT")',
    "InvalidTokenError: password of bob is wrong",
    "Config(token='SEKRIT', lr=0.1)",
    "refused SEKRIT-key",
  ];
  const env = { WANDB_API_KEY: "SEKRIT-key" };
  expect(redactTraceback(lines.join("\n"), env).split("\n")).toEqual([
    "password: [redacted]",
    "tokens=5000 token_dim=64 lr=0.1 api_key=[redacted]",
    lines[2],
    '    token = get(path); login(token=token, password="[redacted]")',
    lines[4],
    "Config(token='[redacted]', lr=0.1)",
    "refused [redacted]",
  ]);
});

it("a document has the texts of its secrets nowhere, the longest first, and short ones as words", () => {
  const text = 'lr: 1\na: &x SEKRIT-one\nb: SEKRIT-one-more\nc: "say \\"SEKRIT\\""\nlrs: [lr]\n';
  const secrets = ["SEKRIT-one", "SEKRIT-one-more", 'say "SEKRIT"', "lrs"];
  expect(redactDocument(text, secrets)).toBe(
    'lr: 1\na: &x [redacted]\nb: [redacted]\nc: "[redacted]"\n[redacted]: [lr]\n',
  );
});
