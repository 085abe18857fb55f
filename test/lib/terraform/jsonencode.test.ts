import { Testing, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { jsonencode } from "../../../lib/terraform/jsonencode";

/** The expression of a value. */
function expression(value: (host: string) => unknown): string {
  const stack = new TerraformStack(Testing.app(), "stack");
  const host = new TerraformVariable(stack, "host", { type: "string" }).stringValue;
  new TerraformOutput(stack, "it", { value: jsonencode(value(host)) });
  return JSON.parse(Testing.synth(stack)).output.it.value;
}

describe("jsonencode", () => {
  test.each([
    ["quotes inside", 'b "c"', '"b \\"c\\""'],
    ["quotes at both ends", '"both"', '"\\"both\\""'],
    ["backslashes", "a\\d", '"a\\\\d"'],
    ["lines", "a\r\nb", '"a\\r\\nb"'],
    ["a string that looks like an expression", "${x} %{ if }", '"$${x} %%{ if }"'],
    ["null", null, "null"],
    ["numbers and booleans", [1, true], "[1, true]"],
    ["keys", { 'k"': 1 }, '{"k\\"" = 1}'],
  ])("keeps %s", (_, value, argument) => {
    expect(expression(() => value)).toBe(`\${jsonencode(${argument})}`);
  });

  test("leaves tokens to Terraform, alone and within a string", () => {
    expect(expression((host) => [host, `"${host}"`])).toBe('${jsonencode([var.host, "\\"${var.host}\\""])}');
  });
});
