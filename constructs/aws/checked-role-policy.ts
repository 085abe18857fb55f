/** A policy of a role that may have preconditions, in JSON and in HCL. */
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { conditionBlocks } from "../../lib/hcl";

/** The policy whose preconditions come out right in HCL. */
export class CheckedRolePolicy extends IamRolePolicy {
  public override toHclTerraform(): object {
    return conditionBlocks(super.toHclTerraform() as object);
  }
}
