import { escapeTemplate, referencesOf } from "../../lib/hcl-template";

describe("escapeTemplate", () => {
  test.each([
    ['a "b"', 'a \\"b\\"'],
    ['"${f("}")}"', '\\"${f("}")}\\"'],
    ["${a} and ${b}\n", "${a} and ${b}\\n"],
    ['$${not "one"}', '$${not \\"one\\"}'],
    ["${open", "${open"],
  ])("%s becomes %s", (template, escaped) => {
    expect(escapeTemplate(template)).toBe(escaped);
  });
});

describe("referencesOf", () => {
  test.each([
    ["${var.a}", ["var.a"]],
    ["x${var.a}-${local.b.c}", ["var.a", "local.b"]],
    ['${jsondecode(data.aws_secret.it.text)["var.key"]}', ["data.aws_secret.it"]],
    ['${join("", ["a.b", "${lookup(var.c, "d.e")}"])}', ["var.c"]],
    ['${join("", ["\\"${f.g}", "$${h.i}"])}', ["f.g"]],
    ['${join("", ["a.b"])}', []],
    ['${merge({"a" = "b.c"}, var.d)}', ["var.d"]],
    ["${1.5}", []],
    ["a.b", []],
    ["$${a.b}", []],
  ])("%s refers to %j", (template, references) => {
    expect(referencesOf(template)).toEqual(references);
  });
});
