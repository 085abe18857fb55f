import { z } from "zod";
import { problemsOf } from "../../../lib/validation/check-props";
import { unsafePlainText } from "../../../lib/synthesis/plain-text";
import { secret } from "../../../lib/validation/secret";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

/** What is said of `value`. */
const said = (value: unknown): string[] =>
  problemsOf(z.strictObject({ it: secret() }), { it: value }).map(
    ({ code, message }) => `${code} ${message}`,
  );

describe("secret", () => {
  test.each([[tokens.number], [tokens.list], [tokens.map]])(
    "refuses a token that is not that of a text (%#)",
    (token) => {
      expect(said(token)).toEqual([
        "WRONG_TYPE is not a string token. Pass a string token, such as variable.stringValue",
      ]);
    },
  );

  test.each([[tokens.text], [`${tokens.text}${tokens.text}`], [tokens["lazy value"]]])(
    "lets tokens pass (%#)",
    (token) => {
      expect(said(token)).toEqual([]);
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
  ])("refuses the literal %p and does not show it", (value) => {
    const [message = "", ...others] = said(value);
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
  ])("lets an expression pass, which the synthesis looks at: %s", (value) => {
    expect(said(value)).toEqual([]);
  });

  test("refuses an expression with other text around it", () => {
    expect(said("hunter2${var.pw}")).toEqual([expect.stringMatching(/^LITERAL_SECRET is a literal/)]);
  });

  test("refuses a token with other text around it and shows neither", () => {
    const [message = "", ...others] = said(`hunter2${tokens.text}`);
    expect(others).toEqual([]);
    expect(message).toMatch(/^LITERAL_SECRET has literal text around the token, .* Pass only the token$/);
    expect(message).not.toMatch(/hunter2|TfToken/);
  });

  test("says when it is missing, and how to come by one", () => {
    expect(said(undefined)).toEqual([
      'MISSING is missing. Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue',
    ]);
  });
});

describe("unsafePlainText", () => {
  test("passes a literal as what it is, with what looks like a template in it", () => {
    const value = unsafePlainText("a${b}%{c}");
    expect(said(value)).toEqual([]);
    expect(value).not.toContain("a$");
    expect(evaluate(value)).toBe("a$${b}%%{c}");
  });
});
