/** Tokens of every kind, for tests that pass them in any place, and a check that the rendered files contain no garbage. */
import { parse } from "@cdktf/hcl2json";
import { Lazy, TerraformElement, type TerraformStack, TerraformVariable, Token } from "cdktf";
import { InvalidPropsError } from "../../lib/errors";
import { referencesOf } from "../../lib/terraform/hcl-template";
import { resolveIn } from "../../lib/terraform/references";

/** Tokens, by kind of value. */
export function seeds(stack: TerraformStack): Readonly<Record<string, unknown>> {
  const variable = new TerraformVariable(stack, "seeded", { type: "any" });
  const { stringValue: text, numberValue: number, listValue: list } = variable;
  const map = Token.asStringMap(variable.value);
  const lazy = (value: unknown) => Lazy.anyValue({ produce: () => value });
  return {
    "the token of a string": text,
    "the token of a number": number,
    "the token of a list": list,
    "the token of a map": map,
    "a token without a type": variable.value,
    "a token of a literal": Lazy.stringValue({ produce: () => "lazy" }),
    "a token of a literal number": Token.asNumber(lazy(7)),
    "a token of a literal list": Token.asList(lazy(["lazy", number])),
    "a token of a literal object": lazy({ a: `x-${number}`, b: undefined }),
    "a token of a token": lazy(`lazy-${number}`),
    "a string with the token of a string": `a${text}`,
    "a string with the token of a number": `a${number}`,
    "the token of a number behind a hyphen": `a-${number}`,
    "the token of a number, as a string": String(number),
    "a string with the token of a list": `a${String(list)}`,
    "a string with the token of a map": `a${String(map)}`,
    "a string with a token of an object": `a${Token.asString(lazy({ b: 1 }))}`,
    "a number computed with a token": number * 2,
    "the token of no number": Token.asNumber(lazy(NaN)),
    "no number": NaN,
    "a token whose producer throws": Lazy.stringValue({
      produce: () => {
        throw new TypeError("the producer fails");
      },
    }),
    "a token of half a surrogate pair": lazy("\ud83d"),
    "a token of itself": lazy(knot()),
  };
}

function knot(): object {
  const self: Record<string, unknown> = {};
  self["self"] = self;
  return self;
}

const GARBAGE =
  /TfToken|TOKEN\[|\de\+\d{3}|\[object Object\]|\bNaN\b|\bundefined\b|creationStack|<unresolved/;

/** Finds remains of tokens in the strings of a rendered file: token encodings, and references that are plain text. */
export const garbageIn = (texts: Iterable<string>): string[] =>
  [...texts].filter(
    (text) =>
      GARBAGE.test(text) ||
      (text.match(/var\.seeded/g) ?? []).length !==
        referencesOf(text).filter((one) => one === "var.seeded").length,
  );

/** Returns the error of `program`, unless this library throws it. */
export function foreignErrorOf(program: () => unknown): string[] {
  try {
    program();
    return [];
  } catch (error) {
    return InvalidPropsError.isInvalidPropsError(error) ? [] : [String(error)];
  }
}

/**
 * Expects that a program renders a valid Terraform configuration from tokens.
 *
 * @param foreign the known errors that other code throws
 */
export async function expectRendered(stack: TerraformStack, foreign: readonly string[]): Promise<void> {
  const texts = new Set<string>();
  // Each element is checked separately, so that a rejected element does not hide others.
  const atSynthesis = stack.node
    .findAll()
    .filter(TerraformElement.isTerraformElement)
    .flatMap((element) =>
      foreignErrorOf(() => textsIn(resolveIn(element, element.toTerraform()), texts)).map(
        (one) => `${element.node.path}: ${one}`,
      ),
    );
  expect([...foreign, ...atSynthesis]).toEqual([]);
  expect(garbageIn(texts)).toEqual([]);
  await parseTemplates(texts);
}

/** All strings in a value, names included. */
export function textsIn(value: unknown, texts = new Set<string>()): Set<string> {
  if (typeof value === "string") {
    texts.add(value);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      texts.add(name);
      textsIn(member, texts);
    }
  } else if (typeof value === "number") {
    texts.add(JSON.stringify(value));
  }
  return texts;
}

/** Parses strings as templates with HashiCorp's own HCL parser, all at once. Throws if one is not a valid template. */
export const parseTemplates = (texts: Iterable<string>): Promise<unknown> =>
  parse("templates.tf", [...texts].map((text, index) => `t${index} = <<EOT\n${text}\nEOT\n`).join(""));
