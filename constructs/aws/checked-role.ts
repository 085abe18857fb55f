/** An IAM role that fails the apply if its ARN is not the one that connections were given before it existed. */
import { IamRole, type IamRoleConfig } from "@cdktf/provider-aws/lib/iam-role";
import { Op, TerraformSelf, Token } from "cdktf";
import type { Construct } from "constructs";
import { argument } from "../../lib/jsonencode";

/** The role with a postcondition. */
export class CheckedRole extends IamRole {
  /** @param arn the only one that the role may get */
  public constructor(
    scope: Construct,
    id: string,
    { arn, ...config }: IamRoleConfig & { readonly arn: string },
  ) {
    super(scope, id, {
      ...config,
      lifecycle: {
        postcondition: [
          {
            condition: Token.asString(Op.eq(TerraformSelf.getString("arn"), argument(arn))),
            errorMessage:
              "The role got another ARN than the one that connections were given. " +
              "Set roleName and path of the PolytomicRole.",
          },
        ],
      },
    });
  }
}
