/** The role that Polytomic assumes, for which it must name its external ID. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import {
  type ITerraformDependable,
  Op,
  type TerraformProvider,
  TerraformResource,
  TerraformSelf,
  Token,
} from "cdktf";
import { Construct } from "constructs";
import { accountOfArn, type AwsAccount } from "../../lib/aws/accounts";
import { policyArnProblem, principalProblem, roleArn, roleArnProblem } from "../../lib/aws/arns";
import { POLICY, ROLE, ROLE_DESCRIPTION_LENGTH } from "../../lib/aws/limits";
import { externalIdProblem, physicalName, roleNameProblem, rolePathProblem } from "../../lib/aws/names";
import {
  conditionsRule,
  type PolicyConditions,
  type PolicyDocument,
  policyDocument,
  type PolicyStatement,
  renderPolicy,
  roleStatementRule,
  type StatementsOfPolicy,
} from "../../lib/iam/policy-document";
import { trust } from "../../lib/iam/statements";
import { defined, withMembers } from "../../lib/objects";
import { sortedBy } from "../../lib/sorted";
import { argument } from "../../lib/terraform/jsonencode";
import { ensure } from "../../lib/terraform/needs";
import { replaceWith } from "../../lib/terraform/replacement";
import { refuseSecondOwner } from "../../lib/synthesis/owners";
import { dependOn } from "../../lib/terraform/dependencies";
import { rule } from "../../lib/validation/rule";
import { isToken } from "../../lib/tokens";
import {
  instance,
  reject,
  checkedString,
  integer,
  withRules,
  literalArray,
} from "../../lib/validation/combinators";
import { addPreconditions, type Precondition } from "../preconditions";
import { awsProviderRule, dependsOnRule, roleTagsRule } from "../rules";
import { checkAtSynthesis, checkConstruct, checkOnceKnown, pathBelowApp } from "../validation";
import { AwsEnvironment } from "./aws-environment";
import { requireSameAccount } from "./cross-account";
import { stableExternalId, recordRole } from "./external-id";
import { refuseNameOverrides } from "./name-overrides";
import { principalsByProp, refuseOtherPartitions, warnAboutPolytomicCloud } from "./partitions";
import { checkPolicyLimits } from "./policy-limits";
import type { IPolytomicRole } from "./interfaces";
import { type AssumingConnection } from "./interfaces";

/** AWS account of Polytomic cloud. Source: Polytomic documentation, "IAM role authentication to AWS". */
export const POLYTOMIC_PRINCIPAL = "arn:aws:iam::568237466542:root";

