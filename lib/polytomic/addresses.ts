/** E-mail addresses and the domains in them. Each function says what is wrong with a text, if anything is. */

/** Of an e-mail address: not whether it exists, but whether it is one, and not a list or a name with one. */
export function emailProblem(value: string): string | undefined {
  return /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(value)
    ? undefined
    : "is not an e-mail address, such as ops@example.com";
}

/** Of an e-mail address that the provider compares, letter by letter, with Polytomic's answer. */
export function lowerCaseEmailProblem(value: string): string | undefined {
  const problem = emailProblem(value);
  return problem === undefined && value !== value.toLowerCase()
    ? "is not in lower case, in which Polytomic answers addresses; the provider takes another case for another address"
    : problem;
}

/** Of a domain, in the case in which Polytomic is certain to answer it. */
export function domainProblem(value: string): string | undefined {
  return /^[^\s@:/.]+(\.[^\s@:/.]+)+$/.test(value) && value === value.toLowerCase()
    ? undefined
    : "is not a domain in lower case, such as example.com";
}
