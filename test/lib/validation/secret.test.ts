import { propProblems } from "../../support/problems";
import { unsafePlainText } from "../../../lib/synthesis/plain-text";
import { secret } from "../../../lib/validation/secret";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

const problemsIn = (value: unknown): string[] =>
  propProblems(secret(), value, ({ code, message }) => `${code} ${message}`);

describe("secret", () => {
  test.each([[tokens.number], [tokens.list], [tokens.map]])(
    "rejects a token that isn't a string token (%#)",
    (token) => {
      expect(problemsIn(token)).toEqual([
        "WRONG_TYPE is not a string token. Pass a string token, such as variable.stringValue",
      ]);
    },
  );

  test.each([[tokens.text], [`${tokens.text}${tokens.text}`], [tokens["lazy value"]]])(
    "accepts tokens (%#)",
    (token) => {
      expect(problemsIn(token)).toEqual([]);
    },
  );

  test.each([
    ["hunter2"],
    [5],
    [{ value: "hunter2" }],
    [""],
    [null],
    ["$${var.hunter2}"],
    ['${join("", ["hunter2"])}'],
    ["${var.a ? 1 : 2}"],
    ["${"],
  ])("rejects the literal %p without showing it", (value) => {
    const [message = "", ...others] = problemsIn(value);
    expect(others).toEqual([]);
    expect(message).toMatch(/^LITERAL_SECRET is a literal, .*TerraformVariable/);
    expect(message).not.toContain("hunter2");
  });

  test.each([
    "${random_password.pw.result}",
    "${var.pw}",
    '${local.l["pw"]}',
    '${file("/run/secrets/pw")}',
    '${provider::vault::get("secret/pw")}',
  ])("accepts an expression, which synthesis checks: %s", (value) => {
    expect(problemsIn(value)).toEqual([]);
  });

  test("rejects an expression with other text around it", () => {
    expect(problemsIn("hunter2${var.pw}")).toEqual([expect.stringMatching(/^LITERAL_SECRET is a literal/)]);
  });

  test("rejects a token with other text around it and shows neither", () => {
    const [message = "", ...others] = problemsIn(`hunter2${tokens.text}`);
    expect(others).toEqual([]);
    expect(message).toMatch(/^LITERAL_SECRET has literal text around the token, .* Pass only the token$/);
    expect(message).not.toMatch(/hunter2|TfToken/);
  });

  test("reports that it is missing and how to create one", () => {
    expect(problemsIn(undefined)).toEqual([
      'MISSING is missing. Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue',
    ]);
  });
});

describe("unsafePlainText", () => {
  test("passes a literal unchanged, including template characters", () => {
    const value = unsafePlainText("a${b}%{c}");
    expect(problemsIn(value)).toEqual([]);
    expect(value).not.toContain("a$");
    expect(evaluate(value)).toBe("a$${b}%%{c}");
  });
});
