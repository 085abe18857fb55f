import { externalIdsOf } from "../../iam/permissions";
import { trustChangeOf } from "../policies";
import type { Rule } from "../rule";

export const rule: Rule = {
  severity: "danger",
  title: "The external ID of a role changes",
  reason: "Until both sides have the same external ID, AWS denies every request of the connection.",
  remedy:
    "Check that this is the external ID that the connection has now. It changes when the connection is replaced, or when its authentication mode changes.",
  types: ["aws_iam_role"],
  *check(change, context) {
    const found = trustChangeOf(change, context);
    const [before, after] = [found?.before, found?.after].map((policy) =>
      policy === undefined ? [] : externalIdsOf(policy),
    );
    const gone = before?.filter((id) => !after?.includes(id)) ?? [];
    if (found?.isOfExisting && gone.length > 0 && after !== undefined && after.length > 0) {
      yield {
        change,
        key: after.join(),
        message: `the external ID becomes ${after.join(", ")}, was ${gone.join(", ")}`,
      };
    }
  },
};
