import { escapeTemplate, referenceIn, referencesOf, sourcesOf } from "../../../lib/terraform/hcl-template";

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
    ["${a.b[0].c.d}", ["a.b"]],
    ["${var.a ? b.c[var.i] : d.e}", ["var.a", "b.c", "var.i", "d.e"]],
    ['${file("a.b")}', []],
    ["${1.5}", []],
    ["a.b", []],
    ["$${a.b}", []],
  ])("%s refers to %j", (template, references) => {
    expect(referencesOf(template)).toEqual(references);
  });
});

describe("sourcesOf", () => {
  test.each<[string, string[]]>([
    ['${local.l["password"]}', ["local.l.password"]],
    ["x${data.a.b.c[0].d}y${var.e}", ["data.a.b.c.0.d", "var.e"]],
    ['${var.v ? "a" : "b"}', []],
    ['${trimspace((var.v == "x" ? "a" : local.b))}', ["local.b"]],
    ["${var.a ? var.b : var.c ? var.d : var.e}", ["var.b", "var.d", "var.e"]],
    ['${["a", "b"][var.i]}', []],
    ["${local.l[var.key].x.y}", ["local.l"]],
    ["${a.b[*].c}", ["a.b"]],
    ['${join("", ["a${var.x}b"])}', ["var.x"]],
    ['${"%{ if var.a == "x" }b%{ endif }"}', []],
    ["${[for x, y in var.l : x.p]}", ["var.l"]],
    ['${file("a.b")}', ["().file"]],
    ['${provider::vault::get("a.b")}', ["().provider::vault::get"]],
    ["$${var.a}", []],
    ["${1.5 + 2}", []],
    ["${var.open", ["var.open"]],
  ])("%s can consist of %j", (template, sources) => {
    expect(sourcesOf(template).map((steps) => steps.join("."))).toEqual(sources);
  });

  test("takes linear time", () => {
    const long = `\${${"a.b[".repeat(20_000)}${"?".repeat(20_000)}${'"'.repeat(20_000)}`;
    const started = performance.now();
    sourcesOf(long);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("a deep template", () => {
  test.each([
    ["with nested calls", (depth: number) => `\${${"f(a.b, ".repeat(depth)}c.d${")".repeat(depth)}}`],
    ["with unclosed calls", (depth: number) => `\${${"f(a.b, ".repeat(depth)}`],
    [
      "with nested conditionals",
      (depth: number) => `\${${"(x.y ? a.b : ".repeat(depth)}c.d${")".repeat(depth)}}`,
    ],
  ])("%s is read at a depth of 10,000", (_, nested) => {
    expect(sourcesOf(nested(10_000)).length).toBeGreaterThan(0);
  });

  test("with many references is read completely and in order", () => {
    const many = Array.from({ length: 200_000 }, (_, index) => `a.b${index}`);
    expect(sourcesOf(`\${f([${many.join(", ")}])}`).map((steps) => steps.join("."))).toEqual(many);
  });
});

describe("referenceIn", () => {
  test.each<[string, string[] | undefined]>([
    ['${ local.l["a"].b[0] }', ["local", "l", "a", "b", "0"]],
    ["${var.a}x", undefined],
    ["${upper(var.a)}", undefined],
    ["${var.a[var.b]}", undefined],
    ["$${var.a}", undefined],
  ])("%s is %j", (template, reference) => {
    expect(referenceIn(template)).toEqual(reference);
  });
});
