/** Cross-account access: for a role of another account, the policy of the bucket, queue or key must allow it too. */
import {
  Annotations,
  type ITerraformDependable,
  Op,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { type AwsAccount, compareAccounts } from "../../lib/aws/accounts";
import type { PolicyStatement } from "../../lib/iam/policy-document";
import { allowedTo, type RoleInAccount } from "../../lib/iam/statements";
import { argument } from "../../lib/terraform/jsonencode";
import { isToken } from "../../lib/tokens";
import { resourcesBehind } from "../../lib/terraform/references";
import { addPreconditions } from "../preconditions";
import { constructPath, refuse } from "../validation";
import type { Grant, IPolytomicRole } from "./interfaces";

/** A bucket, queue or key that roles use. */
interface AccessedResource {
  /** Its construct. */
  readonly owner: Construct;
  /** The class of the construct, for errors. */
  readonly name: "DataBucket" | "EventQueue" | "EncryptionKey";
  readonly kind: "bucket" | "queue" | "key";
  /** The account that owns it. */
  readonly account: AwsAccount;
}

type Statements = readonly PolicyStatement[];
type Relation = ReturnType<typeof compareAccounts>;

interface ExistingAccessedResource extends AccessedResource {
  /** Whether its account is set explicitly, so that an account other than the role's is intended. */
  readonly namesAccount: boolean;
}

/** Collects the roles that use a resource, and the statements that its policy needs for roles of other accounts. */
abstract class ResourceAccess<Resource extends AccessedResource> {
  protected constructor(protected readonly used: Resource) {}

  /** Records that `role` was granted `statements`. Call it after the grant: preconditions go into the role's policy, which must exist. */
  public add(role: IPolytomicRole, statements: Statements): void {
    this.refuseOtherPartition(role);
    const relation = compareAccounts(this.used.account, role.account);
    this.record(role, statements, relation);
  }

  protected abstract record(role: IPolytomicRole, statements: Statements, relation: Relation): void;

  protected refuseRole(message: string): never {
    const { owner, name } = this.used;
    refuse(owner, name, { prop: "role", code: "CONFLICT", message });
  }

  protected describe(role: IPolytomicRole): string {
    const { kind, account } = this.used;
    return `is in account ${role.account.knownAccountId}, but the ${kind} is in ${account.knownAccountId}`;
  }

  /** Permissions do not work across partitions. Source: IAM User Guide, "Cross-account resource access in IAM". */
  private refuseOtherPartition(role: IPolytomicRole): void {
    const { kind, account } = this.used;
    const [own, others] = [account.knownPartition, role.account.knownPartition];
    if (own !== undefined && others !== undefined && own !== others) {
      this.refuseRole(
        `is in the partition ${others}, but the ${kind} is in ${own}, and permissions do not work across partitions. ` +
          `Use a role in the ${kind}'s partition`,
      );
    }
  }
}

/** Access to a resource whose policy is managed here. */
export class OwnedResourceAccess extends ResourceAccess<AccessedResource> {
  private readonly allowed: {
    readonly role: RoleInAccount;
    readonly statements: Statements;
  }[] = [];

  /** @param policyResource the resource that carries the precondition on a role's account if the role has no policy here */
  public constructor(
    used: AccessedResource,
    private readonly policyResource: () => TerraformResource,
  ) {
    super(used);
  }

  /** Statements for the policy, for roles that are known to be in other accounts. */
  public get statements(): Statements {
    return this.allowed.flatMap(({ role, statements }) => statements.map((one) => allowedTo(role, one)));
  }

  /** The policy, if it allows any such role. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return this.allowed.length > 0 ? [this.policyResource()] : [];
  }

  protected record(role: IPolytomicRole, statements: Statements, relation: Relation): void {
    if (relation === "other") {
      this.allowed.push({ role: this.reference(role), statements });
    } else if (relation === "unknown") {
      this.checkAccountAtPlan(role);
    }
  }

  /** The role as the policy references it. A role of another stack needs literal values, or the stacks would depend on each other. */
  private reference(role: IPolytomicRole): RoleInAccount {
    const { knownRoleArn, account } = role;
    const { owner, kind } = this.used;
    if (TerraformStack.of(role) === TerraformStack.of(owner)) {
      return role;
    }
    const { knownAccountId, knownPartition } = account;
    if (knownRoleArn === undefined || knownAccountId === undefined || knownPartition === undefined) {
      return this.refuseRole(
        `${this.describe(role)}, and the role's ARN is not known in the ${kind}'s stack. Set region and allowedAccountIds ` +
          "on the role's AwsProvider, and a literal roleName on the role",
      );
    }
    return { roleArn: knownRoleArn, account: { partition: knownPartition, accountId: knownAccountId } };
  }

  private checkAccountAtPlan(role: IPolytomicRole): void {
    const { owner, kind, account } = this.used;
    const message =
      `The role ${constructPath(role)} and the ${kind} ${constructPath(owner)} are in different AWS accounts. The policy of the ${kind} can allow ` +
      `the role only if both accounts are known at synthesis: set allowedAccountIds on each AwsProvider.`;
    if (role.requireAccount(account.accountId, message)) {
      return;
    }
    // A role that this app creates can refer to the resource, so a reference back would be a cycle.
    const isFree =
      !isToken(role.roleArn) || resourcesBehind(role, role.roleArn, "locals and data sources").length === 0;
    if (isFree && (!isToken(role.roleArn) || TerraformStack.of(role) === TerraformStack.of(owner))) {
      requireSameAccount(this.policyResource(), role.account.accountId, account.accountId, message);
    }
  }
}

/** Access to an existing resource, whose policy is managed by its owner. */
export class ExistingResourceAccess extends ResourceAccess<ExistingAccessedResource> {
  /** Empty: the policy is not managed here. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  private readonly allowed: PolicyStatement[] = [];

  public constructor(used: ExistingAccessedResource) {
    super(used);
  }

  /** Statements that the owner must add to the policy for roles of other accounts. */
  public get statements(): Statements {
    return this.allowed;
  }

  protected record(role: IPolytomicRole, statements: Statements, relation: Relation): void {
    const { owner, kind, account, namesAccount } = this.used;
    // Within one account the role's own policy is enough, except for a key whose policy does not delegate access to IAM.
    if (relation !== "same" || kind === "key") {
      this.allowed.push(...statements.map((one) => allowedTo(role, one)));
    }
    if (relation === "other" && namesAccount) {
      Annotations.of(owner).addWarning(
        `The role ${constructPath(role)} ${this.describe(role)}. The owner of the ${kind} must add its crossAccountStatements to its policy`,
      );
    } else if (relation === "other") {
      this.refuseRole(
        `${this.describe(role)}. If that is intended, set ownerAccountId: "${account.knownAccountId}" on the ${kind}, and have its owner ` +
          `add its crossAccountStatements to its policy. Otherwise pass the role's awsProvider to the ${kind}`,
      );
    } else if (relation === "unknown" && !namesAccount) {
      role.requireAccount(
        account.accountId,
        `The role ${constructPath(role)} and the ${kind} ${constructPath(owner)} are in different AWS accounts. If that is intended, set ` +
          `ownerAccountId on the ${kind}, and have its owner add its crossAccountStatements to its policy.`,
      );
    }
  }
}

/** Fails the plan if the two accounts differ. */
export function requireSameAccount(
  resource: TerraformResource,
  accountId: string,
  other: string,
  errorMessage: string,
): void {
  addPreconditions(resource, [
    { condition: Token.asString(Op.eq(argument(accountId), argument(other))), errorMessage },
  ]);
}

/** The grant of these statements to a role, with the prerequisites of the role's policy and of the policy of the resource that it `uses`. */
export function grantOf(
  role: IPolytomicRole,
  statements: Statements,
  uses: { readonly prerequisites: readonly ITerraformDependable[] },
): Grant {
  return {
    statements,
    // Read lazily: later grants can add prerequisites.
    get prerequisites() {
      return [...role.prerequisites, ...uses.prerequisites];
    },
  };
}
