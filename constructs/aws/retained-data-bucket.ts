/** Removes a bucket from the state but keeps it in AWS, with everything that protects it. */
import { App, TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { mustMatch } from "../../lib/validation/must-match";
import { rule } from "../../lib/validation/rule";
import { checkedString } from "../../lib/validation/combinators";
import { checkProps } from "../../lib/validation/check-props";
import { BUCKET_RESOURCES } from "./data-bucket";

/** Props of {@link RetainedDataBucket}. */
export interface RetainedDataBucketProps {
  /**
   * Path of the former `DataBucket` below the stack: the construct ids joined by slashes, such as `lake/bucket` for the bucket of
   * `new S3Integration(stack, "lake", ...)`.
   */
  readonly path: string;
}

const retainedRule = rule((z) =>
  z.strictObject({
    path: checkedString(
      mustMatch(/^[^/]+(\/[^/]+)*$/, 'is not a path below the stack, such as "lake/bucket"'),
    ),
  }),
);

/**
 * Removes a `DataBucket` from the state without changing the bucket in AWS: its objects, public access block, policy, encryption and all
 * other settings stay. Replace the `DataBucket` in your code with this construct, apply, then remove the construct.
 *
 * ```ts
 * new RetainedDataBucket(stack, "keep-the-lake", { path: "lake/bucket" });
 * ```
 *
 * It writes `removed` blocks, which require Terraform 1.7 or later.
 */
export class RetainedDataBucket extends TerraformElement {
  private readonly addresses: readonly string[];

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: RetainedDataBucketProps) {
    super(scope, id);
    props = checkProps({ path: this.node.path, name: "RetainedDataBucket" }, retainedRule(), props);
    const path = props.path.split("/");
    this.addresses = Object.entries(BUCKET_RESOURCES).map(
      ([child, type]) => `${type}.${logicalId(TerraformStack.of(this).node.id, [...path, child])}`,
    );
  }

  /** The blocks in Terraform's JSON. */
  public override toTerraform(): object {
    return { removed: this.addresses.map((from) => ({ from, lifecycle: { destroy: false } })) };
  }

  /** CDKTF cannot render `removed` blocks as HCL, and without them the bucket would be destroyed. */
  public override toHclTerraform(): object {
    throw new Error(
      `${this.node.path}: RetainedDataBucket cannot be written as HCL. Synthesize JSON, or write the removed blocks by hand: ` +
        this.addresses.join(", "),
    );
  }
}

/** The logical id that CDKTF assigns to a path, computed in an empty stack with the same id. */
function logicalId(stackId: string, path: readonly string[]): string {
  const stack: Construct = new TerraformStack(new App({ skipBackendValidation: true }), stackId);
  const element = path.reduce<Construct>((scope, id) => new TerraformElement(scope, id), stack);
  return (element as TerraformElement).friendlyUniqueId;
}
