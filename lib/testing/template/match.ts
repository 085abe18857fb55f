/** What tests expect of values, beyond equality. */
import { at, type Difference, differences, isTemplate, Matcher, show, type Site } from "./difference";

class Like extends Matcher {
  public constructor(
    private readonly expected: unknown,
    private readonly isExact: boolean,
  ) {
    super();
  }
  public describe(): string {
    return `${this.isExact ? "exactly " : ""}${show(this.expected)}`;
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    return differences(this.expected, actual, { ...site, isExact: this.isExact });
  }
}

class Absent extends Matcher {
  public describe(): string {
    return "absent";
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    return actual === undefined || actual === null ? [] : this.differs(actual, site);
  }
}

class Present extends Matcher {
  public describe(): string {
    return "any value";
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    return actual === undefined || actual === null ? this.differs(actual, site) : [];
  }
}

class AnyToken extends Matcher {
  public constructor(private readonly reference: string | undefined) {
    super();
  }
  public describe(): string {
    return this.reference === undefined
      ? "a value that Terraform computes, such as ${aws_s3_bucket.lake.arn}"
      : `a value that Terraform computes from ${this.reference}`;
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    const isComputed =
      isTemplate(actual) && (this.reference === undefined || actual.includes(this.reference));
    return isComputed ? [] : this.differs(actual, site);
  }
}

class StringMatching extends Matcher {
  public constructor(private readonly pattern: RegExp) {
    super();
  }
  public describe(): string {
    return `a string that matches ${String(this.pattern)}`;
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    // A copy: a pattern with the flag g remembers where it stopped.
    const pattern = new RegExp(this.pattern.source, this.pattern.flags.replace("g", ""));
    const texts = [actual, isTemplate(actual) ? site.evaluate(actual) : actual];
    return texts.some((text) => typeof text === "string" && pattern.test(text))
      ? []
      : this.differs(actual, site);
  }
}

class ArrayWith extends Matcher {
  public constructor(private readonly elements: readonly unknown[]) {
    super();
  }
  public describe(): string {
    return `an array with ${show(this.elements)}`;
  }
  public compare(given: unknown, site: Site): readonly Difference[] {
    const actual: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (given === undefined) {
      return this.differs(given, site);
    }
    const inner: Site = { ...site, isExact: false };
    return this.elements.flatMap((expected): readonly Difference[] => {
      const found = actual.map((one, index) => differences(expected, one, at(inner, index)));
      return found.some((one) => one.length === 0)
        ? []
        : [{ path: site.path, expected: `an array with ${show(expected)}`, actual: show(actual) }];
    });
  }
}

class Not extends Matcher {
  public constructor(private readonly unexpected: unknown) {
    super();
  }
  public describe(): string {
    return `not ${show(this.unexpected)}`;
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    return differences(this.unexpected, actual, site).length > 0 ? [] : this.differs(actual, site);
  }
}

class Json extends Matcher {
  public constructor(private readonly expected: unknown) {
    super();
  }
  public describe(): string {
    return `JSON of ${show(this.expected)}`;
  }
  public compare(actual: unknown, site: Site): readonly Difference[] {
    const document = site.documentAt(site.path);
    return document === undefined ? this.differs(actual, site) : differences(this.expected, document, site);
  }
}

/**
 * What tests expect of values, beyond equality. Use them at any depth:
 *
 * ```ts
 * template.hasResource(S3BucketNotification, {
 *   bucket: "acme-lake",
 *   queue: [match.like({ filterPrefix: match.stringMatching(/^exports/) })],
 *   lambdaFunction: match.absent(),
 * });
 * ```
 */
export const match = {
  /** An object with at least these members, at every depth. Arrays have the same length. It is what objects mean without a matcher. */
  like: (expected: unknown): Matcher => new Like(expected, false),
  /** The same members and elements, and no others, at every depth. */
  exact: (expected: unknown): Matcher => new Like(expected, true),
  /** Not set, or `null`. */
  absent: (): Matcher => new Absent(),
  /** Set to any value. */
  present: (): Matcher => new Present(),
  /**
   * A value that Terraform computes. To expect the attribute of a construct, pass the attribute itself: `queue.arn`.
   *
   * @param reference a part of the expression, such as `aws_kms_key.`. @default any expression
   */
  anyToken: (reference?: string): Matcher => new AnyToken(reference),
  /** A string that matches a pattern, as it is written or in its value: a reference to a bucket's name is the name. */
  stringMatching: (pattern: RegExp): Matcher => new StringMatching(pattern),
  /** An array with at least these elements, in any order. A single value is an array of one, as in policies. */
  arrayWith: (elements: readonly unknown[]): Matcher => new ArrayWith(elements),
  /** Anything but this. */
  not: (unexpected: unknown): Matcher => new Not(unexpected),
  /** A string with this JSON, such as a policy. Objects have at least these members. */
  json: (expected: unknown): Matcher => new Json(expected),
} as const;
