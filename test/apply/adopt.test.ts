/** `docs/how-to/import.md`: resources of hand-written HCL, taken over by constructs without a replacement. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { TerraformStack } from "cdktf";
import { DataBucket, PolytomicProvider, S3Integration } from "../../constructs";
import { Bench } from "../support/bench";
import type { Workspace } from "../../lib/testing/apply/workspace";
import type { Plan } from "../../lib/testing/apply/plan";

jest.setTimeout(600_000);

const hclIn = (folder: string): string => `
terraform {
  backend "local" { path = ${JSON.stringify(join(folder, "terraform.tfstate"))} }
  required_providers {
    aws       = { source = "hashicorp/aws", version = "~> 5.0" }
    polytomic = { source = "polytomic/polytomic", version = "~> 2.0" }
  }
}

provider "aws" { region = "us-east-1" }

resource "aws_s3_bucket" "lake" { bucket = "acme-lake" }

resource "polytomic_s3_connection" "lake" {
  name = "Acme data lake"
  configuration = {
    auth_mode        = "iam_role"
    iam_role_arn     = "arn:aws:iam::123456789012:role/polytomic"
    s3_bucket_name   = "s3://acme-lake/exports"
    s3_bucket_region = "us-east-1"
  }
}

resource "aws_iam_role" "polytomic" {
  name = "polytomic"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = "arn:aws:iam::568237466542:root" }
      Condition = { StringEquals = { "sts:ExternalId" = polytomic_s3_connection.lake.configuration.external_id } }
    }]
  })
}

resource "aws_iam_role_policy" "access" {
  name = "access"
  role = aws_iam_role.polytomic.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ["arn:aws:s3:::acme-lake", "arn:aws:s3:::acme-lake/*"] }]
  })
}
`;

function integration(stack: TerraformStack): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  new PolytomicProvider(stack, "polytomic");
  const bucket = new DataBucket(stack, "bucket", { name: "acme-lake" });
  const lake = new S3Integration(stack, "lake", { name: "Acme data lake", bucket, folder: "exports" });
  bucket.resource.moveFromId("aws_s3_bucket.lake");
  lake.connection.resource.moveFromId("polytomic_s3_connection.lake");
}

/** The changes of what exists, by type. A bucket that only moves has none. */
const changesOf = ({ changes }: Plan): Record<string, readonly string[]> =>
  Object.fromEntries(
    changes.filter(({ before }) => before !== null).map(({ type, actions }) => [type, actions]),
  );

let bench: Bench;
let existing: Workspace;
beforeAll(async () => {
  bench = await Bench.start();
  existing = await bench.workspace("existing");
  writeFileSync(join(existing.dir, "main.tf"), hclIn(existing.dir));
  await existing.init();
  await existing.apply();
});
afterAll(() => bench?.stop());

test("in the same state, the bucket and the connection move, and the role is a new one", async () => {
  rmSync(join(existing.dir, "main.tf"));
  existing.synth(integration);
  await existing.init();
  const plan = await existing.plan();
  expect(changesOf(plan)).toEqual({
    aws_iam_role: ["delete"],
    aws_iam_role_policy: ["delete"],
    polytomic_s3_connection: ["update"],
  });
  await existing.apply(plan);
  expect((await existing.plan()).empty).toBe(true);
});
