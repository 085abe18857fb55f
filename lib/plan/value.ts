/** Values of a plan. A plan keeps values, unknown values and secrets in parallel trees; here they are one. */

/** A value that Terraform knows only after the apply. */
export class Unknown {
  public constructor(
    /** What it is computed from, if the configuration is known: `aws_sqs_queue.lake.arn`, several of these, or a template. */
    public readonly expression?: string,
    /**
     * Whether the configuration sets it, or may set it: of an object or list in HCL, a plan lists the references but not the members that
     * contain them. Terraform only reads the others again.
     */
    public readonly mayBeSet: boolean = expression !== undefined,
  ) {}
}

/** A value that Terraform or a provider marks as sensitive. It does not hold the value, so nothing can print it. */
export class Secret {
  public constructor(
    /** Is the same for equal values of one run, and differs between runs. It must not be printed. */
    public readonly fingerprint: string,
  ) {}
}

/** A value of an argument or attribute. */
export type Value =
  null | boolean | number | string | Unknown | Secret | readonly Value[] | { readonly [name: string]: Value };

/** The arguments and attributes of a resource. */
export type Values = { readonly [name: string]: Value };

/** Whether a value is an object with members: not a list, not unknown, not secret. */
export const isValues = (value: Value | undefined): value is Values =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Unknown) &&
  !(value instanceof Secret);

/** The value at `path`, or `undefined`. The value inside an unknown or secret value is that value. */
export function valueAt(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let at = value;
  for (const step of path) {
    if (at instanceof Unknown || at instanceof Secret) {
      return at;
    }
    if (Array.isArray(at)) {
      at = (at as readonly Value[])[Number(step)];
    } else if (isValues(at) && Object.hasOwn(at, step)) {
      at = at[step];
    } else {
      return undefined;
    }
  }
  return at;
}

/** Whether two values are equal. An unknown value equals nothing, because it can become any value. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one instanceof Unknown || other instanceof Unknown) {
    return false;
  }
  if (one instanceof Secret || other instanceof Secret) {
    return one instanceof Secret && other instanceof Secret && one.fingerprint === other.fingerprint;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    const [left, right] = [one as readonly Value[], other as readonly Value[]];
    return left.length === right.length && left.every((value, index) => sameValue(value, right[index]));
  }
  if (isValues(one) && isValues(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && sameValue(one[name], other[name]))
    );
  }
  return one === other;
}
