/** Questions about a role of a synthesized stack. */
import { POLYTOMIC_ACCOUNT } from "../../aws/accounts";
import { matchRequest } from "../../iam/permissions";
import { valueAt } from "../../plan/value";
import type { TemplateBlock } from "./blocks";
import { accountOf, decide, type PolicyRequest, type PolicyWorld } from "./permissions";
import { type PolicyJson, readable } from "./policies";

/** Who assumes a role. */
export interface AssumeRole {
  /** The ARN of a role or user, an account id for any of its principals, or a service. @default the account of Polytomic cloud */
  readonly principal?: string;
  /** The external ID that is sent: a literal, or the one of a connection. @default none */
  readonly externalId?: string;
  /** @default "sts:AssumeRole" */
  readonly action?:
    "sts:AssumeRole" | "sts:AssumeRoleWithSAML" | "sts:AssumeRoleWithWebIdentity" | "sts:TagSession";
  /** Other condition keys of the request. @default none */
  readonly context?: PolicyRequest["context"];
}

/** What a role is allowed to do, and who can assume it. */
export class RoleQuestions {
  public constructor(
    private readonly role: TemplateBlock,
    private readonly world: PolicyWorld,
  ) {}

  /** The ARN of the role. */
  public get arn(): string {
    return String(valueAt(this.world.values.context.at(this.role.address)?.after, "arn") ?? "");
  }

  /** The trust policy. */
  public get trustPolicy(): PolicyJson {
    readable(this.trust);
    return this.trust.document!;
  }

  /**
   * Whether the trust policy lets a principal assume the role.
   *
   * ```ts
   * template.role(lake.role).canAssume({ externalId: lake.connection.auth.externalId }); // true
   * template.role(lake.role).canAssume({ externalId: "another" }); // false
   * ```
   */
  public canAssume({
    principal,
    externalId,
    action = "sts:AssumeRole",
    context = {},
  }: AssumeRole = {}): boolean {
    const text = (value: unknown): string => String(this.world.values.evaluated(this.world.resolve(value)));
    const caller = text(principal ?? POLYTOMIC_ACCOUNT);
    const account = accountOf(caller);
    const { allowing, denying, unclear } = matchRequest(readable(this.trust), {
      principal: /^\d{12}$/.test(caller) ? `arn:aws:iam::${caller}:root` : caller,
      action,
      resource: this.arn,
      context: {
        "aws:SecureTransport": "true",
        "aws:CurrentTime": new Date().toISOString(),
        ...(account !== undefined && { "aws:PrincipalAccount": account, "aws:PrincipalArn": caller }),
        ...(externalId !== undefined && { "sts:ExternalId": text(externalId) }),
        ...context,
      },
    });
    if (unclear.length > 0 && denying.length === 0) {
      throw new Error(
        `cannot tell who can assume ${this.role.path}: a condition is known only after the apply`,
      );
    }
    return denying.length === 0 && allowing.length > 0;
  }

  /**
   * Whether the role is allowed all of these actions on a resource. Considered are the policies of the role and its permissions boundary,
   * and the policies of the buckets, queues, topics and keys of the stack. Not considered are resources and organizations outside of the
   * stack. A value that only Terraform knows equals itself and nothing else.
   *
   * @param actions such as `s3:GetObject`, without wildcards
   * @param resource an ARN, such as `arn:aws:s3:::acme-lake/exports/a.csv`; it can contain tokens of the stack
   * @param context condition keys of the request, such as `{ "s3:prefix": "exports/" }` of `s3:ListBucket`. @default an ordinary request
   * with TLS
   * @throws if that depends on a policy that cannot be read
   */
  public allows(
    actions: string | readonly string[],
    resource: string,
    context?: PolicyRequest["context"],
  ): boolean {
    return this.each(actions, resource, context).every(({ isAllowed }) => isAllowed);
  }

  /** Whether the role is allowed none of these actions on a resource. See {@link allows}. */
  public denies(
    actions: string | readonly string[],
    resource: string,
    context?: PolicyRequest["context"],
  ): boolean {
    return this.each(actions, resource, context).every(({ isAllowed }) => !isAllowed);
  }

  /** Why the role is or is not allowed an action: `denied by prod/lake/bucket/policy (DenyInsecureTransport)`. */
  public why(action: string, resource: string, context?: PolicyRequest["context"]): string {
    return this.each(action, resource, context)[0]!.reason;
  }

  private each(
    actions: string | readonly string[],
    resource: string,
    context: PolicyRequest["context"] = {},
  ) {
    return [actions].flat().map((action) => {
      if (!/^[\w-]+:\w+$/.test(action)) {
        throw new Error(`expected an action such as "s3:GetObject", got ${JSON.stringify(action)}`);
      }
      return decide({ principal: this.arn, action, resource, context }, this.world);
    });
  }

  private get trust() {
    return this.world.policies.find(
      ({ kind, address }) => kind === "trust" && address === this.role.address,
    )!;
  }
}
