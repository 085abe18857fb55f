import type { PermissionChange } from "../../iam/permissions";
import { ATTACHMENTS, attachmentOf } from "../attachments";
import { TYPES_WITH_POLICY, actionsOf, gainedBy, phrase, policyChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "look",
  title: "A policy allows more",
  reason: "A principal that exists gets access that it did not have.",
  remedy: "Check that each permission is needed, on no more resources than needed.",
  types: [...TYPES_WITH_POLICY, ...ATTACHMENTS],
  *check(change, context) {
    const attached = attachmentOf(change, context);
    if (attached?.verb === "attaches") {
      yield { change, message: `attaches ${attached.policy}` };
    }
    const found = policyChangeOf(change, context);
    const gained = found === undefined ? [] : gainedBy(found).filter((one) => !hasOwnRule(one));
    if (found?.isOfExisting && found.kind !== "trust" && gained.length > 0) {
      const verb = gained.every(({ effect }) => effect === "Deny") ? "no longer denies" : "newly allows";
      yield { change, message: `${verb} ${actionsOf(gained)}`, details: gained.map(phrase) };
    }
  },
};

/** Whether `condition-removed`, `public-access` or `tls-requirement-removed` finds it. */
const hasOwnRule = ({ effect, principals, conditions, conditionRemoved }: PermissionChange): boolean =>
  conditionRemoved !== undefined ||
  (effect === "Deny"
    ? /SecureTransport|TlsVersion/i.test(JSON.stringify(conditions))
    : principals.includes("*") && Object.keys(conditions).length === 0);
