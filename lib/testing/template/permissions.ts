/** Whether the policies of a stack allow a request. Source: IAM User Guide, Policy evaluation logic. */
import { type AwsRequest, type Match, matchRequest, type Statement } from "../../iam/permissions";
import { valueAt } from "../../plan/value";
import { type PolicyJson, readable, type TemplatePolicy } from "./policies";
import type { Values } from "./values";

/** A request to AWS. Its strings can be tokens of the stack. */
export interface PolicyRequest {
  /** The ARN of a role or user, an account id for any of its principals, or a service: `s3.amazonaws.com`. */
  readonly principal: string;
  /** Such as `s3:GetObject`. */
  readonly action: string;
  /** The ARN of what is used. */
  readonly resource: string;
  /**
   * Condition keys of the request, such as `{ "s3:prefix": "exports/" }`. Added to those of an ordinary request: TLS, the time, and the
   * accounts of principal and resource. @default none
   */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The policies that decide, and how values are read. */
export interface PolicyWorld {
  readonly policies: readonly TemplatePolicy[];
  readonly values: Values;
  /** Policies that the stack does not contain, by ARN. */
  readonly external: Readonly<Record<string, object | string>>;
  resolve(value: unknown): unknown;
}

/** Whether the policies of the stack allow a request. */
export const isAllowed = (request: PolicyRequest, world: PolicyWorld): boolean =>
  decide(request, world).isAllowed;

/** A decision, with its reason. */
export interface Decision {
  readonly isAllowed: boolean;
  /** One line: `no statement of prod/lake/role/policy allows it`. */
  readonly reason: string;
}

/** The policies of a principal of the stack, without those of resources. */
interface Identity {
  readonly policies: readonly TemplatePolicy[];
  readonly boundary: TemplatePolicy | undefined;
}

/** Decides about a request, as IAM does. */
export function decide(given: PolicyRequest, world: PolicyWorld): Decision {
  const request = requestOf(given, world);
  const identity = identityOf(request.principal, world);
  const ofResource = world.policies.filter(
    (one) => one.kind === "resource" && isPolicyOf(one, request.resource, world),
  );
  const matched = (policies: readonly TemplatePolicy[]): readonly Matched[] =>
    policies.map((policy) => ({ policy, match: clear(policy, matchRequest(readable(policy), request)) }));
  const [own, others] = [matched(identity?.policies ?? []), matched(ofResource)];
  const boundary = identity?.boundary === undefined ? [] : matched([identity.boundary]);
  const denied = [...own, ...others, ...boundary].find(({ match }) => match.denying.length > 0);
  if (denied !== undefined) {
    return no(`denied by ${named(denied.policy, denied.match.denying)}`);
  }
  if (boundary.some(({ match }) => match.allowing.length === 0)) {
    return no(`the permissions boundary ${boundary[0]?.policy.path ?? ""} does not allow it`);
  }
  const byIdentity = own.find(({ match }) => match.allowing.length > 0);
  const byResource = others.find(({ match }) => match.allowing.length > 0);
  const directly = others.find(({ match }) => match.allowing.some(namesPrincipal));
  const isSameAccount = accountOf(request.principal) === request.context["aws:ResourceAccount"];
  // The policy of a key decides whether policies of identities count.
  const needsBoth = ofResource.some(({ address }) => !isSameAccount || address.startsWith("aws_kms_"));
  const decisive =
    identity === undefined
      ? byResource
      : ((isSameAccount ? directly : undefined) ??
        (needsBoth && byResource === undefined ? undefined : byIdentity));
  return decisive === undefined
    ? no(reasonOf(own, others))
    : { isAllowed: true, reason: `allowed by ${named(decisive.policy, decisive.match.allowing)}` };
}

interface Matched {
  readonly policy: TemplatePolicy;
  readonly match: Match;
}

const no = (reason: string): Decision => ({ isAllowed: false, reason });

const named = ({ path }: TemplatePolicy, [statement]: readonly Statement[]): string =>
  statement?.sid === undefined ? path : `${path} (${statement.sid})`;

const reasonOf = (own: readonly Matched[], others: readonly Matched[]): string => {
  const all = [...own, ...others].map(({ policy }) => policy.path);
  return all.length === 0
    ? "no policy of the stack applies"
    : `no statement of ${all.join(" or ")} allows it`;
};

function clear(policy: TemplatePolicy, match: Match): Match {
  if (match.unclear.length > 0 && match.denying.length === 0) {
    throw new Error(
      `cannot tell what is allowed: a condition of ${policy.path} (${policy.address}) is known only after the apply, or has an unknown operator`,
    );
  }
  return match;
}

/** Whether a statement names more than the account of the principal, which only lets the account decide. */
const namesPrincipal = ({ principals }: Statement): boolean =>
  principals === undefined ||
  principals.isNot ||
  principals.values.some(
    ({ kind, name }) => kind !== "AWS" || !/^(\d{12}|arn:[^:]*:iam::[^:]+:root)$/.test(String(name)),
  );

/** The account in an ARN. `undefined` for a service, and for S3. */
export const accountOf = (arn: string): string | undefined =>
  /^\d{12}$/.test(arn) ? arn : arn.split(":")[4] || undefined;

function requestOf(
  { principal, action, resource, context = {} }: PolicyRequest,
  world: PolicyWorld,
): AwsRequest {
  const text = (value: unknown): string => String(world.values.evaluated(world.resolve(value)));
  const caller = text(principal);
  const used = text(resource);
  const account = accountOf(caller);
  const given = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(text) : text(value),
    ]),
  );
  return {
    principal: /^\d{12}$/.test(caller) ? `arn:aws:iam::${caller}:root` : caller,
    action,
    resource: used,
    context: {
      "aws:SecureTransport": "true",
      "s3:TlsVersion": "1.3",
      "aws:CurrentTime": new Date().toISOString(),
      ...(account !== undefined && { "aws:PrincipalAccount": account, "aws:PrincipalArn": caller }),
      "aws:ResourceAccount": accountOf(used) ?? ownerOf(used, world) ?? account ?? "",
      ...given,
    },
  };
}

