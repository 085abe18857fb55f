/**
 * Who in an app stands for a bucket, and who writes its notification configuration. There is one of it in the world, and whoever
 * writes it last has the only one: two resources would undo each other with each apply.
 */
import { type TerraformProvider, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import type { Problem } from "../../lib/errors";
import { StackNames } from "../../lib/terraform/names";
import { isToken } from "../../lib/tokens";
import { constructPath, refuse, resolveIn } from "../validation";

/** What a construct does with its bucket. */
export interface BucketUse<Events> {
  readonly asker: Construct;
  /**
   * It creates the bucket; it manages the notifications of an existing one; it wants events of an existing one, whose owner manages the
   * notifications; or it uses an existing one without events.
   */
  readonly role: "maker" | "manager" | "guest" | "user";
  readonly awsProvider?: TerraformProvider | undefined;
  readonly events: Events;
}

/** The claims on buckets, of one app each. */
export class NotificationOwnership<Events> {
  private readonly byApp = new WeakMap<IConstruct, Map<string, BucketUse<Events>[]>>();

  /**
   * Claims a bucket.
   * @param name of the bucket, as {@link bucketKey} gives it
   * @throws InvalidPropsError if another construct claims it in a way that excludes this one
   */
  public claim(name: string, claim: BucketUse<Events>): void {
    const app = this.claimsIn(claim.asker);
    const others = app.get(name) ?? [];
    for (const other of others) {
      const problem = exclusion(claim, other);
      if (problem !== undefined) {
        refuse(claim.asker, "DataBucket", { code: "CONFLICT", ...problem });
      }
    }
    app.set(name, [...others, claim]);
  }

  /** The claim of the construct that has this role for a bucket. */
  public find(asker: Construct, name: string, role: "maker" | "manager"): BucketUse<Events> | undefined {
    return this.claimsIn(asker)
      .get(name)
      ?.find((claim) => claim.role === role);
  }

  private claimsIn(asker: Construct): Map<string, BucketUse<Events>[]> {
    const claims = this.byApp.get(asker.node.root) ?? new Map<string, BucketUse<Events>[]>();
    this.byApp.set(asker.node.root, claims);
    return claims;
  }
}

/** The name of a bucket, the same however it is written, as far as the program knows it; or else what decides the name. */
export const bucketKey = (scope: Construct, name: string): string =>
  isToken(name) ? new StackNames(TerraformStack.of(scope)).nameOf(name) : name;

/** Whether a key is the name itself. */
export const isKnownName = (key: string): boolean => /^[\w.-]+$/.test(key);

/** The name of something, or the expression that stands for it: each access to an attribute makes another token of it. */
export const nameIn = (scope: Construct, name: string): string => String(resolveIn(scope, name));

type Exclusion = Pick<Problem, "prop" | "message"> | undefined;

function exclusion(one: BucketUse<unknown>, other: BucketUse<unknown>): Exclusion {
  const roles = new Set([one.role, other.role]);
  const sameStack = TerraformStack.of(one.asker) === TerraformStack.of(other.asker);
  if (roles.has("maker")) {
    return exclusionOfMaker(one, other, sameStack);
  }
  const message = exclusionOfManager(one, other, sameStack);
  return message === undefined ? undefined : { prop: "manageNotifications", message };
}

function exclusionOfMaker(one: BucketUse<unknown>, other: BucketUse<unknown>, sameStack: boolean): Exclusion {
  const where = sameStack ? constructPath(other.asker) : other.asker.node.path;
  const remedy = "Pass that DataBucket instead";
  if (one.role === "maker" && other.role === "maker") {
    return { prop: "name", message: `is the name of a bucket that ${where} creates, too. ${remedy}` };
  }
  if (!sameStack && [one.role, other.role].includes("user")) {
    return undefined;
  }
  return one.role === "maker"
    ? {
        prop: "name",
        message: `is the name of a bucket that ${where} takes for an existing one. ${remedy} there`,
      }
    : {
        prop: "bucketName",
        message:
          `is the name of a bucket that ${where} creates. ${remedy}` +
          (sameStack ? "" : ", or set events: false here and send the events in the stack of the bucket"),
      };
}

function exclusionOfManager(
  one: BucketUse<unknown>,
  other: BucketUse<unknown>,
  sameStack: boolean,
): string | undefined {
  const where = constructPath(other.asker);
  const roles = new Set([one.role, other.role]);
  if (!roles.has("manager") || roles.has("user")) {
    return undefined;
  }
  if (roles.has("guest")) {
    return one.role === "manager"
      ? `was given, but ${where} leaves the notifications of the same bucket to its owner; set it there too`
      : `is not set, but ${where} manages the notifications of the same bucket; set it here too`;
  }
  if (!sameStack) {
    return `was given, but ${other.asker.node.path} of another stack manages the notifications of the same bucket; let one stack do it`;
  }
  return one.awsProvider === other.awsProvider
    ? undefined
    : `was given, but ${where} manages the notifications of the same bucket with another awsProvider; let both have one`;
}
