/** Secrets must be tokens, so that no synthesized file contains them. No message shows a secret. */
import { Tokenization } from "cdktf";
import type { ZodType } from "zod";
import { literalsOf, sourcesOf } from "../terraform/hcl-template";
import { describe } from "./metadata";
import { isToken } from "../tokens";
import { type Mistake, reject } from "./combinators";

const REMEDY = 'Pass a token: new TerraformVariable(this, "secret", { sensitive: true }).stringValue';

/** Accepts a token, or a Terraform expression with a reference. Rejects a token with literal text around it: that text would be visible. */
export const secret = (): ZodType =>
  describe(reject(mistake), { values: "a token, such as the value of a sensitive `TerraformVariable`" });

function mistake(value: unknown): Mistake | undefined {
  if (value === undefined) {
    return { code: "MISSING", message: `is missing. ${REMEDY}` };
  }
  // What an expression refers to is checked during synthesis, as for a token.
  if (
    typeof value === "string" &&
    !isToken(value) &&
    literalsOf(value) === "" &&
    sourcesOf(value).length > 0
  ) {
    return undefined;
  }
  if (!isToken(value)) {
    const message = `is a literal, which the synthesized files would contain. ${REMEDY}`;
    return { code: "LITERAL_SECRET", message };
  }
  if (typeof value !== "string") {
    return {
      code: "WRONG_TYPE",
      message: "is not a string token. Pass a string token, such as variable.stringValue",
    };
  }
  if (Tokenization.reverseString(value).literals.length > 0) {
    const message =
      "has literal text around the token, which the synthesized files would contain. Pass only the token";
    return { code: "LITERAL_SECRET", message };
  }
  return undefined;
}
