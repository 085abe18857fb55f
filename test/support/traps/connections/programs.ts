/** Helpers that several files of this folder share. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataResource, TerraformOutput, type TerraformStack } from "cdktf";
import type { S3Connection } from "../../../../constructs";
import type { Program } from "../proof";
import { variable } from "../raw";

/** Outputs the external ID that other resources get. */
export const trusted = (stack: TerraformStack, value: string): TerraformOutput =>
  new TerraformOutput(stack, "trusted", { value });

/** A resource that is built from the external ID, like a trust policy. */
export const policyOf = (stack: TerraformStack, externalId: string): DataResource =>
  new DataResource(stack, "policy", { input: { externalId } });

export const keys = (stack: TerraformStack) => ({
  authMode: "access_key_and_secret" as const,
  awsAccessKeyId: "AKIAEXAMPLE",
  awsSecretAccessKey: variable(stack, "secret"),
});

/** First with keys, then with a role. */
export const switched = (program: (stack: TerraformStack, mode: "keys" | "role") => void): Program[] => [
  (stack) => program(stack, "keys"),
  (stack) => program(stack, "role"),
];

/** An S3 connection in Terraform's JSON, without any checks. */
export const plainLake = (configuration: object): object => ({
  name: "Lake",
  configuration: {
    auth_mode: "iam_role",
    s3_bucket_name: "s3://acme-lake",
    s3_bucket_region: "us-east-1",
    ...configuration,
  },
});

export const aws = (stack: TerraformStack): AwsProvider =>
  new AwsProvider(stack, "aws", { region: "us-east-1" });

export function externalIdOf({ auth }: S3Connection): string {
  return "externalId" in auth ? auth.externalId : "";
}
