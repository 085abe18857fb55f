/**
 * Which constructs of an app use a bucket, and which one manages its notification configuration. S3 has one configuration per
 * bucket, so two resources would overwrite each other on every apply.
 */
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Problem } from "../../lib/errors";
import { oncePer } from "../../lib/once-per";
import { StackNames } from "../../lib/terraform/names";
import { isToken } from "../../lib/tokens";
import { constructPath, refuse, resolveIn } from "../validation";
import type { AwsArguments } from "./aws-environment";

/** How a construct uses its bucket. */
export interface BucketUse<Events> {
  readonly construct: Construct;
  /**
   * `creator` creates the bucket. `manager` manages the notifications of an existing bucket. `unmanaged` needs events of an existing
   * bucket whose owner manages the notifications. `user` uses an existing bucket without events.
   */
  readonly role: "creator" | "manager" | "unmanaged" | "user";
  readonly aws?: AwsArguments;
  readonly events: Events;
}

/** The uses of each bucket, by app. */
export class NotificationOwnership<Events> {
  private readonly usesByName = oncePer(() => new Map<string, BucketUse<Events>[]>());

  /**
   * Registers a use of a bucket.
   * @param name as returned by {@link bucketKey}
   * @throws InvalidPropsError if it conflicts with the use by another construct
   */
  public register(name: string, use: BucketUse<Events>): void {
    const uses = this.usesByName(use.construct.node.root);
    const others = uses.get(name) ?? [];
    for (const other of others) {
      const problem = conflict(use, other);
      if (problem !== undefined) {
        refuse(use.construct, "DataBucket", { code: "CONFLICT", ...problem });
      }
    }
    uses.set(name, [...others, use]);
  }

  /** The use by the construct that has this role for a bucket. */
  public find(
    construct: Construct,
    name: string,
    role: "creator" | "manager",
  ): BucketUse<Events> | undefined {
    return this.usesByName(construct.node.root)
      .get(name)
      ?.find((use) => use.role === role);
  }
}

/** The name of a bucket if it is known at synthesis, or else the expression that determines it. */
export const bucketKey = (scope: Construct, name: string): string =>
  isToken(name) ? new StackNames(TerraformStack.of(scope)).nameOf(name) : name;

/** Whether a bucket key is the name itself. */
export const isKnownName = (key: string): boolean => /^[\w.-]+$/.test(key);

/** The name, or its resolved expression: each access to an attribute creates another token. */
export const nameIn = (scope: Construct, name: string): string => String(resolveIn(scope, name));

type Conflict = Pick<Problem, "prop" | "message"> | undefined;

function conflict(one: BucketUse<unknown>, other: BucketUse<unknown>): Conflict {
  const roles = new Set([one.role, other.role]);
  const sameStack = TerraformStack.of(one.construct) === TerraformStack.of(other.construct);
  if (roles.has("creator")) {
    return conflictOfCreator(one, other, sameStack);
  }
  const message = conflictOfManager(one, other, sameStack);
  return message === undefined ? undefined : { prop: "manageNotifications", message };
}

function conflictOfCreator(one: BucketUse<unknown>, other: BucketUse<unknown>, sameStack: boolean): Conflict {
  const where = sameStack ? constructPath(other.construct) : other.construct.node.path;
  const remedy = "Pass that DataBucket instead";
  if (one.role === "creator" && other.role === "creator") {
    return { prop: "name", message: `is the name of a bucket that ${where} also creates. ${remedy}` };
  }
  if (!sameStack && [one.role, other.role].includes("user")) {
    return undefined;
  }
  return one.role === "creator"
    ? {
        prop: "name",
        message: `is the name of a bucket that ${where} references as an existing one. ${remedy} there`,
      }
    : {
        prop: "bucketName",
        message:
          `is the name of a bucket that ${where} creates. ${remedy}` +
          (sameStack ? "" : ", or set events: false here and send the events from the bucket's stack"),
      };
}

function conflictOfManager(
  one: BucketUse<unknown>,
  other: BucketUse<unknown>,
  sameStack: boolean,
): string | undefined {
  const where = constructPath(other.construct);
  const roles = new Set([one.role, other.role]);
  if (!roles.has("manager") || roles.has("user")) {
    return undefined;
  }
  if (roles.has("unmanaged")) {
    return one.role === "manager"
      ? `is set, but ${where} leaves the notifications of the same bucket to its owner; set it there too`
      : `is not set, but ${where} manages the notifications of the same bucket; set it here too`;
  }
  if (!sameStack) {
    return `is set, but ${other.construct.node.path} in another stack manages the notifications of the same bucket; set it in one stack only`;
  }
  return one.aws?.provider === other.aws?.provider && one.aws?.region === other.aws?.region
    ? undefined
    : `is set, but ${where} manages the notifications of the same bucket with another awsProvider or region; pass the same to both`;
}
