import type { PermissionChange } from "../../iam/permissions";
import { ADMINISTRATOR, TYPES_WITH_ATTACHMENT, attachmentsOf } from "../attachments";
import { TYPES_WITH_POLICY, actionsOf, gainedBy, phrase, policyChangesOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows more",
  reason: "A principal that exists gets access that it did not have.",
  remedy: "Check that each permission is needed, on no more resources than needed.",
  types: [...TYPES_WITH_POLICY, ...TYPES_WITH_ATTACHMENT],
  *check(change, context) {
    const { attached, isOfExisting } = attachmentsOf(change, context);
    const others = attached.filter((name) => name !== ADMINISTRATOR);
    if (isOfExisting && others.length > 0) {
      yield { change, message: `adds ${others.join(", ")}` };
    }
    for (const found of policyChangesOf(change, context)) {
      const gained = gainedBy(found).filter((one) => !hasOwnRule(one));
      if (found.isOfExisting && found.kind !== "trust" && gained.length > 0) {
        const verb = gained.every(({ effect }) => effect === "Deny") ? "no longer denies" : "newly allows";
        yield { change, message: `${verb} ${actionsOf(gained)}`, details: gained.map(phrase) };
      }
    }
  },
};

/** Whether `condition-removed`, `public-access` or `tls-requirement-removed` finds it. */
const hasOwnRule = ({ effect, principals, conditions, conditionRemoved }: PermissionChange): boolean =>
  conditionRemoved !== undefined ||
  (effect === "Deny"
    ? /SecureTransport|TlsVersion/i.test(JSON.stringify(conditions))
    : principals.includes("*") && Object.keys(conditions).length === 0);
