import { parseTemplate } from "../../../lib/plan/read/hcl-expression";

const text = (value: string) => ({ kind: "literal", value });
const other = (code: string) => ({ kind: "other", text: code });

test.each([
  ["", text("")],
  ["plain", text("plain")],
  ["$${x} and %%{y}", text("${x} and %{y}")],
  ["a $ b % c", text("a $ b % c")],
  ["${5}", { kind: "literal", value: 5 }],
  ["${-1.5e2}", { kind: "literal", value: -150 }],
  ["${true}", { kind: "literal", value: true }],
  ["${null}", { kind: "literal", value: null }],
  ['${"a\\"b\\n\\u00e9\\\\"}', text('a"b\né\\')],
  ["${ (((5))) }", { kind: "literal", value: 5 }],
])("%j is a literal", (template, expected) => {
  expect(parseTemplate(template)).toEqual(expected);
});

test.each([
  ["${aws_sqs_queue.lake-1.arn}", ["aws_sqs_queue", "lake-1", "arn"]],
  ['${data.a.b["k.x"].c}', ["data", "a", "b", "k.x", "c"]],
  ["${a.b[0].c.1}", ["a", "b", 0, "c", 1]],
  ["${~ var.x ~}", ["var", "x"]],
])("%s is a reference", (template, path) => {
  expect(parseTemplate(template)).toMatchObject({ kind: "reference", path });
});

test("a template has literal parts and expressions", () => {
  expect(parseTemplate("arn:${a.b}:${c.d}/*")).toEqual({
    kind: "template",
    parts: [
      text("arn:"),
      { kind: "reference", path: ["a", "b"], text: "a.b" },
      text(":"),
      { kind: "reference", path: ["c", "d"], text: "c.d" },
      text("/*"),
    ],
  });
});

test("objects, lists and calls are nested", () => {
  const template = '${jsonencode({"A" = [1, "x-${a.b}",], b : {(c.d) = null}\n e = f(g.h, "}") // done\n})}';
  expect(parseTemplate(template)).toMatchObject({
    kind: "call",
    name: "jsonencode",
    args: [
      {
        kind: "object",
        members: [
          [text("A"), { kind: "list", elements: [{ value: 1 }, { kind: "template" }] }],
          [text("b"), { kind: "object", members: [[{ kind: "reference" }, { value: null }]] }],
          [text("e"), { kind: "call", name: "f", args: [{ kind: "reference" }, text("}")] }],
        ],
      },
    ],
  });
});

test.each([
  ["${a.b ? c.d : e.f}", "a.b ? c.d : e.f"],
  ['${x.y == "a" && !z.w}', 'x.y == "a" && !z.w'],
  ["${1 + 2 * 3}", "1 + 2 * 3"],
  ['${[for k, v in a.b : "${k}]"]}', '[for k, v in a.b : "${k}]"]'],
  ["${{for k in a.b : k => k}}", "{for k in a.b : k => k}"],
  ["${a.b[*].c}", "a.b[*].c"],
  ["${a.b[c.d]}", "a.b[c.d]"],
  ["${f(a.b)[0]}", "f(a.b)[0]"],
  ["${name}", "name"],
])("%s is kept as text", (template, code) => {
  expect(parseTemplate(template)).toEqual(other(code));
});

test.each([
  "%{ if a }x%{ endif }",
  "${",
  "${a.}",
  "${f(a.b...)}",
  '${"unclosed}',
  "${a b}",
  `\${${"[".repeat(5000)}`,
  `\${${"(".repeat(300)}1${")".repeat(300)}}`,
])("what cannot be parsed is kept whole: %#", (template) => {
  expect(parseTemplate(template)).toEqual(other(template));
});
