/** A retained bucket: each of its resources is removed only from the state. */
import { Testing } from "cdktf";
import { DataBucket, RetainedDataBucket, S3Integration } from "../../../constructs";
import { newStack, synth } from "../synth";

const ALL_SETTINGS = {
  name: "acme-lake",
  objectLock: {},
  accessLogs: { bucket: "acme-logs" },
  replication: {
    roleArn: "arn:aws:iam::111122223333:role/replication",
    rules: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::acme-copy" } }],
  },
} as const;

const removedIn = (path: string): string[] => {
  const stack = newStack();
  new RetainedDataBucket(stack, "keep", { path });
  const { removed } = JSON.parse(Testing.synth(stack, true)) as {
    removed: { from: string; lifecycle: { destroy: boolean } }[];
  };
  expect(removed.every(({ lifecycle }) => !lifecycle.destroy)).toBe(true);
  return removed.map(({ from }) => from).sort();
};

test("lists every resource of the bucket", () => {
  const ofIntegration = synth(
    (stack) => new S3Integration(stack, "lake", { name: "Lake", bucket: ALL_SETTINGS }),
  ).addresses.filter((address) => /^aws_s3_bucket/.test(address));
  expect(removedIn("lake/bucket")).toEqual(ofIntegration);
  expect(ofIntegration).toHaveLength(11);
});

test("uses the path in its addresses", () => {
  const alone = synth((stack) => new DataBucket(stack, "other-lake", ALL_SETTINGS)).addresses;
  expect(removedIn("other-lake")).toEqual(expect.arrayContaining(alone));
});

test.each(["", "/lake", "lake/", 7])("rejects the path %j", (path) => {
  expect(() => new RetainedDataBucket(newStack(), "keep", { path: path as string })).toThrow(
    /^Invalid props/,
  );
});

test("rejects HCL output, which would lose the blocks and destroy the bucket", () => {
  const element = new RetainedDataBucket(newStack(), "keep", { path: "lake/bucket" });
  expect(() => element.toHclTerraform()).toThrow("cannot be written as HCL");
});
