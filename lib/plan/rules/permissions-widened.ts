import type { PermissionChange } from "../../iam/permissions";
import { ADMINISTRATORS, TYPES_WITH_ATTACHMENT, attachmentsOf } from "../attachments";
import {
  TYPES_WITH_POLICY,
  actionsOf,
  gainedBy,
  isAboutTls,
  isForAnyone,
  phrase,
  policyChangesOf,
} from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows more",
  reason: "A principal that exists gets access that it did not have.",
  remedy: "Check that each permission is needed, on no more resources than needed.",
  types: [...TYPES_WITH_POLICY, ...TYPES_WITH_ATTACHMENT],
  *check(change, context) {
    const { attached, policies, isUnknown, isOfExisting } = attachmentsOf(change, context);
    const others = attached.filter((name) => !ADMINISTRATORS.includes(name));
    if (isOfExisting && others.length > 0) {
      const details = policies
        .flatMap((one) => policyChangesOf(one, context))
        .flatMap((one) => gainedBy(one).map(phrase));
      yield { change, key: others.join(), message: `adds ${others.join(", ")}`, details };
    }
    if (isOfExisting && isUnknown) {
      yield { change, message: "adds a policy that is known after the apply", severity: "cannot-tell" };
    }
    for (const found of policyChangesOf(change, context)) {
      const gained = gainedBy(found).filter((one) => !hasOwnRule(one));
      if (found.isOfExisting && found.kind !== "trust" && gained.length > 0) {
        const verb = gained.every(({ effect }) => effect === "Deny") ? "no longer denies" : "newly allows";
        yield {
          change,
          key: actionsOf(gained),
          message: `${verb} ${actionsOf(gained)}`,
          details: gained.map(phrase),
        };
      }
    }
  },
};

/** Whether `condition-removed`, `public-access` or `tls-requirement-removed` finds it. */
const hasOwnRule = (permission: PermissionChange): boolean =>
  permission.conditionRemoved !== undefined || isAboutTls(permission) || isForAnyone(permission);
