/** The errors that this library throws and reports. Each has a stable code, so no `instanceof` is needed. */
import { documentation } from "./repository";

/** The codes of problems with props, and when they occur. Source of `docs/reference/errors.md`. */
export const PROBLEM_CODES = {
  MISSING: "a required prop is missing",
  UNKNOWN_PROP: "the prop does not exist, or is allowed only with another option",
  WRONG_TYPE:
    "the value has the wrong type, such as a string instead of a construct or a token instead of a literal",
  NOT_ALLOWED: "the value is not one of the allowed values",
  OUT_OF_RANGE: "the value is too small, too large, too short or too long",
  MALFORMED: "AWS or Polytomic would reject the name, ARN or path",
  CONFLICT: "the prop cannot be combined with another prop, or has no effect with it",
  LITERAL_SECRET: "the secret is a literal, which the synthesized files would contain",
  UNSUPPORTED:
    "Polytomic or AWS supports the setting, but the Terraform provider or its installed bindings do not",
} as const;

/** The code of a problem with a prop. Stable: codes may be added, but their meanings do not change. */
export type ProblemCode = keyof typeof PROBLEM_CODES;

/** A problem with a prop of a construct. */
export interface Problem {
  /** The prop, with dots and indexes: `files.skipLines`, `schemas[2].id`. */
  readonly prop: string;
  /** The kind of problem. */
  readonly code: ProblemCode;
  /** What is wrong, what is expected, and what to write instead. */
  readonly message: string;
}

const INVALID_PROPS = "CDKTF_POLYTOMIC_INVALID_PROPS";

/** The codes of errors, and when they occur. Source of `docs/reference/errors.md`. */
export const ERROR_CODES = {
  [INVALID_PROPS]: "the props of a construct are invalid, when it is constructed",
  CDKTF_POLYTOMIC_ROLE_NOT_ASSUMABLE:
    "a role has no external ID, so Polytomic cannot assume it, at synthesis",
  CDKTF_POLYTOMIC_NAME_OVERRIDDEN:
    "a name, path, region or provider of a resource was overridden after policies or connections had used it, at synthesis",
  CDKTF_POLYTOMIC_REFUSED_BY_AWS:
    "AWS would reject a policy, a configuration or a name during the apply, such as a policy that is too long, at synthesis",
  CDKTF_POLYTOMIC_SECRET_IN_CLEAR: "a secret is a literal, or a token that resolves to one, at synthesis",
  CDKTF_POLYTOMIC_UNKNOWN_MEMBER:
    "an attribute or an override sets a name that does not exist in an object of a resource, at synthesis",
  CDKTF_POLYTOMIC_INVALID_CONFIGURATION:
    "the configuration of a connection binding has a value that is not allowed, or lacks a required value, at synthesis",
  CDKTF_POLYTOMIC_CONNECTION_MANAGED_HERE:
    "an existing connection is read that the same stack manages, which would break every plan, at synthesis",
  CDKTF_POLYTOMIC_PARTNER_KEY_NEEDED:
    "an organization is managed by a provider with an API key instead of a partner key, at synthesis",
  CDKTF_POLYTOMIC_CREATE_BEFORE_DESTROY:
    "a connection to a bucket or queue of its stack, or one of its dependents, has `create_before_destroy`, at synthesis",
  CDKTF_POLYTOMIC_TWO_OWNERS:
    "a construct and another resource of the app own the same AWS object, at synthesis",
  CDKTF_POLYTOMIC_SHARED_QUEUE: "two connections read the same queue, at synthesis",
  CDKTF_POLYTOMIC_UNKNOWN_SETTINGS:
    "a provider setting depends on a resource of the same stack, at synthesis",
  CDKTF_POLYTOMIC_META_ARGUMENT_OVERRIDDEN:
    "an override replaces values that the library needs in `depends_on` or `lifecycle`, at synthesis",
  CDKTF_POLYTOMIC_ADDRESS_IN_USE: "`overrideLogicalId` is called on an element whose address is already used",
  CDKTF_POLYTOMIC_CIRCULAR_STACKS:
    "two stacks reference each other, so Terraform cannot apply either of them first, at synthesis",
  CDKTF_POLYTOMIC_MIXED_CORES:
    "the app and this package use different cores, or different releases of one core, when a construct is created",
  CDKTF_POLYTOMIC_UNREADABLE_PLAN:
    "`review` or `graph` got a file that is not a Terraform plan, or cannot read it",
} as const;

/** The code of an error. Stable. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Thrown if the props of a construct are invalid. Lists every problem of the construct. */
export class InvalidPropsError extends Error {
  /** Stable. Check this instead of the class, which another copy of the package does not share. */
  public readonly code = INVALID_PROPS;

  /**
   * @param constructPath the path of the construct in the tree, such as `lake/connection`
   * @param constructName the class of the construct, such as `S3Connection`
   * @param problems all problems, at least one
   * @param options the error in user code that caused them, as `cause`
   */
  public constructor(
    /** The path of the construct in the tree, such as `lake/connection`. */
    public readonly constructPath: string,
    constructName: string,
    /** All problems of the construct, at least one. */
    public readonly problems: readonly Problem[],
    options?: ErrorOptions,
  ) {
    super(describe(constructPath, constructName, problems), options);
    this.name = "InvalidPropsError";
  }

  /** Whether `value` is an `InvalidPropsError`, also from another copy of this package. */
  public static isInvalidPropsError(value: unknown): value is InvalidPropsError {
    return typeof value === "object" && value !== null && "code" in value && value.code === INVALID_PROPS;
  }
}

/** The end of every message: the code and a link to its documentation. */
export function reference(code: ErrorCode): string {
  const anchor = code.replace("CDKTF_POLYTOMIC_", "").toLowerCase().replaceAll("_", "-");
  return `[${code}] ${documentation(`reference/errors.md#${anchor}`)}`;
}

function describe(path: string, name: string, problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ prop }) => prop.length));
  return [
    `Invalid props for ${path} (${name}):`,
    ...problems.map(({ prop, message }) => `  ${prop.padEnd(width)}  ${message}`),
    reference(INVALID_PROPS),
  ].join("\n");
}
