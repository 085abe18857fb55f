/** The errors this library throws and reports: each has a stable code, told apart without `instanceof`. */

/** What can be wrong with a prop, by its code. `docs/errors.md` is made from this. */
export const PROBLEM_CODES = {
  MISSING: "a prop that is needed is not there",
  UNKNOWN_PROP: "there is no such prop, or it belongs to another option",
  WRONG_TYPE:
    "another kind of value is expected, such as a construct, a number, or a value instead of a token",
  NOT_ALLOWED: "not one of the allowed values",
  OUT_OF_RANGE: "too small, too large, too short or too long",
  MALFORMED: "a name, an ARN or a path that AWS or Polytomic would refuse",
  CONFLICT: "props that exclude each other, or one that means nothing with what the others say",
  LITERAL_SECRET: "a secret as a literal, which would stand in the synthesized files",
  UNSUPPORTED: "Polytomic has it, but its Terraform provider cannot carry it",
} as const;

/** What can be wrong with a prop. Stable: new codes may be added, none changes its meaning. */
export type ProblemCode = keyof typeof PROBLEM_CODES;

/** One thing that is wrong with the props of a construct. */
export interface Problem {
  /** The prop, with dots and indexes: `files.skipLines`, `schemas[2].id`. */
  readonly prop: string;
  /** What kind of problem it is. */
  readonly code: ProblemCode;
  /** What was given, why that is wrong, and what to write instead. */
  readonly message: string;
}

const INVALID_PROPS = "CDKTF_POLYTOMIC_INVALID_PROPS";

/** Every code that an error of this library carries, and when it does. `docs/errors.md` is made from this. */
export const ERROR_CODES = {
  [INVALID_PROPS]: "the props of a construct break a rule, while it is constructed",
  CDKTF_POLYTOMIC_ROLE_NOT_ASSUMABLE:
    "a role has no external ID with which it could be assumed, at synthesis",
  CDKTF_POLYTOMIC_NAME_OVERRIDDEN:
    "a name, path, region or provider of a resource was overridden after policies and connections were given it, at synthesis",
  CDKTF_POLYTOMIC_REFUSED_BY_AWS:
    "a policy, a configuration or a name that AWS would refuse in the middle of an apply, such as a policy that is too long, at synthesis",
  CDKTF_POLYTOMIC_SECRET_IN_CLEAR: "a secret is a literal, or a token that stands for one, at synthesis",
  CDKTF_POLYTOMIC_UNKNOWN_MEMBER:
    "a program or an override sets a member that an object of a resource does not have, at synthesis",
  CDKTF_POLYTOMIC_INVALID_CONFIGURATION:
    "a binding of a connection has a value that its type does not take, or lacks one that another needs, at synthesis",
  CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE:
    "an existing connection is read that this very stack manages, which would break every plan, at synthesis",
  CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED:
    "an organization is managed with a provider that was given an API key, at synthesis",
  CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY:
    "a connection to a bucket or queue of its stack, or what depends on it, has `create_before_destroy`, at synthesis",
  CDKTF_POLYTOMIC_TWO_OWNERS:
    "a resource of a construct and another resource of the app own what AWS has once, at synthesis",
  CDKTF_POLYTOMIC_SHARED_QUEUE: "two connections read one queue, at synthesis",
  CDKTF_POLYTOMIC_UNKNOWN_SETTINGS:
    "a setting of the provider comes from a resource of the same stack, at synthesis",
  CDKTF_POLYTOMIC_NEEDS_OVERRIDDEN:
    "an override replaces what the library needs in `depends_on` or `lifecycle`, at synthesis",
  CDKTF_POLYTOMIC_ADDRESS_IN_USE:
    "`overrideLogicalId` is called on an element whose address is already used elsewhere",
  CDKTF_POLYTOMIC_CIRCULAR_STACKS:
    "two stacks refer to each other, so Terraform could apply neither first, at synthesis",
} as const;

/** A code that an error of this library carries. Stable. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The props of a construct are invalid. Lists every problem of that construct, so that one run shows them all. */
export class InvalidPropsError extends Error {
  /** Stable; test this instead of the class, of which two copies of the package have two. */
  public readonly code = INVALID_PROPS;

  /**
   * @param constructPath where the construct stands in the tree, such as `lake/connection`
   * @param constructName its class, such as `S3Connection`
   * @param problems all of them, at least one
   * @param options the error of the program that is behind them, as `cause`
   */
  public constructor(
    public readonly constructPath: string,
    constructName: string,
    public readonly problems: readonly Problem[],
    options?: ErrorOptions,
  ) {
    super(describe(constructPath, constructName, problems), options);
    this.name = "InvalidPropsError";
  }

  /** Whether `value` is such an error, also one of another copy of this package. */
  public static isInvalidPropsError(value: unknown): value is InvalidPropsError {
    return typeof value === "object" && value !== null && "code" in value && value.code === INVALID_PROPS;
  }
}

/** What ends every message: the code, and where it is explained. */
export function reference(code: ErrorCode): string {
  const anchor = code.replace("CDKTF_POLYTOMIC_", "").toLowerCase().replaceAll("_", "-");
  return `[${code}] docs/errors.md#${anchor}`;
}

function describe(path: string, name: string, problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ prop }) => prop.length));
  return [
    `Invalid props for ${path} (${name}):`,
    ...problems.map(({ prop, message }) => `  ${prop.padEnd(width)}  ${message}`),
    reference(INVALID_PROPS),
  ].join("\n");
}
