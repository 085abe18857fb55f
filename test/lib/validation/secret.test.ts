import { Lazy, Token } from "cdktf";
import { z } from "zod";
import { problemsOf } from "../../../lib/validation/check-props";
import { secret, secretInClear, unsafePlainText } from "../../../lib/validation/secret";
import { evaluate } from "../evaluate";
import { tokens } from "../tokens";

/** What is said of `value`. */
const said = (value: unknown): string[] =>
  problemsOf(z.strictObject({ it: secret() }), { it: value }).map(
    ({ code, message }) => `${code} ${message}`,
  );

describe("secret", () => {
  test.each([[tokens.number], [tokens.list], [tokens.map], [tokens["lazy value"]]])(
    "refuses a token that is not that of a text (%#)",
    (token) => {
      expect(said(token)).toEqual([
        "WRONG_TYPE is a token, but not that of a text. Pass its text, such as variable.stringValue",
      ]);
    },
  );

  test.each([[tokens.text], [`${tokens.text}${tokens.text}`]])("lets tokens pass (%#)", (token) => {
    expect(said(token)).toEqual([]);
  });

  test.each([["hunter2"], [5], [{ value: "hunter2" }], [""], [null], ["${var.hunter2}"]])(
    "refuses the literal %p and does not show it",
    (value) => {
      const [message = "", ...others] = said(value);
      expect(others).toEqual([]);
      expect(message).toMatch(/^LITERAL_SECRET a literal was given, .*TerraformVariable/);
      expect(message).not.toContain("hunter2");
    },
  );

  test("refuses a token with other text around it and shows neither", () => {
    const [message = "", ...others] = said(`hunter2${tokens.text}`);
    expect(others).toEqual([]);
    expect(message).toMatch(/^LITERAL_SECRET a token with other text around it .* Pass the token alone$/);
    expect(message).not.toMatch(/hunter2|TfToken/);
  });

  test("says when it is missing, and how to come by one", () => {
    expect(said(undefined)).toEqual([
      'MISSING is missing. Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue',
    ]);
  });
});

describe("a literal in the disguise of a token", () => {
  const resolved = (value: unknown): unknown => (Token.isUnresolved(value) ? "hunter2" : value);

  test("is recognized when it is resolved", () => {
    expect(secretInClear(Lazy.stringValue({ produce: () => "hunter2" }), resolved)).toBe(
      "a token that stands for a literal, at least in part",
    );
  });

  test.each([
    ["hunter2${var.secret}", "a token that stands for a literal, at least in part"],
    ["${var.a}-${var.b}", "a token that stands for a literal, at least in part"],
    ["$${var.secret}", "a token that stands for a literal, at least in part"],
    ["", "a token that stands for nothing"],
    [undefined, "a token that stands for nothing"],
    ["${var.secret}", undefined],
    ['${jsondecode(var.secrets)["key}"]}', undefined],
  ])("is %j: %s", (value, problem) => {
    expect(secretInClear(tokens.text, () => value)).toBe(problem);
  });

  test("may be wanted, and says so itself", () => {
    const value = unsafePlainText("hunter2");
    expect(said(value)).toEqual([]);
    expect(evaluate(value)).toBe("hunter2");
    expect(secretInClear(value, resolved)).toBeUndefined();
    expect(value).not.toContain("hunter2");
    expect(evaluate(unsafePlainText("a${b}%{c}"))).toBe("a$${b}%%{c}");
  });
});
