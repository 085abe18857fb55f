/** The error for a file that is not a plan, or cannot be read. */
import { type ErrorCode, reference } from "../../errors";

const CODE = "CDKTF_POLYTOMIC_UNREADABLE_PLAN" satisfies ErrorCode;

/** Thrown if a file, or what it contains, is not a Terraform plan. */
export class UnreadablePlanError extends Error {
  /** Stable. Check this instead of the class, which another copy of the package does not share. */
  public readonly code = CODE;

  /**
   * @param input the file, or the name of the plan
   * @param problem what is wrong with it
   * @param remedy what to do or to run instead
   * @param options the underlying error, as `cause`
   */
  public constructor(
    public readonly input: string,
    public readonly problem: string,
    public readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${input}: ${problem}. ${remedy} ${reference(CODE)}`, options);
    this.name = "UnreadablePlanError";
  }
}
