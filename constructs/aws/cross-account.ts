/** Roles of other accounts: a bucket, a queue or a key has to let them in by its own policy, because the role's policy is not enough. */
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
import type { Grant } from "./interfaces";
import { type IPolytomicRole } from "./interfaces";

/** What a role uses, and whose policy has to let it in. */
interface Used {
  /** The construct that stands for it. */
  readonly owner: Construct;
  /** Its class, for errors. */
  readonly name: "DataBucket" | "EventQueue" | "EncryptionKey";
  readonly kind: "bucket" | "queue" | "key";
  /** The account that owns it. */
  readonly account: AwsAccount;
}

/** Something that exists. */
interface ExistingUsed extends Used {
  /** Whether the program names its account, so that another one than the role's is meant. */
  readonly namesAccount: boolean;
}

/** Collects which roles use something, and what its policy must have for those of other accounts. */
abstract class Uses<U extends Used> {
  protected constructor(protected readonly used: U) {}

  /** Notes that `role` was allowed `statements`, in this order: conditions go into the role's policy, which exists by then. */
  public add(role: IPolytomicRole, statements: readonly PolicyStatement[]): void {
    this.refuseOtherPartition(role);
    const relation = compareAccounts(this.used.account, role.account);
    this.note(role, statements, relation);
  }

  protected abstract note(
    role: IPolytomicRole,
    statements: readonly PolicyStatement[],
    relation: "same" | "other" | "unknown",
  ): void;

  protected refuseRole(message: string): never {
    const { owner, name } = this.used;
    refuse(owner, name, { prop: "role", code: "CONFLICT", message });
  }

  protected describe(role: IPolytomicRole): string {
    const { kind, account } = this.used;
    return `is in account ${role.account.knownAccountId}, the ${kind} in ${account.knownAccountId}`;
  }

  /** No permission reaches from one partition to another. Source: IAM User Guide, "Cross-account resource access in IAM". */
  private refuseOtherPartition(role: IPolytomicRole): void {
    const { kind, account } = this.used;
    const [own, others] = [account.knownPartition, role.account.knownPartition];
    if (own !== undefined && others !== undefined && own !== others) {
      this.refuseRole(
        `is in the partition ${others}, the ${kind} in ${own}, and no permission reaches from one to the other. ` +
          `Use a role of the ${kind}'s partition`,
      );
    }
  }
}

/** The roles that use something whose policy is managed here. */
export class OwnedResourceAccess extends Uses<Used> {
  private readonly allowed: {
    readonly role: RoleInAccount;
    readonly statements: readonly PolicyStatement[];
  }[] = [];

  /** @param carrier the resource that gets a condition on the account of a role that has no resource here */
  public constructor(
    used: Used,
    private readonly carrier: () => TerraformResource,
  ) {
    super(used);
  }

  /** Statements for the policy: of roles that are known to be in other accounts. */
  public get statements(): readonly PolicyStatement[] {
    return this.allowed.flatMap(({ role, statements }) => statements.map((one) => allowedTo(role, one)));
  }

  /** The policy, if it has to let somebody in. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return this.allowed.length > 0 ? [this.carrier()] : [];
  }

  protected note(
    role: IPolytomicRole,
    statements: readonly PolicyStatement[],
    relation: "same" | "other" | "unknown",
  ): void {
    if (relation === "other") {
      this.allowed.push({ role: this.nameable(role), statements });
    } else if (relation === "unknown") {
      this.demandOneAccount(role);
    }
  }

  /** The role as the policy can name it: in another stack by what is known alone, or the stacks would need each other. */
  private nameable(role: IPolytomicRole): RoleInAccount {
    const { knownRoleArn, account } = role;
    const { owner, kind } = this.used;
    if (TerraformStack.of(role) === TerraformStack.of(owner)) {
      return role;
    }
    const { knownAccountId, knownPartition } = account;
    if (knownRoleArn === undefined || knownAccountId === undefined || knownPartition === undefined) {
      return this.refuseRole(
        `${this.describe(role)}, and its ARN is not known in the ${kind}'s stack. Set region and allowedAccountIds ` +
          "on the role's AwsProvider, and a literal roleName on the role",
      );
    }
    return { roleArn: knownRoleArn, account: { partition: knownPartition, accountId: knownAccountId } };
  }

  private demandOneAccount(role: IPolytomicRole): void {
    const { owner, kind, account } = this.used;
    const message =
      `The role ${constructPath(role)} and the ${kind} ${constructPath(owner)} are in different AWS accounts. The policy of the ${kind} can let ` +
      `the role in if the program knows both accounts: set allowedAccountIds on each AwsProvider.`;
    if (role.requireAccount(account.accountId, message)) {
      return;
    }
    // A role that is made in this program may refer to what it uses, and cannot be referred to in turn.
    const isFree =
      !isToken(role.roleArn) || resourcesBehind(role, role.roleArn, "locals and data sources").length === 0;
    if (isFree && (!isToken(role.roleArn) || TerraformStack.of(role) === TerraformStack.of(owner))) {
      requireSameAccount(this.carrier(), role.account.accountId, account.accountId, message);
    }
  }
}

/** The roles that use something that exists, whose policy is its owner's. */
export class ExistingResourceAccess extends Uses<ExistingUsed> {
  /** Nothing: the policy is not managed here. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];
  private readonly allowed: PolicyStatement[] = [];

  public constructor(used: ExistingUsed) {
    super(used);
  }

  /** Statements that the policy must have for roles of other accounts, for its owner to add. */
  public get statements(): readonly PolicyStatement[] {
    return this.allowed;
  }

  protected note(
    role: IPolytomicRole,
    statements: readonly PolicyStatement[],
    relation: "same" | "other" | "unknown",
  ): void {
    const { owner, kind, account, namesAccount } = this.used;
    // In the account of the role, the role's own policy is enough, except for a key whose policy does not leave its use to IAM.
    if (relation !== "same" || kind === "key") {
      this.allowed.push(...statements.map((one) => allowedTo(role, one)));
    }
    if (relation === "other" && namesAccount) {
      Annotations.of(owner).addWarning(
        `The role ${constructPath(role)} ${this.describe(role)}. The owner of the ${kind} has to add what its crossAccountStatements list`,
      );
    } else if (relation === "other") {
      this.refuseRole(
        `${this.describe(role)}. If that is meant, set ownerAccountId: "${account.knownAccountId}" on the ${kind}, and let its owner ` +
          `add what its crossAccountStatements list. Otherwise give the ${kind} the role's awsProvider`,
      );
    } else if (relation === "unknown" && !namesAccount) {
      role.requireAccount(
        account.accountId,
        `The role ${constructPath(role)} and the ${kind} ${constructPath(owner)} are in different AWS accounts. If that is meant, set ` +
          `ownerAccountId on the ${kind}, and let its owner add what its crossAccountStatements list.`,
      );
    }
  }
}

/** Stops the plan if two accounts turn out to be different ones. */
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

/** That these statements were allowed to a role, by its own policy and, where one is needed, by the policy of what it `uses`. */
export function granted(
  role: IPolytomicRole,
  statements: readonly PolicyStatement[],
  uses: { readonly prerequisites: readonly ITerraformDependable[] },
): Grant {
  return {
    statements,
    // Asked when it is needed: what else is granted may add to it.
    get prerequisites() {
      return [...role.prerequisites, ...uses.prerequisites];
    },
  };
}
