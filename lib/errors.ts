/** The errors this library throws: each class has a stable `code`, told apart without `instanceof`. */

/** One thing that is wrong with the props of a construct. */
export interface Problem {
  /** The prop, with dots and indexes: `files.skipLines`, `schemas[2].id`. */
  readonly prop: string;
  /** What was given, why that is wrong, and what to write instead. */
  readonly message: string;
}

const INVALID_PROPS = "CDKTF_POLYTOMIC_INVALID_PROPS";

/** The props of a construct are invalid. Lists every problem of that construct, so that one run shows them all. */
export class InvalidPropsError extends Error {
  /** Stable; test this instead of the class, of which two copies of the package have two. */
  public readonly code = INVALID_PROPS;

  /**
   * @param constructPath where the construct stands in the tree, such as `lake/connection`
   * @param constructName its class, such as `S3Connection`
   * @param problems all of them, at least one
   */
  public constructor(
    public readonly constructPath: string,
    constructName: string,
    public readonly problems: readonly Problem[],
  ) {
    super(describe(constructPath, constructName, problems));
    this.name = "InvalidPropsError";
  }

  /** Whether `value` is such an error, also one of another copy of this package. */
  public static isInvalidPropsError(value: unknown): value is InvalidPropsError {
    return typeof value === "object" && value !== null && "code" in value && value.code === INVALID_PROPS;
  }
}

function describe(path: string, name: string, problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ prop }) => prop.length));
  return [
    `Invalid props for ${path} (${name}):`,
    ...problems.map(({ prop, message }) => `  ${prop.padEnd(width)}  ${message}`),
    `[${INVALID_PROPS}] docs/errors.md#invalid-props`,
  ].join("\n");
}
