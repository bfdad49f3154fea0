import { assert, constantFrom, property, string, stringMatching, type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { redactCommand } from "../../src/capture/redact/redact-command.js";
import { redactDiff } from "../../src/capture/redact/redact-diff.js";
import { redactParams } from "../../src/capture/redact/redact-params.js";
import { redactText } from "../../src/capture/redact/redact-text.js";
import { redactUrl } from "../../src/capture/redact/redact-url.js";
import { isSecretName } from "../../src/capture/redact/secret-name.js";

const NAMES = [
  "password",
  "PASSWORD",
  "DB_PASS",
  "api-key",
  "API_KEY",
  "OPENAI_API_KEY",
  "apiKey",
  "hf_token",
  "GH_TOKEN",
  "auth.token",
  "client_secret",
  "AWS_SECRET_ACCESS_KEY",
  "FOO_KEY",
  "db.password",
  "SecretKey",
  "passwords",
  "api_keys",
  "db_pw",
  "PGPASSWORD",
  "API_KEY_2",
  "password1",
];
const names = constantFrom(...NAMES);
/** What can be a word of a command: anything. */
const anyText = string({ minLength: 12, maxLength: 40, unit: "binary" }).filter(
  (text) => !text.startsWith("-"),
);
/** What can stand in quotes, by JSON's rules. */
const quotable = string({ minLength: 12, maxLength: 40, unit: "grapheme-ascii" });
/** What can stand bare in a line of settings or of a shell. */
const bare = stringMatching(/^[A-Za-z0-9!#%^*()+./?@,:<=~][\w!#%^*()+./?@,:<=~-]{11,40}$/);
const wordSecret = stringMatching(/^[A-Za-z0-9]{12,40}$/);

/** No six signs of a secret in a row may come through. */
function pieces(secret: string): string[] {
  return Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6));
}

function expectGone(form: string, text: string, secret: string): void {
  const kept = pieces(secret).filter((piece) => text.includes(piece) && !form.includes(piece));
  expect({ text, kept }).toEqual({ text, kept: [] });
}

function check(secrets: Arbitrary<string>, write: (name: string, secret: string) => string): void {
  assert(
    property(names, secrets, (name, secret) => {
      const form = write(name, "\0");
      expectGone(form, redactText(write(name, secret)), secret);
    }),
  );
}

describe("the words of a command", () => {
  const forms: Readonly<Record<string, (name: string, secret: string) => string[]>> = {
    "the word after an option": (name, secret) => [`--${name}`, secret],
    "an option with a sign": (name, secret) => [`--${name}=${secret}`],
    "a hyperparameter": (name, secret) => [`--${name}~${secret}`, `--${name}=~${secret}`],
    "an assignment": (name, secret) => ["env", `${name}=${secret}`, "python"],
    "an assignment within an option": (name, secret) => [`--env=${name}=${secret}`],
    "a user and a password": (_, secret) => ["curl", "-u", `me:${secret}`],
  };

  it.each(Object.entries(forms))("have no secret left: %s", (_, form) => {
    assert(
      property(names, anyText, (name, secret) => {
        const words = form(name, secret);
        const redacted = redactCommand(words, {});
        expect(redacted).toHaveLength(words.length);
        expectGone(form(name, "\0").join(" "), redacted.join(" "), secret);
      }),
    );
  });

  it("keep what is no secret, and the names of what is", () => {
    const words = [
      "python",
      "main.py",
      "--lr~0.001",
      "--token",
      "abc",
      "--api-key=abc",
      "-x",
      "~1",
    ];
    expect(redactCommand(words, {})).toEqual(
      "python main.py --lr~0.001 --token [redacted] --api-key=[redacted] -x ~1".split(" "),
    );
    const plain = [
      "--max-tokens",
      "100",
      "--pad_token=<pad>",
      "--key",
      "val/loss",
      "--tokenizer=bpe",
    ];
    expect(redactCommand(plain, {})).toEqual(plain);
    expect(redactCommand(["--password", "--verbose"], {})).toEqual(["--password", "--verbose"]);
  });

  it.each([
    ["a.py --token S1 S2 --lr 0.1", "a.py --token [redacted] [redacted] --lr 0.1"],
    ["a.py --pw S --tokens 100 200", "a.py --pw [redacted] --tokens 100 200"],
    ["/usr/bin/sshpass -p S ssh host", "/usr/bin/sshpass -p [redacted] ssh host"],
    ["sshpass -pS ssh host", "sshpass -p[redacted] ssh host"],
    ["wandb login --relogin S", "wandb login --relogin [redacted]"],
    ["docker login -u me -p S host", "docker login -u me -p [redacted] host"],
    ["docker run -u 1000:1000 -p 80:80 x", "docker run -u 1000:1000 -p 80:80 x"],
    ["curl -ubob:S host", "curl -ubob:[redacted] host"],
    ["p --key a1b2c3d4e5f6a7b8c9d0e1", "p --key [redacted]"],
    ["p --key val_top5_accuracy_imagenet1k", "p --key val_top5_accuracy_imagenet1k"],
    ['p {"a":{"token":"S","lr":1}}', 'p {"a":{"token":"[redacted]","lr":1}}'],
    ["mysql -u me -pS db", "mysql -u me -p[redacted] db"],
    ["redis-cli -a S get x", "redis-cli -a [redacted] get x"],
    ["a.py --login=bob:S --login bob:S", "a.py --login=bob:[redacted] --login bob:[redacted]"],
    ["a.py --user=bob:S --login https://x", "a.py --user=bob:[redacted] --login https://x"],
    ["a.py --pin 1234 --user-pin=secret1", "a.py --pin [redacted] --user-pin=[redacted]"],
    ["a.py --pin 13 --pin=D4 --led-pin 1234", "a.py --pin 13 --pin=D4 --led-pin 1234"],
    ["a.py --pat q7w8e9r0t1y2u3i4o5p6 --gh-pat S", "a.py --pat [redacted] --gh-pat [redacted]"],
    ["a.py --pat 10 --pat=*.png", "a.py --pat 10 --pat=*.png"],
    ["make -p all -a b", "make -p all -a b"],
  ])("lose what an option takes for a password: %s", (line, redacted) =>
    expect(redactCommand(line.split(" "), {}).join(" ")).toBe(redacted),
  );

  it("have none of the values that secret variables have", () => {
    const env = {
      WANDB_API_KEY: "0123456789abcdef",
      HOME: "/home/me-and-you",
      AWS_SECRET_ACCESS_KEY: "/0123456789abcde",
      GOOGLE_APPLICATION_CREDENTIALS: import.meta.filename, // a path that is there
    };
    const words = ["login", "0123456789abcdef", "/home/me-and-you", "--x", "/0123456789abcde"];
    expect(redactCommand([...words, import.meta.filename], env)).toEqual([
      ..."login [redacted] /home/me-and-you --x [redacted]".split(" "),
      import.meta.filename,
    ]);
  });

  it("have no line of a secret variable of several lines, but short ones", () => {
    const env = { MY_TOKEN: "first-of-lines\n  first-of-lines-and-more\r\n}\n" };
    const words = ["first-of-lines-and-more", "a first-of-lines", "}", env.MY_TOKEN];
    expect(redactCommand(words, env)).toEqual(["[redacted]", "a [redacted]", "}", "[redacted]"]);
  });

  it("have no secret in a command within a word", () => {
    assert(
      property(names, wordSecret, (name, secret) => {
        const script = `export ${name}=${secret}; login --${name} ${secret} && python x.py`;
        const [, , redacted] = redactCommand(["bash", "-c", script], {});
        expectGone(script.replaceAll(secret, ""), redacted!, secret);
        expect(redacted).toContain("python x.py");
      }),
    );
  });
});

describe("a text", () => {
  it.each<[string, (name: string, secret: string) => string]>([
    ["a line of a .env file", (name, secret) => `${name}=${secret}`],
    ["an exported variable", (name, secret) => `export ${name}=${secret}`],
    ["a line of YAML", (name, secret) => `  - ${name}: ${secret}`],
    ["a line of an .ini file", (name, secret) => `${name} = ${secret}`],
  ])("has no secret left that stands bare: %s", (_, write) =>
    expect(() => check(bare, write)).not.toThrow(),
  );

  it.each<[string, (name: string, secret: string) => string]>([
    ["JSON", (name, secret) => JSON.stringify({ a: 1, [name]: secret, b: [2] })],
    ["YAML", (name, secret) => `${name}: ${JSON.stringify(secret)}`],
    ["TOML", (name, secret) => `${name} = ${JSON.stringify(secret)}`],
    ["a Python dict", (name, secret) => `{'${name}': ${JSON.stringify(secret)}}`],
    ["a call", (name, secret) => `login(${name}=${JSON.stringify(secret)}, user="me")`],
    ["a variable of the environment", (n, s) => `os.environ["${n}"] = ${JSON.stringify(s)}`],
    ["with a type", (name, secret) => `${name}: str | None = ${JSON.stringify(secret)}`],
    [
      "a default",
      (n, s) => `p.add_argument("--${n}", type=str, default="${s.replaceAll(/["\\]/g, "x")}")`,
    ],
  ])("has no secret left in quotes: %s", (_, write) =>
    expect(() => check(quotable, write)).not.toThrow(),
  );

  it.each<[string, (secret: string) => string]>([
    ["an address", (secret) => `git clone https://me:${secret}@host.org/x.git`],
    ["an address with a token alone", (secret) => `https://${secret}@host.org/x.git`],
    ["a query", (secret) => `GET https://host.org/x?a=1&access_token=${secret}&b=2`],
    ["a header", (secret) => `-H "Authorization: Bearer ${secret}"`],
    ["a header of its own", (secret) => `curl -H 'X-Api-Key: ${secret}'`],
    [".npmrc", (secret) => `//registry.npmjs.org/:_authToken=${secret}`],
    [".netrc", (secret) => `machine host.org login me password ${secret}`],
    [
      "a key",
      (secret) => `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`,
    ],
    [
      "a key in one line",
      (s) => `k = "-----BEGIN PRIVATE KEY-----\\n${s}\\n-----END PRIVATE KEY-----"`,
    ],
  ])("has no secret left: %s", (_, write) =>
    expect(() => check(wordSecret, (__, secret) => write(secret))).not.toThrow(),
  );

  it.each([
    "ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "github_pat_11ABCDEFG0abcdefghijkl_0123456789abcdefghijkl",
    "glpat-0123456789abcdefghij",
    "sk-proj-0123456789abcdefghijABCDEFGHIJ",
    "sk-ant-api03-0123456789abcdefghij",
    "hf_0123456789abcdefghijABCDEFGHIJ0123",
    "AKIAIOSFODNN7EXAMPLE",
    "xoxb-123456789012-abcdefghijkl",
    "AIzaSyA0123456789abcdefghijABCDEFGHIJ01",
    "npm_0123456789abcdefghijABCDEFGHIJ012345",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
  ])("has no token left whose shape is known: %s", (token) => {
    expect(redactText(`see ${token}, ok`)).toBe("see [redacted], ok");
    expect(redactCommand(["run", token], {})).toEqual(["run", "[redacted]"]);
    expect(redactDiff(`@@ -0,0 +1 @@\n+x = "${token}"`, "x.py").text).not.toContain(token);
  });

  it("stays as it is where there is no secret", () => {
    const text = [
      "max_tokens = 100",
      'tokenizer = AutoTokenizer.from_pretrained("bert")',
      "primary_key: id",
      "for key, value in items: passes += 1",
      "https://host.org/a?page=2#top and ssh://git@host.org/x and mail me@host.org",
      "password: null",
      "token_ids: [1, 2, 3]",
      "lr=0.1 seed=3 # key insight: authors",
    ].join("\n");
    expect(redactText(text)).toBe(text);
  });

  it("of a million signs is read in no time, whatever it is made of", () => {
    const lines = [
      "a.".repeat(5e5),
      "password".repeat(1e5),
      `token ${" ".repeat(1e6)}x`,
      "=:".repeat(5e5),
      "a".repeat(1e6),
      "{".repeat(1e6),
      "'".repeat(1e6),
      "token={".repeat(1.4e5),
      'curl -u "a:'.repeat(9e4),
    ];
    for (const line of [...lines, `token${"'".repeat(1e6)}`, `"${'secret="'.repeat(1e5)}`])
      expect(redactText(line).length).toBeGreaterThan(0);
  });
});

describe("a diff", () => {
  it("of a program keeps expressions, and loses literals", () => {
    const diff = [
      "diff --git a/x.py b/x.py",
      "@@ -1,2 +1,4 @@ token = 1",
      ' token = os.environ["HF_TOKEN"]',
      "-token = tokens[0]",
      "+password = getpass()",
      '+password = "hunter2"',
      "+TOKEN = f'abc{x}'",
    ].join("\n");
    const { text, count } = redactDiff(diff, "x.py");
    expect(text.split("\n").slice(2)).toEqual([
      ' token = os.environ["HF_TOKEN"]',
      "-token = tokens[0]",
      "+password = getpass()",
      '+password = "[redacted]"',
      "+TOKEN = '[redacted]'",
    ]);
    expect(count).toBe(2);
  });

  it("of settings loses whatever is set", () => {
    const diff = "@@ -1 +1 @@\n-password: hunter2\n+password: correct horse, battery\n lr: 0.1";
    expect(redactDiff(diff, "conf.yaml").text).toBe(
      "@@ -1 +1 @@\n-password: [redacted]\n+password: [redacted]\n lr: 0.1",
    );
  });
});

describe("a secret on several lines", () => {
  it.each([
    ["x.py", ['api_key = """', "SEKRIT-1", 'SEKRIT-2"""', "lr = 0.1"]],
    ["x.py", ["PASSWORD = \\", '    "SEKRIT"', 'name = "kept"', "lr = 0.1"]],
    ["x.py", ["passwords = {", '    "db": "SEKRIT",', '    "[": ["SEKRIT"],', "}", "lr = 0.1"]],
    ["x.mjs", ["const apiKey =", '  "SEKRIT";', "const lr = 0.1;"]],
    ["x.mjs", ["const secret = `", "SEKRIT", "`;", "const lr = 0.1;"]],
    ["x.sh", ['password=("SEKRIT" "SEKRIT-2")', "lr=0.1"]],
    ["x.sh", ["PASSWORD=\\", "SEKRIT", "lr=0.1"]],
    ["x.sh", ['PASSWORD="a', 'SEKRIT"', "lr=0.1"]],
    ["x.yaml", ["password:", "  SEKRIT", "lr: 0.1"]],
    ["x.yaml", ["a:", "  secret: |", "    SEKRIT", "", "    SEKRIT: SEKRIT", "  lr: 0.1"]],
    ["x.yaml", ["tokens:", "- SEKRIT", "- SEKRIT", "lr: 0.1"]],
    ["x.yaml", ["api_key:", "  # which", "  value: SEKRIT", "lr: 0.1"]],
    ["x.yaml", ["- password:", "    SEKRIT", "  lr: 0.1"]],
    ["x.toml", ["tokens = [", '  "SEKRIT",', '  "SEKRIT",', "]", "lr = 0.1"]],
    ["x.json", ['"password": {', '  "v": "SEKRIT"', "},", '"lr": 0.1']],
    ["x.json", ['"password":{"v":"SEKRIT"}, "lr": 0.1']],
  ])("is not in the diff of %s: %j", (path, lines) => {
    const diff = ["@@ -1,9 +1,9 @@", ` ${lines[0]}`, ...lines.slice(1).map((line) => `+${line}`)];
    const { text } = redactDiff(diff.join("\n"), path);
    expect(text).not.toContain("SEKRIT");
    expect(text.split("\n")).toHaveLength(diff.length);
    expect(text).toMatch(/lr.*0\.1;?$/);
  });

  it("ends where the code goes on", () => {
    const code = [
      "tokens.map((token) => {",
      '  return "kept";',
      "});",
      "if (token === (",
      '  "kept"',
      "tokens = [",
      "  1, 2,",
      "]",
      'name = "kept"',
    ];
    const diff = ["@@ -0,0 +1,9 @@", ...code.map((line) => `+${line}`)].join("\n");
    expect(redactDiff(diff, "x.mjs")).toEqual({ text: diff, count: 0 });
    const yaml = "tokens:\n  train: 1e9\n  test: 100\nmax_tokens: 5\nnum_tokens:\n  - a";
    expect(redactText(yaml)).toBe(yaml);
  });
});

describe("an address", () => {
  it.each([
    ["https://me:secret@github.com/a/b.git", "https://github.com/a/b.git"],
    ["https://ghp_token@github.com/a/b", "https://github.com/a/b"],
    ["https://me:p@ss@host.org:8443/b", "https://host.org:8443/b"],
    ["git@github.com:a/b.git", "git@github.com:a/b.git"],
    ["ssh://git@host.org:22/a", "ssh://git@host.org:22/a"],
    ["ssh://git:secret@host.org/a", "ssh://host.org/a"],
    ["/srv/git/a.git", "/srv/git/a.git"],
    ["https://host.org/a?private_token=abc", "https://host.org/a?private_token=[redacted]"],
  ])("has no credentials: %s", (url, plain) => expect(redactUrl(url)).toBe(plain));
});

it("params lose their secrets at every depth, and keep everything else", () => {
  const params = {
    lr: 0.1,
    password: "hunter2",
    db: { passwd: 1234, host: "h" },
    tokens: [1, 2],
    api_keys: ["a", "b"],
    api_key: { value: "a", also: [{ v: "b" }], retries: 3 },
    max_tokens: { train: "1M" },
    hub: { tokens: ["a", 1] },
    use_auth: true,
    token: null,
    remote: "https://me:abc@host.org/x",
    pad_token: "<pad>",
    wandb: { key: "abc", project: "p" },
    plot: { key: "val_loss" },
    password_field: true,
    pin: 13,
    card: { pin: 4711, pat: "*.png" },
  };
  expect(redactParams(params)).toEqual({
    ...params,
    password: "[redacted]",
    db: { passwd: "[redacted]", host: "h" },
    api_keys: ["[redacted]", "[redacted]"],
    api_key: { value: "[redacted]", also: [{ v: "[redacted]" }], retries: 3 },
    hub: { tokens: ["[redacted]", 1] },
    remote: "https://[redacted]@host.org/x",
    wandb: { key: "[redacted]", project: "p" },
    card: { pin: "[redacted]", pat: "*.png" },
  });
});

it("a name is one of secrets by its words", () => {
  const others =
    "max_tokens key sort_key passes author PUBLIC_KEY monkey password_file pad_token num_tokens tokens_per_second token_count n_tokens".split(
      " ",
    );
  expect([...NAMES, ...others].filter(isSecretName)).toEqual(NAMES);
});
