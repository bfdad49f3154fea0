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
    'connect(pin="SEKRIT", github_pat="SEKRIT", user="kept")',
    'os.system("kept --login=bob:SEKRIT")',
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
    'x = make(pin="D4", value="high"); pat = "[a-z]+"; pin = 1234',
    'enter(token=token, password=getpass("Password: "))',
  ])("stays as it is: %s", (line) => {
    const diff = `@@ -0,0 +1 @@\n+${line}`;
    expect(redactDiff(diff, "x.py")).toEqual({ text: diff, count: 0 });
  });
});

describe("a notebook", () => {
  /** As Jupyter writes a list of lines. */
  const listed = (name: string, lines: readonly string[]): string[] => [
    `   "${name}": [`,
    lines.map((line) => `    ${JSON.stringify(line)}`).join(",\n"),
    "   ]",
  ];
  const diffOf = (lines: readonly string[]): string =>
    `@@ -0,0 +1 @@\n${lines.flatMap((line) => line.split("\n").map((part) => `+${part}`)).join("\n")}`;
  const redacted = (name: string, lines: readonly string[]): unknown => {
    const { text } = redactDiff(diffOf(listed(name, lines)), "x.ipynb");
    const json = text
      .split("\n")
      .slice(1)
      .map((line) => line.slice(1));
    return (JSON.parse(`{${json.join("\n")}}`) as Record<string, unknown>)[name];
  };

  it("has its source read as a program, with its commands, and stays JSON", () => {
    const lines = [
      'API_KEY = "SEKRIT"\n',
      'connect(password="SEKRIT", token=\'SEKRIT\', user="kept")\n',
      'tokens = ["SEKRIT", 3]; token = tokens[0]\n',
      "%env OPENAI_API_KEY=SEKRIT\n",
      "%env WANDB_API_KEY SEKRIT\n",
      "!mysql -pSEKRIT kept\n",
      'x = "kept"',
    ];
    expect(redacted("source", lines)).toEqual([
      'API_KEY = "[redacted]"\n',
      'connect(password="[redacted]", token=\'[redacted]\', user="kept")\n',
      'tokens = ["[redacted]", 3]; token = tokens[0]\n',
      "%env OPENAI_API_KEY=[redacted]\n",
      "%env WANDB_API_KEY [redacted]\n",
      "!mysql -p[redacted] kept\n",
      'x = "kept"',
    ]);
    expect(redacted("source", ["%%bash\n", "export TOKEN=SEKRIT\n", "ls\n"])).toEqual([
      "%%bash\n",
      "export TOKEN=[redacted]\n",
      "ls\n",
    ]);
  });

  it("has its output read as what was printed, with the colours of a traceback", () => {
    const escape = String.fromCodePoint(27);
    const lines = [
      "token: SEKRIT\n",
      "tokens: 5000 loss: 3\n",
      `${escape}[1m kept${escape}[0m\n`,
      `----> 1 API_KEY${escape}[38;5;241m=${escape}[39m${escape}[38;5;124m"${escape}[39mSEKRIT"\n`,
    ];
    expect(redacted("text", lines)).toEqual([
      "token: [redacted]\n",
      ...lines.slice(1, 3),
      '----> 1 API_KEY="[redacted]"\n',
    ]);
  });

  it("has no secret in a part that does not tell what it is of", () => {
    const { text } = redactDiff(
      diffOf([
        '    "password: SEKRIT1\\n",',
        '    "API_KEY = \\"SEKRIT2\\"\\n"',
        '  "token": "SEKRIT3"',
      ]),
      "x.ipynb",
    );
    expect(text.split("\n").slice(1)).toEqual([
      '+    "password: [redacted]\\n",',
      '+    "API_KEY = \\"[redacted]\\"\\n"',
      '+  "token": "[redacted]"',
    ]);
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
