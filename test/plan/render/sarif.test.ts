import fc from "fast-check";
import { renderSarif } from "../../../lib/plan/render/sarif";
import type { Review } from "../../../lib/plan/review";
import { hostileName } from "./hostile";
import { reviewOf } from "./hostile-reviews";
import { FULL, RULES, finding, review, stack } from "./reviews";

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState?: string;
  readonly suppressions?: readonly unknown[];
}

interface Run {
  readonly tool: {
    readonly driver: { readonly version: string; readonly rules: readonly { readonly id: string }[] };
  };
  readonly results: readonly Result[];
}

const runOf = (of: Review): Run => {
  const log = JSON.parse(renderSarif(of, { rules: RULES, version: "1.2.3" })) as {
    version: string;
    runs: [Run];
  };
  expect(log.version).toBe("2.1.0");
  return log.runs[0];
};

test("a result has its rule, level, place and fingerprint", () => {
  expect(runOf(FULL).results[0]).toEqual({
    ruleId: "bucket-destroyed",
    ruleIndex: 0,
    level: "error",
    message: {
      text: [
        "A bucket is deleted. prod/lake/bucket: `force_destroy` is set, so all objects are deleted too.",
        "Keep the bucket, or copy its objects first.",
        "3 models read it",
        "2 syncs write to it",
      ].join("\n"),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "cdktf.out/stacks/prod/cdk.tf.json" },
          region: { startLine: 12 },
        },
        logicalLocations: [{ fullyQualifiedName: "prod/lake/bucket", kind: "resource" }],
      },
    ],
    partialFingerprints: { "ruleAndSubject/v1": expect.stringMatching(/^[0-9a-f]{32}$/) as unknown },
    properties: { id: "bucket-destroyed[prod/lake/bucket]", severity: "Danger" },
  });
});

test("a rule is described once", () => {
  const { driver } = runOf(FULL).tool;
  expect(driver.version).toBe("1.2.3");
  expect(driver.rules.map(({ id }) => id)).toEqual(["bucket-destroyed", "policy-unknown", "sync-activated"]);
  expect(driver.rules[0]).toEqual({
    id: "bucket-destroyed",
    name: "BucketDestroyed",
    shortDescription: { text: "A bucket is deleted" },
    fullDescription: { text: "Its objects are lost." },
    help: {
      text: "Keep the bucket, or copy its objects first.",
      markdown: "Keep the bucket, or copy its objects first.",
    },
    helpUri: expect.stringMatching(/^https:.*#bucket-destroyed$/) as unknown,
    defaultConfiguration: { level: "error" },
    properties: { tags: ["security", "terraform"], "security-severity": "8.0" },
  });
});

test("levels follow the verdicts", () => {
  expect(runOf(FULL).results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ["bucket-destroyed", "error"],
    ["bucket-destroyed", "error"],
    ["policy-unknown", "warning"],
    ["sync-activated", "note"],
  ]);
});

test("an accepted finding is suppressed with its reason", () => {
  expect(runOf(FULL).results.map(({ suppressions }) => suppressions)).toEqual([
    undefined,
    [{ kind: "external", status: "accepted", justification: "it is empty, until 2027-01-31" }],
    undefined,
    undefined,
  ]);
});

test("without a source line, the place is the stack's synthesized file", () => {
  const { physicalLocation } = runOf(review([stack({ findings: [finding("bucket-destroyed", "a")] })]))
    .results[0]!.locations[0]!;
  expect(physicalLocation).toEqual({
    artifactLocation: { uri: "cdktf.out/stacks/prod/cdk.tf.json" },
    region: { startLine: 1 },
  });
});

test("fingerprints depend on stack and id, not on lines or messages", () => {
  const printOf = (name: string, members: Parameters<typeof finding>[2]): unknown =>
    runOf(review([stack({ stack: name, findings: [finding("bucket-destroyed", "a", members)] })])).results[0]!
      .partialFingerprints;
  const one = printOf("prod", {});
  expect(printOf("prod", { message: "other", source: { file: "b", line: 9 } })).toEqual(one);
  expect(printOf("dev", {})).not.toEqual(one);
  expect(printOf("prod", { id: "bucket-destroyed[a:key]" })).not.toEqual(one);
});

test("with a previous review, results say whether they are new", () => {
  const findings = [
    finding("bucket-destroyed", "a", { isNew: true }),
    finding("bucket-destroyed", "b", { isNew: false }),
  ];
  expect(runOf(review([stack({ findings })])).results.map(({ baselineState }) => baselineState)).toEqual([
    "new",
    "unchanged",
  ]);
});

test("hostile names stay strings, and URIs are relative references", () => {
  fc.assert(
    fc.property(hostileName, (name) => {
      for (const { locations, ruleId, ruleIndex, message } of runOf(reviewOf(name)).results) {
        const { artifactLocation } = locations[0]!.physicalLocation;
        expect(artifactLocation.uri).toMatch(/^[\w.!~*'()/%-]*$/);
        expect(runOf(reviewOf(name)).tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
        expect(message.text).not.toMatch(/[^\P{Cc}\n]/u);
      }
    }),
  );
});