/** The account of the bucket or key of the stack with this ARN. */
function ownerOf(arn: string, world: PolicyWorld): string | undefined {
  const bucket = world.values.context
    .ofType("aws_s3_bucket")
    .find(({ after }) => isBucket(arn, String(valueAt(after, "bucket"))));
  const policy = world.policies.find((one) => one.kind === "resource" && isPolicyOf(one, arn, world));
  const address = bucket?.address ?? policy?.address;
  return address === undefined ? undefined : world.values.placeOf(address).account;
}

const isBucket = (arn: string, name: string): boolean =>
  new RegExp(`^arn:[^:]*:s3:::`).test(arn) && (arn.split(":::")[1] ?? "").split("/")[0] === name;

/** The arguments that lead from the policy of a resource to the resource. */
const OWNERS: Readonly<Record<string, string>> = {
  aws_s3_bucket_policy: "bucket",
  aws_sqs_queue_policy: "queue_url",
  aws_sns_topic_policy: "arn",
  aws_kms_key_policy: "key_id",
};

/** Whether a policy of a resource is that of the resource with this ARN. */
function isPolicyOf({ address }: TemplatePolicy, arn: string, { values }: PolicyWorld): boolean {
  const type = address.split(".")[0] ?? "";
  const argument = OWNERS[type];
  const owner =
    argument === undefined
      ? undefined
      : values.evaluated(
          values.context.at(address)?.template(argument) ??
            valueAt(values.context.at(address)?.after, argument),
          address,
        );
  switch (type) {
    case "aws_s3_bucket_policy":
      return isBucket(arn, String(owner));
    case "aws_sqs_queue_policy": {
      const { account, region, partition } = values.placeOf(address);
      const name = String(owner).split("/").at(-1) ?? "";
      return arn === `arn:${partition}:sqs:${region}:${account}:${name}`;
    }
    case "aws_kms_key_policy":
      return String(owner).replace(/^‹\w+ of/, "‹ARN of") === arn;
    case "aws_sns_topic_policy":
      return owner === arn;
    default:
      return values.evaluated(`\${${address}.arn}`, address) === arn;
  }
}

/** The policies of a role of the stack. `undefined` for any other principal. */
function identityOf(principal: string, world: PolicyWorld): Identity | undefined {
  const role = world.values.context
    .ofType("aws_iam_role")
    .find(({ after, mode }) => mode === "managed" && valueAt(after, "arn") === principal);
  if (role === undefined) {
    return undefined;
  }
  const { values, policies } = world;
  const text = (address: string, argument: string): unknown => {
    const change = values.context.at(address);
    return values.evaluated(change?.template(argument) ?? valueAt(change?.after, argument), address);
  };
  const isOfRole = (address: string): boolean => text(address, "role") === valueAt(role.after, "name");
  const attached = values.context
    .ofType("aws_iam_role_policy_attachment")
    .filter(({ address }) => isOfRole(address))
    .map(({ address }) => managedPolicy(String(text(address, "policy_arn")), world));
  const managed = [valueAt(role.after, "managed_policy_arns") ?? []].flat();
  const boundary = text(role.address, "permissions_boundary");
  return {
    policies: [
      ...policies.filter(({ kind, address }) =>
        kind !== "identity"
          ? false
          : address === role.address || (address.startsWith("aws_iam_role_policy.") && isOfRole(address)),
      ),
      ...attached,
      ...managed.map((arn) => managedPolicy(String(arn), world)),
    ],
    boundary:
      boundary === undefined || boundary === null || boundary === ""
        ? undefined
        : managedPolicy(String(boundary), world),
  };
}

/** A managed policy of the stack, or one that the test passed. */
function managedPolicy(arn: string, { values, policies, external }: PolicyWorld): TemplatePolicy {
  const policy = policies.find(
    ({ address }) =>
      address.startsWith("aws_iam_policy.") && valueAt(values.context.at(address)?.after, "arn") === arn,
  );
  const document = external[arn];
  if (policy === undefined && document === undefined) {
    throw new Error(
      `cannot tell what is allowed: the stack does not contain the policy ${arn}; pass its document: fromStack(stack, { policies: { ${JSON.stringify(arn)}: {...} } })`,
    );
  }
  return (
    policy ?? {
      kind: "identity",
      address: arn,
      path: arn,
      document: (typeof document === "string" ? JSON.parse(document) : document) as PolicyJson,
    }
  );
}
