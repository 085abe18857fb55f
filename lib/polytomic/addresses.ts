/** Checks of e-mail addresses and domains. Each function returns what is wrong with a string, or `undefined`. */
import { mustMatch } from "../validation/must-match";

/** Checks that the string is one bare e-mail address, without a display name and not a list. */
export const emailProblem = mustMatch(
  /^[^\s@,;<>]+@[^\s@,;<>]+$/,
  "is not an e-mail address, such as ops@example.com",
);

/** Checks an e-mail address that the provider compares with Polytomic's response, character by character. */
export function lowerCaseEmailProblem(value: string): string | undefined {
  const problem = emailProblem(value);
  return problem === undefined && value !== value.toLowerCase()
    ? "must be lowercase, because Polytomic returns lowercase addresses and the provider treats another case as a change"
    : problem;
}

/** Checks a domain. Requires lowercase, the only case that Polytomic is certain to return unchanged. */
export function domainProblem(value: string): string | undefined {
  return /^[^\s@:/.]+(\.[^\s@:/.]+)+$/.test(value) && value === value.toLowerCase()
    ? undefined
    : "is not a lowercase domain, such as example.com";
}
