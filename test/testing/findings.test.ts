/** The findings of a review as assertions about a stack. */
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Fn } from "cdktf";
import { DataBucket, PlanReview, S3Integration } from "../../constructs";
import { findings } from "../../lib/testing";
import { newStack } from "../constructs/synth";

it("finds nothing in an integration with the defaults", () => {
  const stack = newStack("prod");
  new S3Integration(stack, "lake", {
    name: "Acme data lake",
    bucket: { name: "acme-lake" },
    folder: "exports",
  });
  expect(findings(stack)).toEqual([]);
});

it("finds a bucket that can be deleted with its objects, unless the app accepts it", () => {
  const stack = newStack("prod");
  const bucket = new DataBucket(stack, "scratch", { name: "acme-scratch", onRemoval: "delete-with-objects" });
  expect(findings(stack)).toMatchObject([
    { id: "bucket-force-destroy[prod/scratch]", severity: "look", subject: "prod/scratch" },
  ]);
  PlanReview.of(bucket).accept("bucket-force-destroy", { reason: "test data" });
  expect(findings(stack)).toEqual([]);
});

it("reads policies that contain references", () => {
  const stack = newStack("prod");
  const bucket = new DataBucket(stack, "lake", { name: "acme-lake" });
  new S3BucketPolicy(stack, "open", {
    bucket: "another-bucket",
    policy: Fn.jsonencode({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `${bucket.bucketArn}/*` },
      ],
    }),
  });
  expect(findings(stack)).toMatchObject([
    { id: "public-access[prod/open:s3:GetObject]", severity: "danger" },
  ]);
});