/** Props of {@link PolytomicRole}. */
export interface PolytomicRoleProps {
  /**
   * Name of the role, at most 64 characters. Fixed in advance, as the connection needs the ARN before the role exists.
   * @default - made from the construct's path, which begins with the stack's name: changing that path replaces the
   * role, and where one account gets several deployments of an app, name their stacks or these roles apart
   */
  readonly roleName?: string;
  /**
   * Path of the role, such as `/vendors/`.
   * @default "/"
   */
  readonly path?: string;
  /**
   * ARN of the policy that limits what the role can be allowed.
   * @default - no boundary
   */
  readonly permissionsBoundary?: string;
  /**
   * How long a session of the role may last, in seconds, 3,600 to 43,200.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * ARNs of those who may assume the role with the external ID. For self-hosted Polytomic: its task role.
   * @default - the account of Polytomic cloud
   */
  readonly trustedPrincipals?: readonly string[];
  /**
   * External IDs that are known beforehand, besides those of the connections that are given the role.
   * @default - none
   */
  readonly externalIds?: readonly string[];
  /**
   * What must hold besides when the role is assumed, in IAM's spelling, such as
   * `{ IpAddress: { "aws:SourceIp": ["203.0.113.0/24"] } }`. The external ID is demanded in any case.
   * @default - the external ID alone
   */
  readonly trustConditions?: PolicyConditions;
  /**
   * How long the trust policy may be, in characters, 2,048 to 8,192: the quota "Role trust policy length" of the account. A role for more
   * than about 47 connections needs a higher one than the usual.
   * @default 2048
   */
  readonly trustPolicyLength?: number;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * What must exist before the role, such as a `time_sleep` or a migration. What the library itself waits for stays.
   * @default - nothing but what the props refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

const WRITTEN_OUT =
  "a token was given; an object that is written out is expected, because the external ID is added to it";

const trustConditionsRule = rule(() => {
  const conditions = withRules(conditionsRule(), ({ StringEquals }, problem) => {
    if (isToken(StringEquals)) {
      problem(["StringEquals"], WRITTEN_OUT, "WRONG_TYPE");
    } else if (
      typeof StringEquals === "object" &&
      StringEquals !== null &&
      "sts:ExternalId" in StringEquals
    ) {
      problem(["StringEquals", "sts:ExternalId"], "is demanded in any case; name known ones as externalIds");
    }
  });
  return reject(
    (value) => (isToken(value) ? { code: "WRONG_TYPE", message: WRITTEN_OUT } : undefined),
    conditions,
  );
});

/** The rules of {@link PolytomicRoleProps}. */
export const polytomicRoleRule = rule((z) =>
  z.strictObject({
    roleName: checkedString(roleNameProblem).optional(),
    path: checkedString(rolePathProblem).optional(),
    permissionsBoundary: checkedString(policyArnProblem).optional(),
    maxSessionDuration: integer(ROLE.session.minimum, ROLE.session.maximum).optional(),
    trustedPrincipals: literalArray(checkedString(principalProblem)).optional(),
    externalIds: literalArray(checkedString(externalIdProblem)).optional(),
    trustConditions: trustConditionsRule().optional(),
    // It is compared at synthesis, so it is no token.
    trustPolicyLength: z.number().int().min(POLICY.trust.usual).max(POLICY.trust.maximum).optional(),
    tags: roleTagsRule().optional(),
    dependsOn: dependsOnRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

const statementsRule = rule((z) => z.strictObject({ statements: literalArray(roleStatementRule()) }));
const trustRule = rule((z) => z.strictObject({ externalId: checkedString(externalIdProblem) }));

const assumingRule = rule((z) =>
  z.strictObject({
    connection: instance(
      "the binding of a connection that assumes a role, such as DynamodbConnection",
      (value) =>
        TerraformResource.isTerraformResource(value) &&
        /^polytomic_\w+_connection$/.test(value.terraformResourceType) &&
        "externalId" in Object((value as { readonly configuration?: unknown }).configuration),
      'an S3Connection takes the role as auth: { mode: "iam_role", role }',
    ),
  }),
);

/** What owned and existing roles have in common. */
abstract class Role extends Construct implements IPolytomicRole {
  public abstract readonly roleArn: string;
  public abstract readonly account: AwsAccount;
  public abstract readonly knownRoleArn: string | undefined;
  public abstract readonly prerequisites: readonly ITerraformDependable[];
  protected readonly statements: PolicyStatement[] = [];
  protected readonly keyStatements: PolicyStatement[] = [];
  protected readonly externalIds: string[] = [];

  public addStatements(...statements: readonly PolicyStatement[]): void {
    ({ statements } = checkConstruct(this, "PolytomicRole", statementsRule(), { statements }));
    this.statements.push(...statements);
  }

  public addKeyStatements(...statements: readonly PolicyStatement[]): void {
    ({ statements } = checkConstruct(this, "PolytomicRole", statementsRule(), { statements }));
    this.keyStatements.push(...statements);
  }

  public trustExternalId(externalId: string): void {
    ({ externalId } = checkConstruct(this, "PolytomicRole", trustRule(), { externalId }));
    this.externalIds.push(externalId);
  }

  public trustConnection(connection: AssumingConnection): void {
    checkConstruct(this, "PolytomicRole", assumingRule(), { connection });
    const id = ["external-id", ...pathBelowApp(connection).slice(1)].join("-");
    this.trustExternalId(stableExternalId(this, id, connection));
    recordRole(connection, this);
  }

  public abstract requireAccount(accountId: string, message: string): boolean;
}

/**
 * An IAM role for Polytomic. It can be assumed by Polytomic's account only, and only with the external ID of a
 * connection that was given the role; it may do what was granted to it and nothing else.
 */
export class PolytomicRole extends Role {
  /** Composed from partition, account, path and name, so that a connection can have it before the role exists. */
  public readonly roleArn: string;
  /** Account of the role: that of its provider. */
  public readonly account: AwsAccount;
  /** Name of the role, without its path. */
  public readonly roleName: string;
  private readonly path: string;
  /** The resource behind it, for what this construct does not offer. */
  public readonly resource: IamRole;
  private readonly awsProvider: TerraformProvider | undefined;
  private policy?: IamRolePolicy;
  private keyPolicy?: IamRolePolicy;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: PolytomicRoleProps = {}) {
    super(scope, id);
    props = checkConstruct(this, "PolytomicRole", polytomicRoleRule(), props);
    dependOn(this, props.dependsOn);
    refuseSecondOwner(this);
    const path = props.path ?? "/";
    this.roleName = props.roleName ?? physicalName(pathBelowApp(this), ROLE.nameLength);
    const place = AwsEnvironment.of(this, props.awsProvider);
    this.roleArn = roleArn(place, path, this.roleName);
    this.account = place;
    this.path = path;
    checkOnceKnown(
      this,
      () => place.knownRegion !== undefined,
      () =>
        warnAboutPolytomicCloud(
          this,
          { what: String(place.knownRegion), knownPartition: place.knownPartition },
          props.trustedPrincipals,
        ),
    );
    refuseOtherPartitions(
      this,
      "PolytomicRole",
      { what: "role", knownPartition: place.knownPartition },
      {
        permissionsBoundary: props.permissionsBoundary,
        ...principalsByProp(props.trustedPrincipals),
      },
    );
    this.externalIds.push(...(props.externalIds ?? []));
    this.awsProvider = props.awsProvider;
    const principals = props.trustedPrincipals ?? [POLYTOMIC_PRINCIPAL];
    const trustStatements: StatementsOfPolicy = (resolve) => [
      trust(
        principals,
        // Sorted: the order in the program means nothing.
        sortedBy(this.externalIds, (id) => [String(resolve(id))]),
        props.trustConditions,
      ),
    ];
    const role = new IamRole(this, "Resource", {
      ...defined({
        permissionsBoundary: props.permissionsBoundary,
        tags: props.tags,
        provider: props.awsProvider,
      }),
      name: this.roleName,
      path,
      description: describe(principals),
      maxSessionDuration: props.maxSessionDuration ?? ROLE.session.minimum,
      assumeRolePolicy: renderPolicy(trustStatements),
    });
    checkPolicyLimits(this, () => [trustStatements], {
      what: "the trust policy of the role",
      length: props.trustPolicyLength ?? POLICY.trust.usual,
      remedy:
        "Give some of the connections a role of their own, or have the quota of the account raised and set trustPolicyLength to it",
    });
    checkPolicyLimits(this, () => [() => this.statements, () => this.keyStatements], {
      what: "the inline policies of the role",
      length: POLICY.role,
      remedy: "Give some of the connections a role of their own, or use fewer folders that are higher up",
    });
    this.resource = ensure(role, { lifecycle: () => ({ postcondition: [hasArn(this.roleArn)] }) });
    refuseNameOverrides(this, this.resource, {
      what: "role",
      names: { name: this.roleName, path },
      remedy: "Set roleName, path and awsProvider",
    });
    checkAtSynthesis(this, "CDKTF_POLYTOMIC_ROLE_NOT_ASSUMABLE", () =>
      this.externalIds.length > 0
        ? undefined
        : "nobody could assume this role, as no external ID is known for it. " +
          'Give it to a connection (auth: { mode: "iam_role", role }), or set externalIds',
    );
  }

  /**
   * A role that exists already. What it must allow and whom it must trust is offered, not changed.
   *
   * @throws InvalidPropsError if `roleArn` is not the ARN of a role
   */
  public static fromRoleArn(
    scope: Construct,
    id: string,
    roleArn: string,
    options: ExistingRoleOptions = {},
  ): ExistingPolytomicRole {
    return new ExistingPolytomicRole(scope, id, roleArn, options);
  }

  /** The ARN, if it is known before Terraform runs. */
  public get knownRoleArn(): string | undefined {
    const { knownPartition: partition, knownAccountId: accountId } = this.account;
    return partition === undefined || accountId === undefined || isToken(`${this.path}${this.roleName}`)
      ? undefined
      : roleArn({ partition, accountId }, this.path, this.roleName);
  }

  /** The policies of the role, which wait for the role; the role itself as long as nothing is allowed to it. */
  public get prerequisites(): readonly ITerraformDependable[] {
    const policies = [this.policy, this.keyPolicy].filter((policy) => policy !== undefined);
    return policies.length > 0 ? policies : [this.resource];
  }

  public override addStatements(...statements: readonly PolicyStatement[]): void {
    super.addStatements(...statements);
    this.policy ??= this.createPolicy("policy", "polytomic", this.statements);
  }

  public override addKeyStatements(...statements: readonly PolicyStatement[]): void {
    super.addKeyStatements(...statements);
    this.keyPolicy ??= this.createPolicy("key-policy", "polytomic-key", this.keyStatements);
  }

  public checkAtPlan(
    preconditions: readonly Precondition[],
    of: "statements" | "keyStatements" = "statements",
  ): void {
    const policy = of === "statements" ? this.policy : this.keyPolicy;
    if (policy !== undefined) {
      addPreconditions(policy, preconditions);
    }
  }

  public requireAccount(accountId: string, message: string): boolean {
    const policy = this.policy ?? this.keyPolicy;
    if (policy !== undefined) {
      requireSameAccount(policy, this.account.accountId, accountId, message);
    }
    return policy !== undefined;
  }

  private createPolicy(id: string, name: string, statements: readonly PolicyStatement[]): IamRolePolicy {
    const policy = new IamRolePolicy(this, id, {
      ...defined({ provider: this.awsProvider }),
      name,
      role: this.resource.name,
      policy: renderPolicy(() => statements),
    });
    replaceWith(policy, [this.resource]);
    refuseNameOverrides(this, policy, {
      what: "policy of the role",
      names: { name, role: this.resource.name },
      remedy: "Set roleName and awsProvider of the role",
    });
    return policy;
  }
}

/** Connections receive the ARN before the role exists, so the apply fails if the role gets another one. */
const hasArn = (arn: string): Precondition => ({
  condition: Token.asString(Op.eq(TerraformSelf.getString("arn"), argument(arn))),
  errorMessage:
    "The role got another ARN than the one that connections were given. Set roleName and path of the PolytomicRole.",
});

/** The description of a role names whom it trusts: the trust policy itself has an external ID, so the first plan cannot show it. */
function describe(principals: readonly string[]): string {
  const known = principals.map((arn) => (arn === POLYTOMIC_PRINCIPAL ? `Polytomic (${arn})` : arn));
  const describing = (shown: readonly string[]): string => {
    const more = known.length - shown.length;
    const others = more === 0 ? [] : [`${more} more`];
    return `Assumed by ${[...shown, ...others].join(", ")} with the external ID of its connection`;
  };
  const fits = known.findLastIndex(
    (_, index) => describing(known.slice(0, index + 1)).length <= ROLE_DESCRIPTION_LENGTH,
  );
  return describing(known.slice(0, fits + 1));
}

/** What is known of a role that exists already. */
export interface ExistingRoleOptions {
  /**
   * ARNs of those who may assume the role, for the trust policy that is offered.
   * @default - the account of Polytomic cloud
   */
  readonly trustedPrincipals?: readonly string[];
  /**
   * What must exist before Polytomic can work with the role, such as its policies, if this program creates them elsewhere. Models and
   * syncs wait for it.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const existingRoleRule = rule((z) =>
  z.strictObject({
    roleArn: checkedString(roleArnProblem),
    trustedPrincipals: literalArray(checkedString(principalProblem)).optional(),
    dependsOn: dependsOnRule().optional(),
  }),
);

/** A role that exists already: nothing of it is changed. */
export class ExistingPolytomicRole extends Role {
  /** Account of the role, by its ARN. */
  public readonly account: AwsAccount;
  /** The ARN, if it is known before Terraform runs. */
  public readonly knownRoleArn: string | undefined;
  /** The option `dependsOn`: the role itself exists. */
  public readonly prerequisites: readonly ITerraformDependable[];

  public constructor(
    scope: Construct,
    id: string,
    /** ARN of the role. */
    public readonly roleArn: string,
    private readonly options: ExistingRoleOptions = {},
  ) {
    super(scope, id);
    ({ roleArn, ...options } = checkConstruct(
      this,
      "PolytomicRole",
      existingRoleRule(),
      withMembers(options, { roleArn }),
    ));
    this.roleArn = roleArn;
    this.options = options;
    this.prerequisites = options.dependsOn ?? [];
    this.account = accountOfArn(roleArn);
    this.knownRoleArn = isToken(roleArn) ? undefined : roleArn;
    const { trustedPrincipals } = options;
    const { knownPartition } = this.account;
    warnAboutPolytomicCloud(this, { what: "the role", knownPartition }, trustedPrincipals);
    const principals = principalsByProp(trustedPrincipals);
    refuseOtherPartitions(this, "PolytomicRole", { what: "role", knownPartition }, principals);
  }

  /** Nothing of the role is managed here, so nothing can carry the condition. */
  public requireAccount(): boolean {
    return false;
  }

  /** Statements that a policy of the role must have, for its owner to add. */
  public get requiredStatements(): readonly PolicyStatement[] {
    return [...this.statements, ...this.keyStatements];
  }

  /** The policy that the role must have, for its owner to attach: as data, for an output or `jsonencode`. */
  public get requiredPolicy(): PolicyDocument {
    return policyDocument(this.requiredStatements);
  }

  /** The trust policy that the role must have, for its owner to set. */
  public get requiredTrustPolicy(): PolicyDocument {
    const principals = this.options.trustedPrincipals ?? [POLYTOMIC_PRINCIPAL];
    return policyDocument([trust(principals, this.externalIds)]);
  }

  /** External IDs that the role's trust policy must accept, for its owner to add. */
  public get requiredExternalIds(): readonly string[] {
    return this.externalIds;
  }
}
