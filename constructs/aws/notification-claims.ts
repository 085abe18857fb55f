/**
 * Who in an app writes the notification configuration of a bucket. There is one of a bucket in the world, and whoever writes it
 * last has the only one: two resources would undo each other with each apply.
 */
import { type TerraformProvider, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { isToken } from "../../lib/validation/show";
import { placeOf, refuse, resolveIn } from "../validation";

/** What a construct does with the notifications of its bucket. */
export interface Claim<Events> {
  readonly asker: Construct;
  /** The bucket is made here, its notifications are managed here, or they are left to its owner. */
  readonly role: "maker" | "manager" | "guest";
  readonly awsProvider?: TerraformProvider | undefined;
  readonly events: Events;
}

/** The claims on buckets, of one app each. */
export class NotificationClaims<Events> {
  private readonly byApp = new WeakMap<IConstruct, Map<string, Claim<Events>[]>>();

  /**
   * Claims a bucket.
   * @param names how the bucket may be called: by name, by reference
   * @throws InvalidPropsError if another construct claims it in a way that excludes this one
   */
  public claim(names: readonly string[], claim: Claim<Events>): void {
    const app = this.claimsIn(claim.asker);
    for (const key of names.map((name) => keyOf(claim.asker, name))) {
      const others = app.get(key) ?? [];
      for (const other of others) {
        const message = exclusion(claim, other);
        if (message !== undefined) {
          refuse(claim.asker, "DataBucket", { prop: "manageNotifications", code: "CONFLICT", message });
        }
      }
      app.set(key, [...others, claim]);
    }
  }

  /** The claim of whoever manages the notifications of an existing bucket already. */
  public managerOf(asker: Construct, name: string): Claim<Events> | undefined {
    return this.claimsIn(asker)
      .get(keyOf(asker, name))
      ?.find(({ role }) => role === "manager");
  }

  private claimsIn(asker: Construct): Map<string, Claim<Events>[]> {
    const claims = this.byApp.get(asker.node.root) ?? new Map<string, Claim<Events>[]>();
    this.byApp.set(asker.node.root, claims);
    return claims;
  }
}

/** A name is the same everywhere; a reference is one within its stack. */
function keyOf(asker: Construct, name: string): string {
  return isToken(name) ? `${TerraformStack.of(asker).node.path} ${nameIn(asker, name)}` : name;
}

/** The name of a bucket, or the expression that stands for it: each access to an attribute makes another token of it. */
export const nameIn = (scope: Construct, name: string): string => String(resolveIn(scope, name));

function exclusion(one: Claim<unknown>, other: Claim<unknown>): string | undefined {
  const roles = new Set([one.role, other.role]);
  const where = placeOf(other.asker);
  if (roles.has("manager") && roles.has("maker")) {
    return `was given for a bucket that ${where} makes, or the other way round; pass that DataBucket itself`;
  }
  if (roles.has("manager") && roles.has("guest")) {
    return one.role === "manager"
      ? `was given, but ${where} leaves the notifications of the same bucket to its owner; set it there too`
      : `is not set, but ${where} manages the notifications of the same bucket; set it here too`;
  }
  if (roles.has("guest") || one.role === "maker") {
    return undefined;
  }
  if (TerraformStack.of(one.asker) !== TerraformStack.of(other.asker)) {
    return `was given, but ${other.asker.node.path} of another stack manages the notifications of the same bucket; let one stack do it`;
  }
  return one.awsProvider === other.awsProvider
    ? undefined
    : `was given, but ${where} manages the notifications of the same bucket with another awsProvider; let both have one`;
}
