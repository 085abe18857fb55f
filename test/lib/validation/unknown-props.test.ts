import { z } from "zod";
import { problemsOf } from "../../../lib/validation/check-props";
import { ruleProblems } from "../../support/problems";
import { ruleByValue } from "../../../lib/validation/combinators";

const rule = z.strictObject({
  name: z.string().optional(),
  folder: z.string().optional(),
  maxSessionDuration: z.number().optional(),
  files: ruleByValue(() => z.strictObject({ skipLines: z.number().optional() })).optional(),
});

const problemsIn = (props: object): string[] =>
  ruleProblems(rule, props, ({ prop, message }) => `${prop} ${message}`);

describe("an unknown prop", () => {
  test.each([
    ["nmae", "name"],
    ["Folder", "folder"],
    ["foldr", "folder"],
    ["folders", "folder"],
    ["max_SessionDuration", "maxSessionDuration"],
  ])("%s is corrected to %s", (given, meant) => {
    expect(problemsIn({ [given]: 1 })).toEqual([`${given} is not a prop here. Did you mean ${meant}?`]);
  });

  test.each(["mode", "suffix", "n", "constructor", "x".repeat(9999)])("%s has no suggestion", (given) => {
    expect(problemsIn({ [given]: 1 })).toEqual([
      `${given} is not a prop here. Is it misspelled, or does it belong to another option?`,
    ]);
  });

  test("has a suggestion at any depth, from the props of its own object", () => {
    expect(problemsIn({ files: { skiplines: 1, folder: "a" }, nam: "n" })).toEqual([
      "files.skiplines is not a prop here. Did you mean skipLines?",
      "files.folder is not a prop here. Is it misspelled, or does it belong to another option?",
      "nam is not a prop here. Did you mean name?",
    ]);
  });

  test("never suggests a removed prop", () => {
    expect(problemsOf(rule.omit({ folder: true }), { foldr: 1 })).toEqual([
      {
        prop: "foldr",
        code: "UNKNOWN_PROP",
        message: "is not a prop here. Is it misspelled, or does it belong to another option?",
      },
    ]);
  });
});
