/** The role that Polytomic assumes, for which it must name its external ID. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { ZodType } from "zod";
import { principalProblem, roleArn, roleArnProblem } from "../../lib/aws/arns";
import { ROLE } from "../../lib/aws/limits";
import { externalIdProblem, physicalName, roleNameProblem, rolePathProblem } from "../../lib/aws/names";
import { type PolicyStatement, renderPolicy, roleStatementRule } from "../../lib/iam/policy-document";
import { trust } from "../../lib/iam/statements";
import { defined } from "../../lib/objects";
import { rule } from "../../lib/validation/rule";
import { instance, text, textThat, wholeNumber, writtenList } from "../../lib/validation/token-aware";
import { awsProviderRule, existingOrNew, isConstructWith, tagsRule } from "../rules";
import { checkAtSynthesis, checkConstruct, pathBelowApp } from "../validation";
import { AwsPlace } from "./aws-place";

/** AWS account of Polytomic cloud. Source: Polytomic documentation, "IAM role authentication to AWS". */
export const POLYTOMIC_PRINCIPAL = "arn:aws:iam::568237466542:root";

/** A role that Polytomic assumes. */
export interface IPolytomicRole extends IConstruct {
  /** ARN of the role, readable in the plan. */
  readonly roleArn: string;
  /** What must exist before Polytomic can work with the role. */
  readonly prerequisites: readonly ITerraformDependable[];
  /**
   * Allows something to the role, or denies it.
   * @param statements at least one, each with `Effect`, `Action` and `Resource`, in IAM's spelling
   * @throws InvalidPropsError if one of them is not a statement of a role's policy
   */
  addStatements(...statements: readonly PolicyStatement[]): void;
  /**
   * Lets the role be assumed with this external ID, besides others. A connection that is given the role does this.
   * @throws InvalidPropsError if `externalId` is none
   */
  trustExternalId(externalId: string): void;
}

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
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default - the stack's AWS provider */
  readonly awsProvider?: TerraformProvider;
}

/** The rules of {@link PolytomicRoleProps}. */
export const polytomicRoleRule = rule((z) =>
  z.strictObject({
    roleName: textThat(roleNameProblem).optional(),
    path: textThat(rolePathProblem).optional(),
    permissionsBoundary: text().optional(),
    maxSessionDuration: wholeNumber(ROLE.session.minimum, ROLE.session.maximum).optional(),
    trustedPrincipals: writtenList(textThat(principalProblem)).optional(),
    externalIds: writtenList(textThat(externalIdProblem)).optional(),
    tags: tagsRule().optional(),
    awsProvider: awsProviderRule().optional(),
  }),
);

/** The rule of props that take a role; `creation` and `existing` are how one is written there. */
export const polytomicRoleInstanceRule = (
  creation = "new PolytomicRole(...)",
  existing = "PolytomicRole.fromRoleArn(...)",
): ZodType =>
  instance(
    "a PolytomicRole",
    (value) => isConstructWith(value, "roleArn", "trustExternalId"),
    existingOrNew(existing, creation),
  );

const statementsRule = rule((z) => z.strictObject({ statements: writtenList(roleStatementRule()) }));
const trustRule = rule((z) => z.strictObject({ externalId: textThat(externalIdProblem) }));

/** What owned and existing roles have in common. */
abstract class Role extends Construct implements IPolytomicRole {
  public abstract readonly roleArn: string;
  public abstract readonly prerequisites: readonly ITerraformDependable[];
  protected readonly statements: PolicyStatement[] = [];
  protected readonly externalIds: string[] = [];

  public addStatements(...statements: readonly PolicyStatement[]): void {
    checkConstruct(this, "PolytomicRole", statementsRule(), { statements });
    this.statements.push(...statements);
  }

  public trustExternalId(externalId: string): void {
    checkConstruct(this, "PolytomicRole", trustRule(), { externalId });
    this.externalIds.push(externalId);
  }
}

/**
 * An IAM role for Polytomic. It can be assumed by Polytomic's account only, and only with the external ID of a
 * connection that was given the role; it may do what was granted to it and nothing else.
 */
export class PolytomicRole extends Role {
  /** Composed from partition, account, path and name, so that a connection can have it before the role exists. */
  public readonly roleArn: string;
  /** Name of the role, without its path. */
  public readonly roleName: string;
  private readonly role: IamRole;
  private readonly awsProvider: TerraformProvider | undefined;
  private policy?: IamRolePolicy;

  /** @throws InvalidPropsError if a prop breaks one of its rules */
  public constructor(scope: Construct, id: string, props: PolytomicRoleProps = {}) {
    super(scope, id);
    checkConstruct(this, "PolytomicRole", polytomicRoleRule(), props);
    const path = props.path ?? "/";
    this.roleName = props.roleName ?? physicalName(pathBelowApp(this), ROLE.nameLength);
    this.roleArn = roleArn(AwsPlace.of(this, props.awsProvider), path, this.roleName);
    this.externalIds.push(...(props.externalIds ?? []));
    this.awsProvider = props.awsProvider;
    const principals = props.trustedPrincipals ?? [POLYTOMIC_PRINCIPAL];
    this.role = new IamRole(this, "Resource", {
      ...defined({
        permissionsBoundary: props.permissionsBoundary,
        tags: props.tags,
        provider: props.awsProvider,
      }),
      name: this.roleName,
      path,
      description: "Assumed by Polytomic with the external ID of its connection",
      maxSessionDuration: props.maxSessionDuration ?? ROLE.session.minimum,
      assumeRolePolicy: renderPolicy(() => [trust(principals, this.externalIds)]),
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
  public static fromRoleArn(scope: Construct, id: string, roleArn: string): ExistingPolytomicRole {
    return new ExistingPolytomicRole(scope, id, roleArn);
  }

  /** The policy of the role, which waits for the role; the role itself as long as nothing is allowed to it. */
  public get prerequisites(): readonly ITerraformDependable[] {
    return [this.policy ?? this.role];
  }

  public override addStatements(...statements: readonly PolicyStatement[]): void {
    super.addStatements(...statements);
    this.policy ??= new IamRolePolicy(this, "policy", {
      ...defined({ provider: this.awsProvider }),
      name: "polytomic",
      role: this.role.name,
      policy: renderPolicy(() => this.statements),
    });
  }
}

const existingRoleRule = rule((z) => z.strictObject({ roleArn: textThat(roleArnProblem) }));

/** A role that exists already: nothing of it is changed. */
export class ExistingPolytomicRole extends Role {
  /** Nothing: the role exists. */
  public readonly prerequisites: readonly ITerraformDependable[] = [];

  public constructor(
    scope: Construct,
    id: string,
    /** ARN of the role. */
    public readonly roleArn: string,
  ) {
    super(scope, id);
    checkConstruct(this, "PolytomicRole", existingRoleRule(), { roleArn });
  }

  /** Statements that a policy of the role must have, for its owner to add. */
  public get requiredStatements(): readonly PolicyStatement[] {
    return this.statements;
  }

  /** External IDs that the role's trust policy must accept, for its owner to add. */
  public get requiredExternalIds(): readonly string[] {
    return this.externalIds;
  }
}
