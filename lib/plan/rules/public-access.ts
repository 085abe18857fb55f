import { type Policy, isPublic } from "../../iam/permissions";
import { TYPES_WITH_POLICY, gainedBy, isForAnyone, phrase, policyChangesOf } from "../policies";
import type { ResourceChange } from "../plan";
import { blocks, isRemovedFromOwner, stringAt } from "../resources";
import type { Found, PlanContext, Rule } from "../rule";
import { isSetUnknown, mayChange } from "../unknown-changes";
import { type Values, valueAt } from "../value";

const FLAGS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
const BLOCKS: Readonly<Record<string, string>> = {
  aws_s3_bucket_public_access_block: "bucket",
  aws_s3_account_public_access_block: "account",
};
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const TYPES_WITH_ACL = ["aws_s3_bucket_acl", "aws_s3_bucket"];
const DATABASES = ["aws_db_instance", "aws_rds_cluster_instance", "aws_redshift_cluster"];

export const rule: Rule = {
  severity: "danger",
  title: "Anyone can get access",
  reason: "Public buckets, queues, topics and keys are found by scanners within hours.",
  remedy:
    "Name the accounts, or add a condition on the account, the organization, the VPC endpoint or the address range.",
  types: [...TYPES_WITH_POLICY, ...Object.keys(BLOCKS), ...TYPES_WITH_ACL, ...DATABASES],
  *check(change, context) {
    if (change.type in BLOCKS) {
      yield* ofBlock(change, context);
    } else if (TYPES_WITH_ACL.includes(change.type)) {
      yield* ofAcl(change);
    } else if (DATABASES.includes(change.type)) {
      yield* ofDatabase(change);
    } else {
      yield* ofPolicy(change, context);
    }
  },
};

function* ofBlock(change: ResourceChange, context: PlanContext): Iterable<Found> {
  if (isRemovedFromOwner(change, context)) {
    yield { change, message: `the public access block of the ${BLOCKS[change.type]} is removed` };
    return;
  }
  const off = FLAGS.filter(
    (flag) => valueAt(change.after, flag) === false && valueAt(change.before, flag) !== false,
  );
  if (off.length > 0) {
    yield { change, message: `${off.join(", ")} ${off.length === 1 ? "is" : "are"} false` };
  }
  const unknown = FLAGS.filter((flag) => mayChange(change, flag, true));
  if (unknown.length > 0) {
    yield {
      change,
      key: "unknown",
      message: `${unknown.join(", ")} may be false: known after the apply`,
      severity: "cannot-tell",
    };
  }
}

function* ofAcl(change: ResourceChange): Iterable<Found> {
  const [before, after] = [publicAcl(change.before), publicAcl(change.after)];
  if (after !== undefined && after !== before) {
    yield { change, message: `has the ACL ${after}` };
  } else if (before === undefined && isSetUnknown(valueAt(change.after, "acl"), "acl")) {
    yield { change, message: "may get a public ACL: it is known after the apply", severity: "cannot-tell" };
  }
}

function* ofDatabase(change: ResourceChange): Iterable<Found> {
  const argument = "publicly_accessible";
  if (valueAt(change.after, argument) === true && valueAt(change.before, argument) !== true) {
    yield { change, message: "can be reached from the internet" };
  } else if (mayChange(change, argument, false)) {
    yield {
      change,
      message: `may be reached from the internet: ${argument} is known after the apply`,
      severity: "cannot-tell",
    };
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
