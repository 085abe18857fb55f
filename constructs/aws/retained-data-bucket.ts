/** A bucket that leaves the program and stays in AWS, with everything that protects it. */
import { App, TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { rule } from "../../lib/validation/rule";
import { checkedString } from "../../lib/validation/combinators";
import { checkProps } from "../../lib/validation/check-props";
import { BUCKET_RESOURCES } from "./data-bucket";

/** Props of {@link RetainedDataBucket}. */
export interface RetainedDataBucketProps {
  /**
   * Where the `DataBucket` was in the construct tree, below the stack: the ids joined by slashes, such as `lake/bucket` for the bucket of
   * `new S3Integration(stack, "lake", ...)`.
   */
  readonly path: string;
}

const retainedRule = rule((z) =>
  z.strictObject({
    path: checkedString((path) =>
      /^[^/]+(\/[^/]+)*$/.test(path) ? undefined : 'is not a path below the stack, such as "lake/bucket"',
    ),
  }),
);

/**
 * Removes a `DataBucket` from Terraform's state without touching the bucket in AWS: objects, public access block, policy, encryption and all
 * other settings stay as they are. Put it into the program in place of the `DataBucket`, apply, and remove it again.
 *
 * ```ts
 * new RetainedDataBucket(stack, "keep-the-lake", { path: "lake/bucket" });
 * ```
 *
 * It writes `removed` blocks, which Terraform has since 1.7.
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

  /** CDKTF's HCL renderer has no `removed` blocks; without them the bucket would be destroyed. */
  public override toHclTerraform(): object {
    throw new Error(
      `${this.node.path}: RetainedDataBucket cannot be written as HCL. Synthesize JSON, or write the removed blocks by hand: ` +
        this.addresses.join(", "),
    );
  }
}

/** The name that CDKTF gives to the resource at a path: found out in a stack of the same id, with nothing else in it. */
function logicalId(stackId: string, path: readonly string[]): string {
  const stack: Construct = new TerraformStack(new App({ skipBackendValidation: true }), stackId);
  const element = path.reduce<Construct>((scope, id) => new TerraformElement(scope, id), stack);
  return (element as TerraformElement).friendlyUniqueId;
}
