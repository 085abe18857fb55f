/** Reviews in which every name is the same hostile one. */
import type { Review } from "../../../lib/plan/review";
import { finding, review, stack } from "./reviews";

/** A review with `name` wherever a plan can put one. */
export const reviewOf = (name: string): Review =>
  review(
    [
      stack({
        stack: name,
        verdict: "danger",
        counts: { import: 0, add: 1, change: 0, destroy: 0, move: 0, forget: 0 },
        findings: [
          finding("bucket-destroyed", name, {
            address: name,
            source: { file: name, line: 3 },
            message: name,
            details: [name],
            snippet: name,
          }),
          finding("bucket-destroyed", `accepted ${name}`, {
            suppression: { finding: name, reason: name, expires: undefined },
          }),
          finding("sync-activated", "known", { isNew: false, id: name }),
        ],
        groups: [
          {
            name,
            summary: name,
            outline: name,
            verdict: "danger",
            changes: [
              {
                symbol: "~",
                subject: name,
                changes: [name, name],
                address: name,
                construct: name,
                verdict: "danger",
              },
            ],
          },
        ],
        permissions: [
          {
            change: "gained",
            policy: name,
            address: name,
            resource: name,
            effect: "Allow",
            action: name,
            principal: name,
            condition: name,
          },
        ],
        noise: { recomputed: 1, lines: [name] },
        outputs: [name],
      }),
    ],
    {
      verdict: "danger",
      gone: [name],
      unusedSuppressions: [{ finding: name, reason: name, expires: undefined, problem: "unused" }],
    },
  );
