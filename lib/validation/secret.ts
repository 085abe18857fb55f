/** Secrets: only as tokens, so that they stand in no synthesized file. No message shows one. */
import { Tokenization } from "cdktf";
import type { ZodType } from "zod";
import { literalsOf, sourcesOf } from "../terraform/hcl-template";
import { describe } from "./metadata";
import { isToken } from "../tokens";
import { type Mistake, reject } from "./combinators";

const REMEDY = 'Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue';

/** The rule of secrets: a token, or an expression of Terraform that refers to something. A token with literal text around it is refused like a literal: that text would be seen. */
export const secret = (): ZodType =>
  describe(reject(mistake), { values: "a token, such as the value of a sensitive `TerraformVariable`" });

function mistake(value: unknown): Mistake | undefined {
  if (value === undefined) {
    return { code: "MISSING", message: `is missing. ${REMEDY}` };
  }
  // What an expression refers to is looked at during synthesis, as that of a token is.
  if (
    typeof value === "string" &&
    !isToken(value) &&
    literalsOf(value) === "" &&
    sourcesOf(value).length > 0
  ) {
    return undefined;
  }
  if (!isToken(value)) {
    const message = `a literal was given, which would stand in the synthesized files. ${REMEDY}`;
    return { code: "LITERAL_SECRET", message };
  }
  if (typeof value !== "string") {
    return {
      code: "WRONG_TYPE",
      message: "is a token, but not that of a text. Pass its text, such as variable.stringValue",
    };
  }
  if (Tokenization.reverseString(value).literals.length > 0) {
    const message =
      "a token with other text around it was given; that text would stand in the synthesized files. " +
      "Pass the token alone";
    return { code: "LITERAL_SECRET", message };
  }
  return undefined;
}
