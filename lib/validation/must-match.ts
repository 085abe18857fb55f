/** The check that a string matches `pattern`. Returns `problem` if it does not. */
export const mustMatch =
  (pattern: RegExp, problem: string) =>
  (text: string): string | undefined =>
    pattern.test(text) ? undefined : problem;
