import { type Policy, isPublic } from "../../iam/permissions";
import { TYPES_WITH_POLICY, gainedBy, isForAnyone, phrase, policyChangesOf } from "../policies";
import type { ResourceChange } from "../plan";
import { blocks, isRemovedFromOwner, stringAt } from "../resources";
import type { Found, PlanContext, Rule } from "../rule";
import { type Values, valueAt } from "../value";

const FLAGS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];

export const rule: Rule = {
  severity: "danger",
  title: "Anyone can get access",
  reason: "Public buckets, queues, topics and keys are found by scanners within hours.",
  remedy:
    "Name the accounts, or add a condition on the account, the organization, the VPC endpoint or the address range.",
  types: [...TYPES_WITH_POLICY, "aws_s3_bucket_public_access_block", "aws_s3_bucket_acl", "aws_s3_bucket"],
  *check(change, context) {
    if (change.type === "aws_s3_bucket_public_access_block") {
      yield* ofBlock(change, context);
    } else if (change.type === "aws_s3_bucket_acl" || change.type === "aws_s3_bucket") {
      const acl = publicAcl(change.after);
      if (acl !== undefined && acl !== publicAcl(change.before)) {
        yield { change, message: `has the ACL ${acl}` };
      }
    } else {
      yield* ofPolicy(change, context);
    }
  },
};

function* ofBlock(change: ResourceChange, context: PlanContext): Iterable<Found> {
  if (isRemovedFromOwner(change, context)) {
    yield { change, message: "the public access block of the bucket is removed" };
    return;
  }
  const off = FLAGS.filter(
    (flag) => valueAt(change.after, flag) === false && valueAt(change.before, flag) !== false,
  );
  if (off.length > 0) {
    yield { change, message: `${off.join(", ")} ${off.length === 1 ? "is" : "are"} false` };
  }
}

function* ofPolicy(change: ResourceChange, context: PlanContext): Iterable<Found> {
  for (const found of policyChangesOf(change, context)) {
    const publicActions = (policy: Policy | undefined): Set<string> =>
      new Set(policy?.statements.filter(isPublic).flatMap(({ actions }) => actions.values.map(String)));
    const known = publicActions(found.before);
    const opened = [...publicActions(found.after)].filter((action) => !known.has(action));
    // More resources for the same actions.
    const widened = gainedBy(found).filter(isForAnyone);
    if (found.kind !== "identity" && opened.length > 0) {
      yield { change, key: opened.join(), message: `allows ${opened.join(", ")} to anyone` };
    } else if (found.kind !== "identity" && widened.length > 0) {
      const what = widened.map(phrase).join("; ");
      yield { change, key: what, message: `allows ${what}, which is anyone` };
    }
  }
}

function publicAcl(values: Values | undefined): string | undefined {
  const acl = stringAt(values, "acl");
  const grants = blocks(values, "access_control_policy").flatMap((one) => blocks(one, "grant"));
  const everyone = grants
    .flatMap((grant) => blocks(grant, "grantee"))
    .map((grantee) => stringAt(grantee, "uri"))
    .find((uri) => uri !== undefined && /\/(AllUsers|AuthenticatedUsers)$/.test(uri));
  return acl !== undefined && PUBLIC_ACLS.includes(acl) ? acl : everyone;
}
